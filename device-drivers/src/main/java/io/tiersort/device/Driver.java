// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device;

import io.tiersort.device.event.DeviceEvent;
import io.vertx.core.Future;
import java.util.function.Consumer;

/**
 * One device behind one supervised link. All methods are called on, and all events are delivered on, the event loop of
 * the {@link DeviceContext} the driver was made with. A driver never throws for anything a device does: a broken link is a
 * {@link io.tiersort.device.event.LinkChanged}, and the driver keeps trying to connect until it is closed.
 */
public interface Driver {
    /** The id of the device in the site configuration. */
    String device();

    /** Starts the supervised link and delivers events to {@code sink} from now on. Called once. */
    void open(Consumer<DeviceEvent> sink);

    /** Current health; {@link Health#FAILURE} until the first connection is up. Any thread. */
    Health health();

    /** Stops for good and frees every socket and timer; completes when that is done. Idempotent. */
    Future<Void> close();
}
