// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.config.SiteConfig;
import io.tiersort.agent.customer.CustomerBook;
import io.tiersort.agent.fact.FactCodec;
import io.tiersort.agent.forecast.Forecast;
import io.tiersort.agent.forecast.Forecaster;
import io.tiersort.agent.forecast.Risks;
import io.tiersort.agent.forecast.Series;
import io.tiersort.agent.forecast.VolumeBook;
import io.tiersort.agent.forecast.Warnings;
import io.tiersort.agent.journal.Journal;
import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.LineLayout;
import io.tiersort.agent.plan.Plan;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What looks back and ahead: follows the journal into the books of customers and volumes, and each minute makes forecasts
 * and warnings of them. All of it on one thread, {@code history}, which may block on the disk; what is latest may be read
 * from any thread.
 */
final class Outlook implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Outlook.class.getName());
    private static final long FOLLOW_SECONDS = 2;
    private static final long FORECAST_SECONDS = 60;
    private static final long STOP_SECONDS = 10;

    /** After so many pages in a row the other book and feedback get their turn. */
    private static final int PAGES_MAX = 20;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "history");
        made.setDaemon(true);
        return made;
    });
    private final String site;
    private final ZoneId zone;
    private final List<LineLayout> layouts;
    private final Supplier<Plan> plan;
    private final Journal journal;
    private final InstantSource wall;
    private final LineObserver observer;
    private final CustomerBook customers;
    private final VolumeBook volumes;
    private final Warnings warnings = new Warnings();
    private final List<Future<?>> ticks = new CopyOnWriteArrayList<>();
    private volatile List<Forecast> latest = List.of();

    /**
     * Opens the books in the data folder; follows nothing before {@link #start}.
     *
     * @param plan the one in force
     * @param observer told the alarms, as of a line named as the site
     */
    Outlook(AgentSettings settings, Supplier<Plan> plan, Journal journal, LineObserver observer) {
        SiteConfig config = settings.config();
        site = config.site().id();
        zone = config.site().zone();
        layouts = config.lines().stream().map(SiteConfig.Line::layout).toList();
        wall = settings.wall();
        this.plan = plan;
        this.journal = journal;
        this.observer = observer;
        customers = CustomerBook.open(settings.data(), journal, thread, wall, CustomerBook.CUSTOMERS_MAX);
        volumes = VolumeBook.open(settings.data(), journal, zone, wall);
    }

    void start() {
        ticks.add(thread.scheduleWithFixedDelay(() -> quietly(this::follow), 0, FOLLOW_SECONDS, TimeUnit.SECONDS));
        ticks.add(thread.scheduleWithFixedDelay(() -> quietly(this::forecast), 1, FORECAST_SECONDS, TimeUnit.SECONDS));
    }

    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "history fell behind; it is tried again", e);
        }
    }

    private void follow() {
        boolean more = true;
        for (int page = 0; more && page < PAGES_MAX; page++) {
            boolean ofCustomers = customers.follow();
            more = volumes.follow() || ofCustomers;
        }
        if (more && !thread.isShutdown()) {
            thread.execute(() -> quietly(this::follow));
        }
    }

    private void forecast() {
        Instant now = wall.instant();
        LocalDateTime local = LocalDateTime.ofInstant(now, zone);
        LocalDateTime midnight = local.toLocalDate().plusDays(1).atStartOfDay();
        Plan current = plan.get();
        Forecaster forecaster = new Forecaster(volumes.volumes(), current);
        Risks risks = new Risks(current, layouts, volumes.volumes(), now, zone);
        List<Forecast> made = new ArrayList<>();
        made.add(forecaster.forecast(Series.SITE, local, midnight));
        current.tiers()
                .forEach(tier ->
                        made.add(forecaster.forecast(new Series(Series.Kind.TIER, tier.id()), local, midnight)));
        current.departures()
                .forEach(departure -> made.add(forecaster.forecast(
                        new Series(Series.Kind.DEPARTURE, departure.id()), local, risks.horizon(departure.id()))));
        latest = List.copyOf(made);
        warnings.check(risks.all(), wall.millis()).forEach(this::tell);
    }

    private void tell(Fact fact) {
        journal.append(List.of(FactCodec.entry(site, fact)), () -> {});
        observer.happened(site, fact);
    }

    CustomerBook customers() {
        return customers;
    }

    /** The forecasts of the last minute: the site, its tiers until midnight, its departures until their next cut-off. */
    List<Forecast> forecasts() {
        return latest;
    }

    /** Blocking, for ten seconds at most. */
    @Override
    public void close() {
        ticks.forEach(tick -> tick.cancel(false));
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.ERROR, "history did not close in time");
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        customers.close();
        volumes.close();
    }
}
