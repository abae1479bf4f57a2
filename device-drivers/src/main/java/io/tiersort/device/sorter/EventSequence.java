// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import org.jspecify.annotations.Nullable;

/**
 * Which event comes next. Every sequence between two heads is either accepted once or part of one {@link Gap}, in
 * ascending order. Pure; one owner.
 */
final class EventSequence {
    /** How often a record that is not whole, or a head that stands behind, is looked at again. */
    static final int RETRIES = 3;

    private final Ring ring;
    private int last;
    private int head;
    private int torn;
    private int backwards;
    private boolean lapped;

    /** Events {@code from} up to, not including, {@code to} are lost. */
    record Gap(int from, int to) {}

    EventSequence(Ring ring) {
        this.ring = ring;
    }

    /** Goes on after {@code sequence}; 0 to begin with the first event of all. */
    void startAfter(int sequence) {
        last = sequence;
        head = sequence;
        lapped = false;
        torn = 0;
        backwards = 0;
    }

    /** The sequence accepted last, 0 for none. */
    int last() {
        return last;
    }

    /** The sequence accepted next. */
    int next() {
        return ring.next(last);
    }

    /** Records from {@link #next()} on that are worth reading now, at most the slots of the ring. */
    int pending() {
        return ring.ahead(last, head);
    }

    /** Takes note of the newest event; a gap means that the ring has lapped, or that the PLC counts from elsewhere. */
    @Nullable
    Gap advance(int newest) {
        int ahead = ring.ahead(last, newest);
        boolean behind = newest == 0 ? last != 0 : ahead > ring.last() - ring.slots() && last != 0;
        if (behind) {
            head = last;
            return ++backwards > RETRIES ? jump(newest, newest) : null;
        }
        backwards = 0;
        head = newest;
        return ahead > ring.slots() ? jump(ring.plus(newest, -window()), newest) : null;
    }

    /** True, and one further, when the record at register {@code at} is the whole next event. */
    boolean accept(byte[] image, int at) {
        if (!EventRecord.isWhole(image, at, next())) {
            return false;
        }
        last = next();
        torn = 0;
        return true;
    }

    /** Ends a poll; a gap means that the next record was not whole too often and is given up. */
    @Nullable
    Gap endPoll() {
        if (pending() == 0) {
            lapped = false;
            return null;
        }
        if (++torn <= RETRIES) {
            return null;
        }
        return jump(next(), head);
    }

    /** All that the ring holds; half of it when the PLC laps a host that has not caught up since the last time. */
    private int window() {
        int window = lapped ? Math.max(1, ring.slots() / 2) : ring.slots();
        lapped = true;
        return window;
    }

    private Gap jump(int newLast, int newHead) {
        Gap gap = new Gap(next(), ring.next(newLast));
        last = newLast;
        head = newHead;
        torn = 0;
        backwards = 0;
        return gap;
    }
}
