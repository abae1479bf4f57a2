// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Info;
import io.prometheus.metrics.core.metrics.SummaryWithCallback;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.Quantile;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.tiersort.agent.journal.JournalFigures;
import io.tiersort.agent.line.LineView;
import io.tiersort.agent.plan.Plan;
import io.tiersort.cloud.Uplink;
import io.tiersort.device.Driver;
import io.tiersort.device.Health;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.HdrHistogram.Histogram;

/**
 * The agent in Prometheus terms: base units, counters end in {@code _total}, no unbounded labels. Values are taken from the
 * figures the agent keeps anyway, at the moment of the scrape. Any thread.
 */
final class Metrics {
    private static final double MICROS = 1e6;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer =
            PrometheusTextFormatWriter.builder().build();
    private final Info config = Info.builder()
            .name("edge_config_info")
            .help("Sort plan in force.")
            .labelNames("plan", "revision", "hash")
            .register(registry);
    private final Agent agent;

    Metrics(Agent agent) {
        this.agent = agent;
        build();
        parcels();
        decisions();
        devices();
        ways();
        OutlookMetrics.register(agent.outlook(), registry);
    }

    String text() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(8_192);
        Plan plan = agent.plan();
        config.setLabelValues(plan.id(), String.valueOf(plan.revision()), plan.hash());
        try {
            writer.write(out, registry.scrape());
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    private void build() {
        Info build = Info.builder()
                .name("edge_build_info")
                .help("Version of the agent and of the Java it runs on.")
                .labelNames("version", "java")
                .register(registry);
        build.setLabelValues(Version.text(), Runtime.version().toString());
    }

    private void parcels() {
        CounterWithCallback.builder()
                .name("edge_parcels_inducted_total")
                .help("Parcels that passed the induct eye or appeared without it.")
                .labelNames("line", "kind")
                .callback(each -> agent.lines().forEach(line -> {
                    each.call((double) line.latest().figures().inducted(), line.line(), "inducted");
                    each.call((double) line.latest().figures().strays(), line.line(), "stray");
                }))
                .register(registry);
        CounterWithCallback.builder()
                .name("edge_parcels_closed_total")
                .help("Parcels by outcome.")
                .labelNames("line", "outcome")
                .callback(each -> agent.lines()
                        .forEach(line -> line.latest()
                                .figures()
                                .outcomes()
                                .forEach((outcome, count) -> each.call(count, line.line(), outcome.name()))))
                .register(registry);
        CounterWithCallback.builder()
                .name("edge_reads_total")
                .help("Closed parcels by whether a usable code was read: at first, after a lap, or never.")
                .labelNames("line", "result")
                .callback(each -> agent.lines().forEach(line -> {
                    var figures = line.latest().figures();
                    each.call((double) (figures.read() - figures.readLater()), line.line(), "good");
                    each.call((double) figures.readLater(), line.line(), "good_after_lap");
                    each.call((double) (figures.closed() - figures.read()), line.line(), "no_read");
                }))
                .register(registry);
        CounterWithCallback.builder()
                .name("edge_label_faults_total")
                .help("Closed parcels with a second label, or with a code whose check digit was wrong.")
                .labelNames("line", "fault")
                .callback(each -> agent.lines().forEach(line -> {
                    var figures = line.latest().figures();
                    each.call((double) figures.extraLabels(), line.line(), "extra_label");
                    each.call((double) figures.badCheckDigits(), line.line(), "bad_check_digit");
                }))
                .register(registry);
        GaugeWithCallback.builder()
                .name("edge_parcels_on_sorter")
                .help("Parcels without an outcome yet.")
                .labelNames("line")
                .callback(each ->
                        agent.lines().forEach(line -> each.call(line.latest().onSorter(), line.line())))
                .register(registry);
        GaugeWithCallback.builder()
                .name("edge_mass_balance")
                .help("Parcels that came minus those closed and those on the sorter: 0 unless something is wrong.")
                .labelNames("line")
                .callback(each -> agent.lines().forEach(line -> each.call(balance(line.latest()), line.line())))
                .register(registry);
    }

    private static double balance(LineView view) {
        return view.figures().inducted()
                + view.figures().strays()
                - view.figures().closed()
                - view.onSorter();
    }

    private void decisions() {
        CounterWithCallback.builder()
                .name("edge_decisions_total")
                .help("Closed parcels by cause of their assignment.")
                .labelNames("line", "cause")
                .callback(each -> agent.lines()
                        .forEach(line -> line.latest()
                                .figures()
                                .causes()
                                .forEach((cause, count) -> each.call(count, line.line(), cause.name()))))
                .register(registry);
        CounterWithCallback.builder()
                .name("edge_decisions_offline_total")
                .help("Decisions taken while a feed of shipments was not connected.")
                .labelNames("line")
                .callback(each -> agent.lines()
                        .forEach(line -> each.call((double) agent.decidedOffline(line.line()), line.line())))
                .register(registry);
        CounterWithCallback.builder()
                .name("edge_decisions_late_total")
                .help("Decisions after the latest decision point of the chute wanted first.")
                .labelNames("line")
                .callback(each -> agent.lines()
                        .forEach(line ->
                                each.call((double) line.latest().figures().late(), line.line())))
                .register(registry);
        CounterWithCallback.builder()
                .name("edge_promise_missed_total")
                .help("Promises that could not be kept as given, by promised tier.")
                .labelNames("line", "tier")
                .callback(each -> agent.lines()
                        .forEach(line -> line.latest()
                                .figures()
                                .atRiskByTier()
                                .forEach((tier, count) -> each.call(count, line.line(), tier))))
                .register(registry);
        SummaryWithCallback.builder()
                .name("edge_decision_duration_seconds")
                .help("From the last byte read from a device to the command handed to the sorter.")
                .labelNames("line")
                .callback(each -> agent.lines().forEach(line -> {
                    Histogram past = line.latencies().histogram();
                    each.call(
                            past.getTotalCount(),
                            past.getMean() * past.getTotalCount() / MICROS,
                            Quantiles.of(quantile(past, 0.5), quantile(past, 0.99), quantile(past, 0.999)),
                            line.line());
                }))
                .register(registry);
    }

    private static Quantile quantile(Histogram past, double rank) {
        return new Quantile(rank, past.getValueAtPercentile(rank * 100) / MICROS);
    }

    private void devices() {
        GaugeWithCallback.builder()
                .name("edge_device_health")
                .help("1 for the present health of a device, 0 for the others.")
                .labelNames("device", "status")
                .callback(each -> agent.lines().forEach(line -> {
                    for (Driver driver : line.drivers()) {
                        for (Health health : Health.values()) {
                            each.call(driver.health() == health ? 1 : 0, driver.device(), health.name());
                        }
                    }
                }))
                .register(registry);
        GaugeWithCallback.builder()
                .name("edge_alarms_active")
                .help("Alarms that stand, by priority.")
                .labelNames("priority")
                .callback(each -> {
                    for (int priority = 1; priority <= 4; priority++) {
                        int wanted = priority;
                        each.call(
                                (double) agent.alarms().stream()
                                        .filter(alarm -> alarm.getInteger("priority") == wanted)
                                        .count(),
                                String.valueOf(priority));
                    }
                })
                .register(registry);
    }

    private void ways() {
        CounterWithCallback.builder()
                .name("edge_journal_records_total")
                .help("Records by what became of them.")
                .labelNames("outcome")
                .callback(each -> {
                    JournalFigures figures = agent.journal().figures();
                    each.call((double) figures.accepted(), "durable");
                    each.call(
                            (double) figures.refused().values().stream()
                                    .mapToLong(Long::longValue)
                                    .sum(),
                            "refused");
                })
                .register(registry);
        GaugeWithCallback.builder()
                .name("edge_journal_bytes")
                .help("Size of the journal and its write-ahead log.")
                .callback(each -> each.call((double) (agent.journal().figures().bytes()
                        + agent.journal().figures().walBytes())))
                .register(registry);
        CounterWithCallback.builder()
                .name("edge_uplink_events_total")
                .help("Messages handed to a receiver, and connects or publishes that failed.")
                .labelNames("uplink", "outcome")
                .callback(each -> {
                    for (Uplink uplink : agent.uplinks()) {
                        each.call((double) uplink.state().sent(), uplink.id(), "sent");
                        each.call((double) uplink.state().refused(), uplink.id(), "refused");
                    }
                })
                .register(registry);
        GaugeWithCallback.builder()
                .name("edge_uplink_pending_records")
                .help("Durable records that a receiver has not acknowledged.")
                .labelNames("uplink")
                .callback(each -> {
                    for (Uplink uplink : agent.uplinks()) {
                        each.call(
                                (double)
                                        (agent.journal().last() - uplink.state().delivered()),
                                uplink.id());
                    }
                })
                .register(registry);
    }
}
