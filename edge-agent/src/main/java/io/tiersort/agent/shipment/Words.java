// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Numbers for words that repeat: segments, services, countries, points. Grows only, up to a limit; one thread adds, any
 * thread reads. A number becomes known to readers by a record published after its word, so plain publication order is
 * enough.
 */
final class Words {
    static final int MAX = 16_384;

    private final Map<String, Integer> numbers = new HashMap<>();
    private final AtomicReferenceArray<String> words = new AtomicReferenceArray<>(MAX + 1);

    Words() {
        numbers.put("", 0);
        words.setRelease(0, "");
    }

    /** The number of a word, or -1 when it has none and none is left. Writer only. */
    int number(String word) {
        Integer known = numbers.get(word);
        if (known != null) {
            return known;
        }
        if (numbers.size() >= MAX) {
            return -1;
        }
        int number = numbers.size();
        words.setRelease(number, word);
        numbers.put(word, number);
        return number;
    }

    String word(int number) {
        return words.getAcquire(number);
    }
}
