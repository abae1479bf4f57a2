// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.plan;

import java.util.BitSet;
import java.util.Collection;

/** Positions of rules in their list, 64 to a word, without the empty words at both ends. Immutable; any thread. */
final class Positions {
    /** Positions in one word. */
    static final int WORD = 64;

    static final Positions NONE = new Positions(0, new long[0]);

    private final int first;
    private final long[] words;

    private Positions(int first, long[] words) {
        this.first = first;
        this.words = words;
    }

    static Positions of(Collection<Integer> positions) {
        BitSet bits = new BitSet();
        positions.forEach(bits::set);
        return of(bits);
    }

    static Positions of(BitSet bits) {
        if (bits.isEmpty()) {
            return NONE;
        }
        int first = bits.nextSetBit(0) / WORD;
        return new Positions(first, bits.get(first * WORD, bits.length()).toLongArray());
    }

    /** The positions from {@code WORD * number} on, as bits. */
    long word(int number) {
        int index = number - first;
        return index < 0 || index >= words.length ? 0 : words[index];
    }

    Positions or(Positions other) {
        if (words.length == 0) {
            return other;
        }
        if (other.words.length == 0) {
            return this;
        }
        int from = Math.min(first, other.first);
        int to = Math.max(first + words.length, other.first + other.words.length);
        long[] both = new long[to - from];
        for (int number = from; number < to; number++) {
            both[number - from] = word(number) | other.word(number);
        }
        return new Positions(from, both);
    }
}
