// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud;

/**
 * One durable record.
 *
 * @param sequence 1 and up, without holes except where a record of type {@code journal.gap} tells of one
 * @param epoch number of the agent's start that wrote it, 1 and up; {@code epoch-sequence} is the event id
 * @param timeMillis wall clock when the fact happened, milliseconds since 1970 UTC
 * @param type dotted fact name, such as {@code parcel.decided}
 * @param subject what the fact is about, such as {@code L1/7/4711} for a parcel, or an empty text
 * @param body JSON object in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // the bytes are handed through to the wire once and never compared
public record OutboxRecord(long sequence, int epoch, long timeMillis, String type, String subject, byte[] body) {}
