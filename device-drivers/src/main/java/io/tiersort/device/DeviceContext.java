// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.util.random.RandomGenerator;

/**
 * What a driver may use of the outside.
 *
 * @param loop the event loop of the line; sockets and timers of the driver live on it
 * @param random jitter of reconnects
 */
public record DeviceContext(Vertx vertx, Context loop, NanoClock clock, RandomGenerator random) {}
