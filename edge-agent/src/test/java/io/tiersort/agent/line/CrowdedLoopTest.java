// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.device.command.DestinationCommand;
import io.tiersort.device.event.SorterEvent;
import io.tiersort.device.event.SorterEvent.ChuteState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * A loop at seven times its usual load with a third of its volume bound for dead chutes. Physics in a few lines: parcels
 * need room at the induct, come round unless they are diverted, and drop where the first open commanded chute is.
 */
class CrowdedLoopTest {
    private static final int LAP_MM = 40_000;
    private static final int LAPS = 3;
    private static final int READ_AT_MM = 2_950;
    private static final int PITCH_MM = 600;
    private static final int RUSH_PITCH_MM = 770;
    /** Gaps too short for a parcel keep this loop from ever being much fuller than 60 %. */
    private static final int THROTTLE_AT = 50;

    private static final Set<Integer> DEAD = Set.of(1, 2);

    private final LineRig rig;
    private final List<Body> belt = new ArrayList<>();
    private int handled;
    private int inducted;
    private int mostLaps;
    private int fullest;
    private double nextAt;

    /** A parcel on the belt. */
    private static final class Body {
        final long trackingId;
        final double since;
        double at;
        int lap;
        List<Integer> commanded = List.of();

        Body(long trackingId, double since) {
            this.trackingId = trackingId;
            this.since = since;
        }
    }

    CrowdedLoopTest() {
        LayoutSketch sketch = new LayoutSketch(true, LAPS);
        sketch.lengthMm = LAP_MM;
        sketch.throttleAt = THROTTLE_AT;
        rig = new LineRig(sketch.layout(), new PlanSketch().plan());
        DEAD.forEach(chute -> rig.chute(chute, ChuteState.FULL));
    }

    private static double travelled(Moment now) {
        return now.nanos() / 1_000_000.0 * LineRig.SPEED / 1_000;
    }

    private void run(int seconds, boolean feeding) {
        for (int tick = 0; tick < seconds * 100; tick++) {
            rig.run(10);
            double here = travelled(rig.now());
            for (Body body : List.copyOf(belt)) {
                move(body, here - body.since - body.lap * (double) LAP_MM);
            }
            if (feeding) {
                feed(here);
            }
            take();
            fullest = Math.max(fullest, rig.line.view(rig.now()).occupancyPercent());
        }
    }

    private void feed(double here) {
        int percent = rig.limits.get(rig.limits.size() - 1);
        boolean room = belt.stream().allMatch(body -> body.at > PITCH_MM && body.at < LAP_MM - PITCH_MM);
        if (percent > 0 && room && here >= nextAt) {
            inducted++;
            rig.induct(inducted);
            belt.add(new Body(inducted, here));
            nextAt = here + RUSH_PITCH_MM * 100.0 / percent;
        }
    }

    /** Commands reach the PLC at once. */
    private void take() {
        for (; handled < rig.commands.size(); handled++) {
            DestinationCommand command = rig.commands.get(handled);
            belt.stream()
                    .filter(body -> body.trackingId == command.trackingId())
                    .forEach(body -> body.commanded = command.destinations());
        }
    }

    private void move(Body body, double at) {
        double before = body.at;
        body.at = at;
        if (before < READ_AT_MM && at >= READ_AT_MM && body.lap == 0) {
            String reference = "PKG-%05d".formatted(body.trackingId);
            String service = body.trackingId % 3 == 0 ? "same-day" : body.trackingId % 3 == 1 ? "next-day" : "standard";
            rig.know(LineRig.shipment(reference, service));
            rig.read(body.trackingId, reference);
            take();
        }
        for (int chute = 1; chute <= 12; chute++) {
            int point = 6_000 + (chute - 1) * 1_500;
            if (before < point && at >= point && wanted(body, point) == chute) {
                belt.remove(body);
                rig.divert(body.trackingId, chute, chute);
                return;
            }
        }
        if (at >= LAP_MM) {
            comeRound(body);
        }
    }

    /** The first commanded chute that is open and not behind. */
    private static int wanted(Body body, int point) {
        return body.commanded.stream()
                .filter(chute -> !DEAD.contains(chute) && 6_000 + (chute - 1) * 1_500 >= point)
                .findFirst()
                .orElse(body.lap >= LAPS ? 12 : 0);
    }

    private void comeRound(Body body) {
        body.lap++;
        body.at -= LAP_MM;
        mostLaps = Math.max(mostLaps, body.lap);
        body.commanded = List.of();
        rig.give(new SorterEvent.Diverted(
                LineRig.PLC,
                rig.now().nanos(),
                rig.stamp(),
                body.trackingId,
                0,
                0,
                SorterEvent.Outcome.RECIRCULATED,
                SorterEvent.Cause.CHUTE_FULL,
                body.lap));
        take();
    }

    @Test
    void aLoopAtPeakWithADeadGroupOfChutesNeverJamsAndLosesNothing() {
        run(300, true);
        int rush = inducted;
        assertTrue(
                rig.facts(Fact.InductionLimited.class).stream().anyMatch(fact -> fact.percent() < 100),
                "the inducts were never slowed; fullest " + fullest);
        assertTrue(fullest < THROTTLE_AT + 12, "fullest " + fullest);
        run(60, true);
        assertTrue(inducted - rush > 20, "parcels still come in: " + (inducted - rush));
        run(300, false);
        assertTrue(belt.isEmpty(), "left on the belt: " + belt.size());
        assertEquals(0, rig.balance());
        assertEquals(0, rig.line.view(rig.now()).onSorter());
        assertEquals(LAPS, mostLaps);
        Map<Outcome, Long> outcomes = rig.figures().outcomes();
        assertEquals((long) inducted, rig.figures().closed());
        assertEquals(0L, outcomes.getOrDefault(Outcome.LOST, 0L));
        assertEquals(0L, outcomes.getOrDefault(Outcome.MISSORTED, 0L));
        long dead = outcomes.getOrDefault(Outcome.OVERFLOW, 0L);
        assertEquals(
                inducted / 3.0, (double) dead, 1, "all for the dead chutes overflowed, after their laps or at once");
        assertTrue(rig.figures().physicals().containsKey(Physical.MAX_LAPS));
        assertEquals(100, rig.limits.get(rig.limits.size() - 1));
    }
}
