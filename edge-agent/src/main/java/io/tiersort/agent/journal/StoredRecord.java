// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.journal;

import io.tiersort.cloud.OutboxRecord;
import io.vertx.core.json.JsonObject;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/** One row of {@code journal.db}; {@code recordClass} is the ordinal of a {@link RecordClass}. */
@SuppressWarnings("ArrayRecordComponent") // rows are written and read, never compared
record StoredRecord(
        long sequence,
        int epoch,
        long timeMillis,
        String type,
        String subject,
        long parcel,
        int recordClass,
        byte[] body) {
    /** Type of the record that tells of sequences that are missing. */
    static final String GAP = "journal.gap";
    /** Type of the record that tells of entries refused because the queue was full. */
    static final String DROPPED = "journal.dropped";
    /** Type under which a row that fails its checksum is read. */
    static final String DAMAGED = "journal.damaged";

    private static final int BODY_BYTES_MAX = 1 << 20;

    /** Encodes an entry; one that cannot be encoded keeps its place, with the reason as its body. */
    static StoredRecord of(long sequence, int epoch, JournalEntry entry) {
        byte[] body;
        try {
            body = entry.body();
        } catch (RuntimeException e) {
            body = complaint("body could not be encoded: " + e);
        }
        if (body.length > BODY_BYTES_MAX) {
            body = complaint("body too large: bytes=" + body.length + "; expected at most " + BODY_BYTES_MAX);
        }
        return new StoredRecord(
                sequence,
                epoch,
                entry.timeMillis(),
                entry.type(),
                entry.subject(),
                entry.parcel(),
                stored(entry.recordClass()),
                body);
    }

    /** A record of the journal about itself. */
    static StoredRecord own(long sequence, int epoch, long timeMillis, String type, JsonObject body) {
        return new StoredRecord(
                sequence,
                epoch,
                timeMillis,
                type,
                "",
                0,
                stored(RecordClass.EXCEPTION),
                body.toBuffer().getBytes());
    }

    @SuppressWarnings("EnumOrdinal") // the order is stored: see RecordClass
    private static int stored(RecordClass recordClass) {
        return recordClass.ordinal();
    }

    private static byte[] complaint(String reason) {
        return new JsonObject().put("journalError", reason).toBuffer().getBytes();
    }

    /** CRC-32C over every field, texts preceded by their length. */
    int crc() {
        byte[] typeBytes = type.getBytes(StandardCharsets.UTF_8);
        byte[] subjectBytes = subject.getBytes(StandardCharsets.UTF_8);
        ByteBuffer head = ByteBuffer.allocate(3 * Long.BYTES + 4 * Integer.BYTES)
                .putLong(sequence)
                .putLong(timeMillis)
                .putLong(parcel)
                .putInt(epoch)
                .putInt(recordClass)
                .putInt(typeBytes.length)
                .putInt(subjectBytes.length);
        CRC32C crc = new CRC32C();
        crc.update(head.flip());
        crc.update(typeBytes);
        crc.update(subjectBytes);
        crc.update(body);
        return (int) crc.getValue();
    }

    OutboxRecord toOutbox() {
        return new OutboxRecord(sequence, epoch, timeMillis, type, subject, body);
    }
}
