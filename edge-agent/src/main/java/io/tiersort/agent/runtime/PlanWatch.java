// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.config.Activations;
import io.tiersort.agent.config.Loaded;
import io.tiersort.agent.config.PlanFile;
import io.tiersort.agent.config.PlanStore;
import io.tiersort.agent.plan.Plan;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Looks twice a second whether another plan is asked for, on a thread of its own. A plan that fits the site is written down
 * as active and handed on; one that does not is refused with its problems, and nothing changes.
 */
final class PlanWatch implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(PlanWatch.class.getName());
    private static final long PERIOD_MILLIS = 500;

    private final PlanStore store;
    private final PlanFile.Surroundings site;
    private final InstantSource wall;
    private final Consumer<Plan> activate;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "plans");
        made.setDaemon(true);
        return made;
    });
    private String trouble = "";

    PlanWatch(PlanStore store, PlanFile.Surroundings site, InstantSource wall, Consumer<Plan> activate) {
        this.store = store;
        this.site = site;
        this.wall = wall;
        this.activate = activate;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // look() tells what goes wrong itself
    void start() {
        thread.scheduleWithFixedDelay(this::look, PERIOD_MILLIS, PERIOD_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Any failure leaves the running plan as it is and is tried again; it is logged when it is another one than before. */
    private void look() {
        String now = "";
        try {
            Optional<Activations.Request> request = store.activations().unanswered();
            if (request.isPresent()) {
                answer(request.get());
            }
        } catch (IOException | RuntimeException failed) {
            now = String.valueOf(failed.getMessage());
        }
        if (!now.isEmpty() && !now.equals(trouble)) {
            LOG.log(System.Logger.Level.WARNING, "plan.watch failed, the running plan stays: reason={0}", now);
        }
        trouble = now;
    }

    private void answer(Activations.Request request) throws IOException {
        Loaded<Plan> loaded = store.load(request.id(), request.hash(), site);
        boolean fits = loaded.value().isPresent();
        String detail = fits ? "" : loaded.problems().text();
        // Written down first: a restart runs what the lines follow, or what they are about to follow.
        store.activations().answer(new Activations.Answer(request, wall.millis(), fits, detail));
        loaded.value().ifPresent(activate);
        LOG.log(
                fits ? System.Logger.Level.INFO : System.Logger.Level.WARNING,
                "plan.{0} plan={1} revision={2} by={3}",
                fits ? "activated" : "refused",
                request.id(),
                request.revision(),
                request.by());
    }

    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
