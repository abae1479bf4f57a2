// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** The one thread of a line and its time: an event loop, or the virtual time of a simulation. */
public interface LineLoop {
    /** Runs something on the loop, soon, in the order of the calls. Any thread. */
    void run(Runnable work);

    /** Runs something on the loop again and again, first after one period; what is returned ends that. On the loop. */
    Runnable every(long millis, Runnable work);

    /** An event loop of Vert.x. */
    static LineLoop of(Vertx vertx, Context context) {
        return new LineLoop() {
            @Override
            public void run(Runnable work) {
                context.runOnContext(go -> work.run());
            }

            @Override
            public Runnable every(long millis, Runnable work) {
                long timer = vertx.setPeriodic(millis, tick -> work.run());
                return () -> vertx.cancelTimer(timer);
            }
        };
    }
}
