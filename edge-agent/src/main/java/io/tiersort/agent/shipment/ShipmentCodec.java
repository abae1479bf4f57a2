// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

import io.tiersort.agent.shipment.Shipment.Flag;
import io.tiersort.agent.shipment.Shipment.Status;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shipments as bytes: length, number of keys, the keys (reference first, then codes), then the rest. Keys are length
 * and UTF-8; repeated words are numbers; numbers take as many bytes as they need. Stateless but for its words.
 */
@SuppressWarnings("EnumOrdinal") // the order of flags and statuses is stored: see Shipment
final class ShipmentCodec {
    /** Longest encoding of any shipment within the limits of {@link ShipmentLimits}. */
    static final int BYTES_MAX = 4_096;

    private static final Status[] STATUSES = Status.values();
    private static final List<Set<Flag>> FLAG_SETS = flagSets();

    private final Words words = new Words();
    private final byte[] scratch = new byte[BYTES_MAX];
    private int end;

    /** Encodes into {@link #bytes}; returns the length, a multiple of 8 no greater than {@link #BYTES_MAX}. Writer only. */
    int encode(Shipment shipment) {
        end = 2;
        scratch[end++] = (byte) (1 + shipment.codes().size());
        text(shipment.reference());
        shipment.codes().forEach(this::text);
        scratch[end++] = (byte) shipment.status().ordinal();
        scratch[end++] = (byte) bits(shipment.flags());
        word(shipment.segment());
        word(shipment.service());
        word(shipment.country());
        word(shipment.point());
        word(shipment.compartment());
        text(shipment.postcode());
        text(shipment.customer());
        text(shipment.group());
        number(shipment.promiseBy());
        number(shipment.notBefore());
        number(shipment.grams());
        number(shipment.lengthMm());
        number(shipment.widthMm());
        number(shipment.heightMm());
        int length = (end + 7) & ~7;
        while (end < length) {
            scratch[end++] = 0;
        }
        scratch[0] = (byte) (length >>> 8);
        scratch[1] = (byte) length;
        return length;
    }

    /** What {@link #encode} wrote last. */
    byte[] bytes() {
        return scratch;
    }

    static int length(byte[] from, int at) {
        return ((from[at] & 0xFF) << 8) | (from[at + 1] & 0xFF);
    }

    private void text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        scratch[end++] = (byte) bytes.length;
        System.arraycopy(bytes, 0, scratch, end, bytes.length);
        end += bytes.length;
    }

    private void word(String word) {
        int number = words.number(word);
        number(number + 1);
        if (number < 0) {
            text(word);
        }
    }

    private void number(long value) {
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            scratch[end++] = (byte) ((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        scratch[end++] = (byte) rest;
    }

    /** Whether the record at {@code at} has {@code key} as its reference or among its codes. */
    static boolean hasKey(byte[] from, int at, String key) {
        int keys = from[at + 2];
        int position = at + 3;
        for (int i = 0; i < keys; i++) {
            int length = from[position] & 0xFF;
            if (sameText(from, position + 1, length, key)) {
                return true;
            }
            position += 1 + length;
        }
        return false;
    }

    /** Whether the record at {@code at} has {@code reference} as its reference. */
    static boolean hasReference(byte[] from, int at, String reference) {
        return sameText(from, at + 4, from[at + 3] & 0xFF, reference);
    }

    private static boolean sameText(byte[] from, int at, int length, String text) {
        if (length < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                return new String(from, at, length, StandardCharsets.UTF_8).equals(text);
            }
            if (from[at + i] != c) {
                return false;
            }
        }
        return length == text.length();
    }

    static Status status(byte[] from, int at) {
        int position = at + 3;
        for (int keys = from[at + 2]; keys > 0; keys--) {
            position += 1 + (from[position] & 0xFF);
        }
        return STATUSES[from[position]];
    }

    Shipment decode(byte[] from, int at) {
        Cursor in = new Cursor(from, at + 2);
        int codeCount = in.next() - 1;
        String reference = in.text();
        List<String> codes = codes(in, codeCount);
        Status status = STATUSES[in.next()];
        Set<Flag> flags = FLAG_SETS.get(in.next() & 0xFF);
        String segment = word(in);
        String service = word(in);
        String country = word(in);
        String point = word(in);
        String compartment = word(in);
        String postcode = in.text();
        String customer = in.text();
        String group = in.text();
        return new Shipment(
                reference,
                codes,
                segment,
                service,
                flags,
                postcode,
                country,
                point,
                customer,
                group,
                compartment,
                in.number(),
                in.number(),
                (int) in.number(),
                (int) in.number(),
                (int) in.number(),
                (int) in.number(),
                status);
    }

    private static List<String> codes(Cursor in, int count) {
        if (count == 0) {
            return List.of();
        }
        if (count == 1) {
            return List.of(in.text());
        }
        List<String> codes = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            codes.add(in.text());
        }
        return List.copyOf(codes);
    }

    private String word(Cursor in) {
        int number = (int) in.number() - 1;
        return number < 0 ? in.text() : words.word(number);
    }

    /** A place in a record. */
    private static final class Cursor {
        private final byte[] from;
        private int position;

        Cursor(byte[] from, int position) {
            this.from = from;
            this.position = position;
        }

        byte next() {
            return from[position++];
        }

        String text() {
            int length = next() & 0xFF;
            position += length;
            return new String(from, position - length, length, StandardCharsets.UTF_8);
        }

        long number() {
            long value = 0;
            int shift = 0;
            byte part;
            do {
                part = next();
                value |= (long) (part & 0x7F) << shift;
                shift += 7;
            } while (part < 0);
            return (value >>> 1) ^ -(value & 1);
        }
    }

    private static List<Set<Flag>> flagSets() {
        List<Set<Flag>> sets = new ArrayList<>();
        for (int bits = 0; bits < (1 << Flag.values().length); bits++) {
            sets.add(flags(bits));
        }
        return List.copyOf(sets);
    }

    /** The status with a stored number, or null when there is none. */
    static @Nullable Status status(int number) {
        return number >= 0 && number < STATUSES.length ? STATUSES[number] : null;
    }

    static int number(Status status) {
        return status.ordinal();
    }

    /** Flags as one bit each, in the order of the enum. */
    static int bits(Set<Flag> flags) {
        int bits = 0;
        for (Flag flag : flags) {
            bits |= 1 << flag.ordinal();
        }
        return bits;
    }

    /** The reverse of {@link #bits}. */
    static Set<Flag> flags(int bits) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        for (Flag flag : Flag.values()) {
            if ((bits & (1 << flag.ordinal())) != 0) {
                flags.add(flag);
            }
        }
        return Set.copyOf(flags);
    }
}
