// SPDX-License-Identifier: Apache-2.0
/** The whole chain on one machine, with an audit that does not take the agent's word for it. */
@NullMarked
package io.tiersort.agent.demo;

import org.jspecify.annotations.NullMarked;
