// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tiersort.agent.customer.DeliveryFigures;
import io.tiersort.agent.customer.DeliveryFigures.Measure;
import io.tiersort.agent.forecast.Prediction;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;

/** Feedback and forecasts in Prometheus terms. Tiers are those of the plans, reasons at most 51: labels stay bounded. */
final class OutlookMetrics {
    private final Outlook outlook;
    private final PrometheusRegistry registry;

    private OutlookMetrics(Outlook outlook, PrometheusRegistry registry) {
        this.outlook = outlook;
        this.registry = registry;
    }

    static void register(Outlook outlook, PrometheusRegistry registry) {
        OutlookMetrics metrics = new OutlookMetrics(outlook, registry);
        metrics.deliveries();
        metrics.forecasts();
    }

    private DeliveryFigures figures() {
        return outlook.customers().figures();
    }

    private void deliveries() {
        CounterWithCallback.builder()
                .name("edge_deliveries_total")
                .help("Deliveries as upstream told them, by tier and whether the promised instant was kept.")
                .labelNames("tier", "result")
                .callback(each -> figures().tiers().keySet().forEach(tier -> {
                    for (Measure result : new Measure[] {Measure.ON_TIME, Measure.LATE, Measure.UNPROMISED}) {
                        each.call(
                                (double) figures().count(tier, result),
                                tier,
                                result.name().toLowerCase(Locale.ROOT));
                    }
                }))
                .register(registry);
        CounterWithCallback.builder()
                .name("edge_deliveries_missed_total")
                .help("Delivery attempts that found nobody, by tier.")
                .labelNames("tier")
                .callback(each -> figures()
                        .tiers()
                        .keySet()
                        .forEach(tier -> each.call((double) figures().count(tier, Measure.MISSED), tier)))
                .register(registry);
        perTier(
                "edge_deliveries_missed_ratio",
                "Share of the delivery attempts that found nobody, by tier.",
                DeliveryFigures::missedShare);
        perTier(
                "edge_delivery_rating_mean",
                "Mean rating 1 to 5, 0 without any, by tier.",
                DeliveryFigures::meanRating);
        CounterWithCallback.builder()
                .name("edge_returns_total")
                .help("Returns by the reason the customer gave.")
                .labelNames("reason")
                .callback(
                        each -> figures().returnReasons().forEach((reason, count) -> each.call((double) count, reason)))
                .register(registry);
    }

    private void perTier(String name, String help, ToDoubleBiFunction<DeliveryFigures, String> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames("tier")
                .callback(each -> figures()
                        .tiers()
                        .keySet()
                        .forEach(tier -> each.call(value.applyAsDouble(figures(), tier), tier)))
                .register(registry);
    }

    private void forecasts() {
        GaugeWithCallback.builder()
                .name("edge_forecast_parcels")
                .help(
                        "Parcels still to come: for the site and its tiers today, for a departure until its next cut-off.")
                .labelNames("kind", "id", "bound")
                .callback(each -> outlook.forecasts().forEach(forecast -> {
                    Prediction rest = forecast.rest();
                    if (rest != null) {
                        Map.of("low", (double) rest.low(), "mean", rest.expected(), "high", (double) rest.high())
                                .forEach((bound, parcels) -> each.call(
                                        parcels,
                                        forecast.series().kind().word(),
                                        forecast.series().id(),
                                        bound));
                    }
                }))
                .register(registry);
    }
}
