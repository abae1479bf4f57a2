// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;

/**
 * Writes records as CloudEvents 1.0 in JSON: one structured event, or a batch (a JSON array). The id is
 * {@code epoch-sequence}; the extension {@code sequence} is padded to 20 digits, so that it sorts as a text; a subject is
 * also the {@code partitionkey}. A body that is no JSON object travels as {@code data_base64}. Keeps one buffer that is
 * used again; not for several threads.
 */
public final class CloudEvents {
    /** Content type of {@link #single}. */
    public static final String STRUCTURED = "application/cloudevents+json";

    /** Content type of a batch. */
    public static final String BATCH = "application/cloudevents-batch+json";

    private static final int SEQUENCE_DIGITS = 20;
    private static final long LAST_SECOND = 253_402_300_799L; // 9999-12-31T23:59:59Z, the end of RFC 3339
    private static final byte[] HEX = ascii("0123456789abcdef");
    private static final byte[] ID = ascii("\",\"id\":\"");
    private static final byte[] TYPE = ascii("\",\"type\":\"io.tiersort.");
    private static final byte[] TIME = ascii("\",\"time\":\"");
    private static final byte[] SEQUENCE = ascii("Z\",\"sequence\":\"");
    private static final byte[] SUBJECT = ascii("\",\"subject\":\"");
    private static final byte[] PARTITION = ascii("\",\"partitionkey\":\"");
    private static final byte[] DATA = ascii("\",\"datacontenttype\":\"application/json\",\"data\":");
    private static final byte[] BASE64 =
            ascii("\",\"datacontenttype\":\"application/octet-stream\",\"data_base64\":\"");

    private final byte[] head;
    private final int maxBytes;
    private byte[] buffer = new byte[4096];
    private int length;
    private int events;
    private long second = Long.MIN_VALUE;
    private byte[] secondText = new byte[0];

    /**
     * @param source URI reference of the agent, such as {@code //site/agent}; with the id it names an event for ever
     * @param maxBytes largest event or batch that is made
     */
    public CloudEvents(String source, int maxBytes) {
        if (source.isEmpty()) {
            throw new IllegalArgumentException("source: found \"\"; expected a URI reference such as //site/agent");
        }
        this.maxBytes = maxBytes;
        raw(ascii("{\"specversion\":\"1.0\",\"source\":\""));
        text(source);
        head = Arrays.copyOf(buffer, length);
        reset();
    }

    /** The record as one event, or an empty array when it is larger than the limit. */
    public byte[] single(OutboxRecord item) {
        reset();
        write(item);
        return length > maxBytes ? new byte[0] : Arrays.copyOf(buffer, length);
    }

    /** Begins a batch; what was begun before is forgotten. */
    public void startBatch() {
        reset();
        put('[');
    }

    /** Adds the record to the batch; false, and the batch is as before, when it no longer fits. */
    public boolean add(OutboxRecord item) {
        int before = length;
        if (events > 0) {
            put(',');
        }
        write(item);
        if (length + 1 > maxBytes) {
            length = before;
            return false;
        }
        events++;
        return true;
    }

    /** The batch as a JSON array. */
    public byte[] finishBatch() {
        put(']');
        return Arrays.copyOf(buffer, length);
    }

    private void reset() {
        length = 0;
        events = 0;
    }

    private void write(OutboxRecord item) {
        raw(head);
        raw(ID);
        number(item.epoch(), 1);
        put('-');
        number(item.sequence(), 1);
        raw(TYPE);
        text(item.type());
        raw(TIME);
        time(item.timeMillis());
        raw(SEQUENCE);
        number(item.sequence(), SEQUENCE_DIGITS);
        if (!item.subject().isEmpty()) {
            int from = length + SUBJECT.length;
            raw(SUBJECT);
            text(item.subject());
            int to = length;
            raw(PARTITION);
            ensure(to - from);
            System.arraycopy(buffer, from, buffer, length, to - from);
            length += to - from;
        }
        data(item.body());
        put('}');
    }

    private void data(byte[] body) {
        if (body.length >= 2 && body[0] == '{' && body[body.length - 1] == '}') {
            raw(DATA);
            raw(body);
        } else {
            raw(BASE64);
            raw(Base64.getEncoder().encode(body));
            put('"');
        }
    }

    private void time(long millis) {
        long wanted = Math.min(LAST_SECOND, Math.max(0, Math.floorDiv(millis, 1000L)));
        if (wanted != second) {
            String iso = Instant.ofEpochSecond(wanted).toString();
            second = wanted;
            secondText = ascii(iso.substring(0, iso.length() - 1));
        }
        raw(secondText);
        put('.');
        number(Math.floorMod(millis, 1000L), 3);
    }

    private void number(long value, int digits) {
        int count = digits;
        for (long rest = value, n = 1; rest != 0; rest /= 10, n++) {
            count = (int) Math.max(count, n);
        }
        ensure(count);
        long rest = value;
        for (int i = length + count - 1; i >= length; i--) {
            buffer[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
    }

    private void text(String text) {
        boolean plain = true;
        int from = length;
        ensure(text.length());
        for (int i = 0; i < text.length() && plain; i++) {
            char c = text.charAt(i);
            plain = c >= ' ' && c < 0x7f && c != '"' && c != '\\';
            buffer[length++] = (byte) c;
        }
        if (!plain) {
            length = from;
            escaped(text);
        }
    }

    /** Encodes to UTF-8 (a lone surrogate becomes a question mark) and escapes what JSON wants escaped. */
    private void escaped(String text) {
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b == '"' || b == '\\') {
                put('\\');
                put(b);
            } else if ((b >= 0 && b < ' ') || b == 0x7f) {
                raw(ascii("\\u00"));
                put(HEX[b >> 4]);
                put(HEX[b & 0xf]);
            } else {
                put(b);
            }
        }
    }

    private void put(int b) {
        ensure(1);
        buffer[length++] = (byte) b;
    }

    private void raw(byte[] bytes) {
        ensure(bytes.length);
        System.arraycopy(bytes, 0, buffer, length, bytes.length);
        length += bytes.length;
    }

    private void ensure(int more) {
        if (length + more > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
