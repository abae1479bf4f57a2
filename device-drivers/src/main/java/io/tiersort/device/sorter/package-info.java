// SPDX-License-Identifier: Apache-2.0
/**
 * Sorter PLCs behind a Modbus TCP server with mailbox rings: the PLC appends events to one ring, the host appends
 * destination commands to another, and each side tells the other how far it has read.
 *
 * <p>The wire is spoken by the Modbus client of digitalpetri on the event loop of the line. The Modbus driver of Apache
 * PLC4X 0.13 is not used: it ignores the unit id of a tag on reads but not on writes, never starts another request after
 * one has timed out, and leaves threads behind each time the peer closes.
 */
@NullMarked
package io.tiersort.device.sorter;

import org.jspecify.annotations.NullMarked;
