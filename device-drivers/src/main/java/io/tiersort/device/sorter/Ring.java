// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

/**
 * Places and numbering of one mailbox ring. Sequences run from 1 to {@link #last()} and then from 1 again; 0 means none.
 *
 * @param base address of the first register of slot 0
 * @param slots number of records that the ring holds, 1..32767
 * @param width registers per record
 */
public record Ring(int base, int slots, int width) {
    private static final int LARGEST_SEQUENCE = 65_535;
    private static final int ADDRESSES = 65_536;

    public Ring {
        if (slots < 1 || slots > LARGEST_SEQUENCE / 2 || width < 1 || base < 0 || base + slots * width > ADDRESSES) {
            throw new IllegalArgumentException("ring does not fit: base=" + base + " slots=" + slots + " width=" + width
                    + "; expected its end at or below address " + (ADDRESSES - 1)
                    + "; do move the base address or lower the number of slots");
        }
    }

    /** The largest sequence: the largest multiple of the slots that fits 16 bits, so that slots never jump. */
    public int last() {
        return LARGEST_SEQUENCE / slots * slots;
    }

    /** True for a sequence that a record can carry. */
    public boolean holds(int sequence) {
        return sequence >= 1 && sequence <= last();
    }

    /** The sequence after {@code sequence}; 1 after {@link #last()} and after 0. */
    public int next(int sequence) {
        return plus(sequence, 1);
    }

    /** The sequence {@code count} places after {@code sequence}; a negative count goes back. Never 0. */
    public int plus(int sequence, int count) {
        return Math.floorMod(sequence - 1 + count, last()) + 1;
    }

    /** How many records {@code to} is ahead of {@code from}, 0 or more; everything up to {@code to} when from is 0. */
    public int ahead(int from, int to) {
        if (from == 0 || to == 0) {
            return to;
        }
        return Math.floorMod(to - from, last());
    }

    /** The slot of a sequence, 0 up to {@link #slots()}. */
    public int slot(int sequence) {
        return (sequence - 1) % slots;
    }

    /** Address of the first register of the record with this sequence. */
    public int address(int sequence) {
        return base + slot(sequence) * width;
    }

    /** First address behind the ring. */
    public int end() {
        return base + slots * width;
    }
}
