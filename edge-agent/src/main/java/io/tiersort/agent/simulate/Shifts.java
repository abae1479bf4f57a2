// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.simulate;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;

/** Several shifts side by side, each on a thread and in a world of its own. */
public final class Shifts {
    private Shifts() {}

    /**
     * Simulates every shift, at most {@code jobs} at a time. Blocking.
     *
     * @param progress told the seed of a shift and its virtual time, on the threads of the shifts
     * @return in the order of {@code shifts}
     */
    public static List<Shift.Result> run(List<Shift.Wishes> shifts, int jobs, BiConsumer<Long, Duration> progress)
            throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(jobs);
        try {
            List<Future<Shift.Result>> running = shifts.stream()
                    .map(shift -> threads.submit(() -> Shift.run(shift, time -> progress.accept(shift.seed(), time))))
                    .toList();
            List<Shift.Result> results = new ArrayList<>();
            for (Future<Shift.Result> each : running) {
                results.add(each.get());
            }
            return results;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("a simulated shift broke: " + failed.getCause(), failed.getCause());
        } finally {
            threads.shutdownNow();
        }
    }
}
