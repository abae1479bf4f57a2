// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import io.tiersort.device.event.SorterEvent;
import java.util.concurrent.TimeUnit;

/**
 * Reports the position of a moving belt: after every step of counts, at least each 100 ms, and when the speed changes.
 * One owner.
 */
final class BeltReporter {
    private static final long LONGEST_SILENCE = TimeUnit.MILLISECONDS.toNanos(100);

    private final Wiring wiring;
    private final PlcState plc;
    private long encoder;
    private int speed;
    private long at;

    BeltReporter(Wiring wiring, PlcState plc) {
        this.wiring = wiring;
        this.plc = plc;
    }

    /** Takes the current position as reported. */
    void restart(long now) {
        encoder = plc.belt().encoder();
        speed = plc.belt().speed();
        at = now;
    }

    /** Reports the position of the header that was read at {@code now} when it is due. */
    void update(long now) {
        if (isDue(now)) {
            restart(now);
            wiring.sink().accept(new SorterEvent.EncoderMoved(wiring.device(), now, plc.observed(now), speed));
        }
    }

    private boolean isDue(long now) {
        long travel = Math.abs(plc.belt().encoder() - encoder);
        long nextPoll = now + wiring.settings().pollInterval().toNanos();
        boolean silent = nextPoll - at >= LONGEST_SILENCE;
        return plc.belt().speed() != speed || travel >= wiring.settings().encoderStep() || (travel > 0 && silent);
    }
}
