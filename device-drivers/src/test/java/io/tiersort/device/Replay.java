// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device;

import java.util.Random;

/**
 * Random numbers of a test, from the seed in the system property {@code seed} or a new one.
 *
 * @param seed to be printed in every failure
 */
public record Replay(long seed) {
    /** The given seed, or one never used before. */
    public static Replay seeded() {
        Long given = Long.getLong("seed");
        return new Replay(given == null ? System.nanoTime() : given);
    }

    /** The same numbers each time it is asked. */
    public Random random() {
        return new Random(seed);
    }

    @Override
    public String toString() {
        return "replay: -Dseed=" + seed;
    }
}
