// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.transport;

import io.tiersort.device.DeviceContext;
import io.vertx.core.AsyncResult;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;

/**
 * Wants one link to be up, always, until it is closed: connects, waits a random time after a failure (full jitter, so
 * that a hall of agents does not call in step), connects anew after a loss. At most one attempt counts at a time; what an
 * abandoned attempt brings later is closed. Lives on one loop.
 */
public final class Supervisor<L extends Link> implements LinkSource {
    private static final long NO_TIMER = -1;

    private final DeviceContext context;
    private final Timing timing;
    private final Connector<L> connector;
    private final Watcher<L> watcher;
    private final Promise<Void> closed = Promise.promise();

    private boolean closing;
    private boolean attempting;
    private int attempt;
    private int failures;
    private long timer = NO_TIMER;
    private long upSince;
    private @Nullable L link;

    /** Nothing happens before {@link #open()}; the watcher is called on the loop of the context. */
    public Supervisor(DeviceContext context, Timing timing, Connector<L> connector, Watcher<L> watcher) {
        this.context = context;
        this.timing = timing;
        this.connector = connector;
        this.watcher = watcher;
    }

    @Override
    public void open() {
        onLoop(this::connect);
    }

    @Override
    public Future<Void> close() {
        onLoop(() -> {
            if (!closing) {
                closing = true;
                stop();
            }
        });
        return closed.future();
    }

    private void stop() {
        L live = link;
        if (live != null) {
            link = null;
            live.close().onComplete(done -> closed.tryComplete());
        } else if (!attempting) {
            cancelTimer();
            closed.tryComplete();
        }
        // An attempt under way ends by itself or at its deadline; either completes the closing.
    }

    private void connect() {
        if (closing) {
            closed.tryComplete();
            return;
        }
        int number = ++attempt;
        attempting = true;
        setTimer(timing.deadline().toMillis(), () -> expire(number));
        attemptNow().onComplete(result -> onLoop(() -> settle(number, result)));
    }

    private Future<L> attemptNow() {
        try {
            return connector.connect();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    private void settle(int number, AsyncResult<L> result) {
        L made = result.succeeded() ? result.result() : null;
        if (!attempting || number != attempt) {
            if (made != null) {
                made.close();
            }
            return;
        }
        attempting = false;
        cancelTimer();
        if (made != null) {
            accept(made);
        } else {
            retry(reason(result.cause()));
        }
    }

    private void accept(L made) {
        if (closing) {
            made.close().onComplete(done -> closed.tryComplete());
            return;
        }
        link = made;
        upSince = context.clock().nanos();
        watcher.up(made);
        made.lost().onComplete(lost -> onLoop(() -> lose(made, lost.result())));
    }

    private void lose(L lost, String reason) {
        if (link != lost) {
            return;
        }
        link = null;
        lost.close();
        if (context.clock().nanos() - upSince > timing.longestBackOff().toNanos()) {
            failures = 0;
        }
        retry(reason);
    }

    private void expire(int number) {
        if (attempting && number == attempt) {
            attempting = false;
            retry("connection timed out: deadline=" + timing.deadline().toMillis()
                    + "ms; expected an answer; check that the device is on and reachable");
        }
    }

    private void retry(String reason) {
        if (closing) {
            closed.tryComplete();
            return;
        }
        failures++;
        watcher.down(reason);
        if (!closing) {
            setTimer(1 + context.random().nextLong(timing.backOffMillis(failures)), this::connect);
        }
    }

    private static String reason(Throwable cause) {
        String message = cause.getMessage();
        return message == null ? cause.getClass().getSimpleName() : message;
    }

    private void setTimer(long millis, Runnable action) {
        timer = context.vertx().setTimer(millis, id -> {
            timer = NO_TIMER;
            action.run();
        });
    }

    private void cancelTimer() {
        if (timer != NO_TIMER) {
            context.vertx().cancelTimer(timer);
            timer = NO_TIMER;
        }
    }

    private void onLoop(Runnable action) {
        if (Vertx.currentContext() == context.loop()) {
            action.run();
        } else {
            context.loop().runOnContext(ignored -> action.run());
        }
    }
}
