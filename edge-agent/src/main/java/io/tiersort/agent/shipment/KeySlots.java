// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Open-addressing slots: 32 bits of a key's hash and 32 bits of a record's address in units of 8 bytes. One writer, any
 * readers; slots are published with release. Removed keys leave a grave until the next {@link #resized}.
 */
final class KeySlots {
    static final long EMPTY = 0;
    /** No address. */
    static final int NONE = -1;

    private static final int GRAVE = -1;

    private final AtomicLongArray slots;
    private int used;
    private int graves;

    KeySlots(int capacity) {
        slots = new AtomicLongArray(capacity);
    }

    /** A well-mixed hash of a key's characters. */
    static int hash(String key) {
        long hash = 0x9E3779B97F4A7C15L;
        for (int i = 0; i < key.length(); i++) {
            hash = (hash ^ key.charAt(i)) * 0xFF51AFD7ED558CCDL;
            hash ^= hash >>> 32;
        }
        hash *= 0xC4CEB9FE1A85EC53L;
        return (int) (hash >>> 32);
    }

    private static long slot(int hash, int address) {
        return ((long) hash << 32) | Integer.toUnsignedLong(address + 1);
    }

    static boolean matches(long slot, int hash) {
        return (int) (slot >>> 32) == hash && (int) slot != GRAVE;
    }

    static int address(long slot) {
        return (int) slot - 1;
    }

    int start(int hash) {
        return (int) ((Integer.toUnsignedLong(hash) * slots.length()) >>> 32);
    }

    int after(int at) {
        return at + 1 == slots.length() ? 0 : at + 1;
    }

    long get(int at) {
        return slots.getAcquire(at);
    }

    /** Adds a key that is not there; there is room. */
    void insert(int hash, int address) {
        int at = start(hash);
        while (slots.getPlain(at) != EMPTY) {
            at = after(at);
        }
        slots.setRelease(at, slot(hash, address));
        used++;
    }

    void redirect(int at, int address) {
        slots.setRelease(at, slot((int) (slots.getPlain(at) >>> 32), address));
    }

    void bury(int at) {
        slots.setRelease(at, (slots.getPlain(at) & 0xFFFFFFFF00000000L) | Integer.toUnsignedLong(GRAVE));
        graves++;
    }

    /** Whether {@code more} keys would fill the slots, graves included, above seven tenths. */
    boolean crowded(int more) {
        return used + more > slots.length() / 10 * 7;
    }

    /** The same keys without graves, with room for half as many again. */
    KeySlots resized() {
        int live = used - graves;
        int capacity = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(slots.length(), live * 21L / 10));
        KeySlots larger = new KeySlots(capacity);
        for (int at = 0; at < slots.length(); at++) {
            long slot = slots.getPlain(at);
            if (slot != EMPTY && (int) slot != GRAVE) {
                larger.insert((int) (slot >>> 32), address(slot));
            }
        }
        return larger;
    }

    /** As many slots, all empty. */
    KeySlots emptied() {
        return new KeySlots(slots.length());
    }

    long bytes() {
        return 8L * slots.length();
    }
}
