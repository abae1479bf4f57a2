// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.mqtt;

import java.lang.System.Logger.Level;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Keeps one client connected for ever on a thread of its own: connect, work, clean up, wait, again. At most one
 * connection exists at a time.
 */
final class MqttSupervisor {
    private static final System.Logger LOG = System.getLogger(MqttSupervisor.class.getName());
    private static final long STOP_MILLIS = 8_000;
    private static final long SETTLED_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final int SHORT_LIVES_MAX = 3;

    private final MqttAccess access;
    private final Work work;
    private final LongSupplier nanos;
    private final Backoff backoff;
    private final Thread thread;
    private final Wakeup wakeup = new Wakeup();
    private final CompletableFuture<Void> closing = new CompletableFuture<>();
    private final AtomicLong failures = new AtomicLong();
    private volatile boolean connected;
    private volatile String reason = "";
    private int shortLives;

    /** What is done with connections. Both methods run on the supervisor's thread. */
    interface Work {
        /** What the next connection is to be like. */
        MqttConnection.Wish wish(Wakeup wakeup, CompletableFuture<Void> closing);

        /** Works until {@link #closing} and returns, or throws when the connection is of no more use. */
        void serve(MqttConnection connection) throws MqttFailure, InterruptedException;
    }

    MqttSupervisor(String name, MqttAccess access, Work work, LongSupplier nanos, RandomGenerator random) {
        this.access = access;
        this.work = work;
        this.nanos = nanos;
        this.backoff = new Backoff(access.times().backoffMin(), access.times().backoffMax(), random);
        this.thread = new Thread(this::run, name);
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    boolean closing() {
        return closing.isDone();
    }

    boolean connected() {
        return connected;
    }

    String reason() {
        return reason;
    }

    long failures() {
        return failures.get();
    }

    Wakeup wakeup() {
        return wakeup;
    }

    /** Counts and shows a failure that does not end the connection. */
    void report(String problem) {
        failures.incrementAndGet();
        say(problem);
    }

    /** Asks the thread to end and waits for it a few seconds. */
    void stop() {
        closing.complete(null);
        wakeup.signal();
        try {
            if (thread.isAlive() && thread != Thread.currentThread()) {
                thread.join(STOP_MILLIS);
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            while (!closing()) {
                live();
                pause();
            }
        } catch (InterruptedException stop) {
            LOG.log(Level.INFO, "{0}: interrupted, stops", thread.getName());
        }
    }

    /** One connection from the first packet to the last. The one place that survives any exception. */
    private void live() throws InterruptedException {
        long since = nanos.getAsLong();
        try (MqttConnection connection = MqttConnection.open(access, work.wish(wakeup, closing), nanos)) {
            since = nanos.getAsLong();
            connected = true;
            LOG.log(Level.INFO, "{0}: connected to {1}", thread.getName(), access);
            work.serve(connection);
        } catch (MqttFailure lost) {
            failed(String.valueOf(lost.getMessage()), since);
        } catch (RuntimeException broken) {
            LOG.log(Level.ERROR, thread.getName() + ": unexpected failure, starts again", broken);
            failed("unexpected failure: " + MqttFailure.describe(broken), since);
        } finally {
            connected = false;
        }
    }

    private void failed(String problem, long since) {
        if (closing()) {
            return;
        }
        boolean lasted = connected && nanos.getAsLong() - since >= SETTLED_NANOS;
        if (lasted) {
            backoff.reset();
        }
        shortLives = connected && !lasted ? shortLives + 1 : 0;
        failures.incrementAndGet();
        boolean twin = shortLives >= SHORT_LIVES_MAX;
        say(twin ? problem + "; lost soon after each connect: is another client using the same client id?" : problem);
    }

    private void say(String problem) {
        if (!problem.equals(reason)) {
            LOG.log(Level.WARNING, "{0}: {1}", thread.getName(), problem);
        }
        reason = problem;
    }

    private void pause() throws InterruptedException {
        try {
            closing.get(backoff.next(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException over) {
            LOG.log(Level.DEBUG, "{0}: tries again", thread.getName());
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("the closing signal cannot fail", impossible);
        }
    }
}
