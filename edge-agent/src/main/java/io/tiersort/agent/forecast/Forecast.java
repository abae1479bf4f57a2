// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.forecast;

import java.time.LocalDateTime;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of a series.
 *
 * @param until end of the time it is about, by the site's clock
 * @param soFar parcels since midnight
 * @param days past days it rests on
 * @param rest what will come until then, or null when {@code problem} says why nothing can be said
 */
public record Forecast(
        Series series,
        LocalDateTime until,
        long soFar,
        int days,
        @Nullable Prediction rest,
        String problem) {}
