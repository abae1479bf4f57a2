// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.probe;

import java.util.Map;
import java.util.TreeMap;

/** A set of sequence numbers kept as ranges: as small as the number of holes. Not thread-safe. */
final class SequenceRanges {
    private final TreeMap<Long, Long> lastByFirst = new TreeMap<>();
    private long size;

    /** Adds a number; false when it was there. */
    boolean add(long number) {
        Map.Entry<Long, Long> below = lastByFirst.floorEntry(number);
        if (below != null && below.getValue() >= number) {
            return false;
        }
        long first = number;
        long last = number;
        if (below != null && below.getValue() == number - 1) {
            first = below.getKey();
        }
        Long above = lastByFirst.remove(number + 1);
        if (above != null) {
            last = above;
        }
        lastByFirst.put(first, last);
        size++;
        return true;
    }

    /** Adds every number from first to last. */
    void addAll(long first, long last) {
        long from = first;
        long to = last;
        Map.Entry<Long, Long> touching = lastByFirst.floorEntry(last + 1 > last ? last + 1 : last);
        while (touching != null && touching.getValue() >= from - 1) {
            from = Math.min(from, touching.getKey());
            to = Math.max(to, touching.getValue());
            size -= touching.getValue() - touching.getKey() + 1;
            lastByFirst.remove(touching.getKey());
            touching = lastByFirst.floorEntry(to);
        }
        lastByFirst.put(from, to);
        size += to - from + 1;
    }

    long size() {
        return size;
    }

    /** How many ranges there are, which is what the set costs. */
    int ranges() {
        return lastByFirst.size();
    }

    /** The lowest number, 0 when empty. */
    long first() {
        return lastByFirst.isEmpty() ? 0 : lastByFirst.firstKey();
    }

    /** The highest number, 0 when empty. */
    long last() {
        return lastByFirst.isEmpty() ? 0 : lastByFirst.lastEntry().getValue();
    }

    /** Numbers between the lowest and the highest that are not there. */
    long holes() {
        return lastByFirst.isEmpty() ? 0 : last() - first() + 1 - size;
    }
}
