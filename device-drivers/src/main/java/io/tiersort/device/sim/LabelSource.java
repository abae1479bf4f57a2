// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import java.util.Optional;
import java.util.random.RandomGenerator;

/** Says what is printed on the next physical parcel. Called on the thread that advances the site. */
@FunctionalInterface
public interface LabelSource {
    /** The next parcel, or empty when there are no more; all chance must come from {@code random}. */
    Optional<Labels> next(RandomGenerator random);
}
