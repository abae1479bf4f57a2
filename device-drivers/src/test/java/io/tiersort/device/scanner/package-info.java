// SPDX-License-Identifier: Apache-2.0
/** Tests of the scanner driver: bytes, results, and faults on real loopback sockets. */
@NullMarked
package io.tiersort.device.scanner;

import org.jspecify.annotations.NullMarked;
