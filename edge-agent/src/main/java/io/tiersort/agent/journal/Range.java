// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.journal;

/** Consecutive sequences from {@code first} to {@code last}, both included. */
public record Range(long first, long last) {
    /** How many sequences it holds. */
    public long count() {
        return last - first + 1;
    }
}
