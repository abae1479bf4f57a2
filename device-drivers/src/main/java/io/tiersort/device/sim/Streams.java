// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;

/** One random stream per concern, all from one seed, so that one concern never disturbs another. */
record Streams(
        RandomGenerator arrivals,
        RandomGenerator labels,
        RandomGenerator reader,
        RandomGenerator scale,
        RandomGenerator parcelFaults,
        RandomGenerator lineFaults) {
    static Streams of(long seed) {
        SplittableGenerator root = RandomGeneratorFactory.<SplittableGenerator>of("L64X128MixRandom")
                .create(seed);
        return new Streams(root.split(), root.split(), root.split(), root.split(), root.split(), root.split());
    }
}
