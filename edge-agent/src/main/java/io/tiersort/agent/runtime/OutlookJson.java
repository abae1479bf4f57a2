// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.customer.DeliveryFigures;
import io.tiersort.agent.customer.DeliveryFigures.Measure;
import io.tiersort.agent.forecast.Forecast;
import io.tiersort.agent.forecast.Prediction;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.List;

/** Forecasts and figures of deliveries as the console shows them. */
final class OutlookJson {
    private OutlookJson() {}

    /**
     * One object per series: {@code kind}, {@code id}, {@code until} (milliseconds since 1970 UTC), {@code soFar} since
     * midnight, {@code days} of history, and either {@code mean}, {@code low} and {@code high} or a {@code problem}.
     */
    static JsonArray forecasts(List<Forecast> forecasts, ZoneId zone) {
        JsonArray all = new JsonArray();
        for (Forecast forecast : forecasts) {
            JsonObject one = new JsonObject()
                    .put("kind", forecast.series().kind().word())
                    .put("id", forecast.series().id())
                    .put("until", forecast.until().atZone(zone).toInstant().toEpochMilli())
                    .put("soFar", forecast.soFar())
                    .put("days", forecast.days());
            Prediction rest = forecast.rest();
            if (rest == null) {
                one.put("problem", forecast.problem());
            } else {
                one.put("mean", Math.round(rest.expected()))
                        .put("low", rest.low())
                        .put("high", rest.high());
            }
            all.add(one);
        }
        return all;
    }

    /** Per tier on time, late, unpromised, missed, returned, missedShare and meanRating; returns by reason. */
    static JsonObject deliveries(DeliveryFigures figures) {
        JsonObject tiers = new JsonObject();
        for (String tier : figures.tiers().keySet()) {
            tiers.put(
                    tier,
                    new JsonObject()
                            .put("onTime", figures.count(tier, Measure.ON_TIME))
                            .put("late", figures.count(tier, Measure.LATE))
                            .put("unpromised", figures.count(tier, Measure.UNPROMISED))
                            .put("missed", figures.count(tier, Measure.MISSED))
                            .put("returned", figures.count(tier, Measure.RETURNED))
                            .put("missedShare", figures.missedShare(tier))
                            .put("meanRating", figures.meanRating(tier)));
        }
        JsonObject reasons = new JsonObject();
        figures.returnReasons().forEach(reasons::put);
        return new JsonObject().put("tiers", tiers).put("returnReasons", reasons);
    }
}
