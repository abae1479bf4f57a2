// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import io.tiersort.device.NanoClock;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Runs a virtual site in real time on a daemon thread of its own, with its Modbus face. A machine that stalls slows the
 * belt down instead of letting it leap, because a leap would look to the PLC like a silent host. Safe for any thread.
 */
public final class VirtualSiteRunner implements AutoCloseable {
    /** Site time that one tick makes good at most. */
    private static final long CATCH_UP_NANOS = 50_000_000;

    private static final System.Logger LOG = System.getLogger(VirtualSiteRunner.class.getName());

    private final VirtualSite site;
    private final VirtualSorterServer server;
    private final NanoClock clock;
    private final CompletableFuture<Void> empty = new CompletableFuture<>();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread made = new Thread(task, "virtual-site");
        made.setDaemon(true);
        return made;
    });
    private @Nullable ScheduledFuture<?> ticking;
    private long lastNanos;

    /** Ties the parts together; the runner closes the server, the caller closes its scanner ports. */
    public VirtualSiteRunner(VirtualSite site, VirtualSorterServer server, NanoClock clock) {
        this.site = site;
        this.server = server;
        this.clock = clock;
    }

    /** Opens the Modbus face and starts the belt. Throws {@link IOException} when the address cannot be bound. */
    public synchronized void start() throws IOException {
        server.open();
        lastNanos = clock.nanos();
        ticking = thread.scheduleAtFixedRate(this::tick, 0, VirtualSite.CYCLE_NANOS, TimeUnit.NANOSECONDS);
    }

    /** The Modbus face, with its port and its fault switches. */
    public VirtualSorterServer server() {
        return server;
    }

    /** The truth about every parcel. */
    public SiteLedger ledger() {
        return site.ledger();
    }

    /** Does something to the site, such as restarting its PLC, on the thread that advances it; completes when done, fails when closed. */
    public CompletableFuture<Void> order(Consumer<VirtualSite> action) {
        try {
            return CompletableFuture.runAsync(() -> action.accept(site), thread);
        } catch (RejectedExecutionException closed) {
            return CompletableFuture.failedFuture(closed);
        }
    }

    /** Lets no further parcel in; what is on the belt goes on. Completes when that is so. */
    public CompletableFuture<Void> stopInducting() {
        return order(VirtualSite::stopInducting);
    }

    /**
     * Waits until no parcel is on the line and none will come. Blocks the caller.
     *
     * @return false when that took longer than {@code limit}
     * @throws IllegalStateException when the site failed
     */
    public boolean awaitEmpty(Duration limit) throws InterruptedException {
        try {
            empty.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException late) {
            return false;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("the virtual site failed", failed.getCause());
        }
    }

    /** Stops belt and PLC and frees thread and port. Idempotent. */
    @Override
    public synchronized void close() {
        if (ticking != null) {
            ticking.cancel(false);
        }
        thread.shutdownNow();
        server.close();
    }

    private void tick() {
        long now = clock.nanos();
        long elapsed = Math.min(now - lastNanos, CATCH_UP_NANOS);
        lastNanos = now;
        try {
            site.advance(elapsed);
        } catch (RuntimeException failed) {
            LOG.log(System.Logger.Level.ERROR, "virtual site failed: nanos=" + site.nanos(), failed);
            empty.completeExceptionally(failed);
            throw failed;
        }
        if (site.isEmpty()) {
            empty.complete(null);
        }
    }
}
