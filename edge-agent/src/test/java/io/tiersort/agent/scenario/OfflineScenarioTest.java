// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Output;
import io.tiersort.agent.runtime.LineStep;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.agent.system.Parcels;
import io.tiersort.agent.system.SystemRig;
import io.tiersort.agent.system.Waiting;
import io.tiersort.cloud.probe.Ledger;
import io.tiersort.device.sim.LabelSource;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The host is away while parcels come that it has told of before. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class OfflineScenarioTest {
    private static final int PARCELS = 32;
    private static final int DECIDED = 3_000;
    private static final int WARM_UP = 1_000;
    private static final long DECISION_NANOS = 10_000_000;
    private static final ThreadMXBean THREAD = ManagementFactory.getThreadMXBean();

    @TempDir
    private Path folder = Path.of("");

    @Test
    @DisplayName("8. Host down, order cached")
    void withoutItsHostTheLineSortsTheSameAndTellsEverythingAfterwards() throws Exception {
        whatIsKnownIsSortedAndToldInOrderOnceTheHostIsBack();
        whatIsKnownIsDecidedQuickly();
    }

    private void whatIsKnownIsSortedAndToldInOrderOnceTheHostIsBack() throws Exception {
        try (SystemRig rig = SystemRig.prepare(folder, Parcels.known(PARCELS))) {
            rig.startAgent();
            Waiting.until("the host is heard", () -> !isHostAway(rig), () -> health(rig));
            rig.startSite();
            Waiting.until("four parcels have ended", () -> rig.line().figures().closed() >= 4, rig::line);
            assertEquals(0, rig.agent().decidedOffline("L1"), "decided offline with the host there");
            SystemRig.done(rig.broker().stop());
            Waiting.until("the host is missed", () -> isHostAway(rig), () -> health(rig));
            rig.emptied();
            long offline = rig.agent().decidedOffline("L1");
            assertTrue(offline > 0, "nothing was decided offline");
            assertTrue(rig.agent().model().metrics().contains("edge_decisions_offline_total{line=\"L1\"} " + offline));
            assertTrue(rig.received().last() < rig.agent().journal().last(), "told to nobody");
            rig.brokerReturns();
            rig.settle().allSorted(PARCELS);
            Ledger.Figures received = rig.received();
            assertTrue(received.complete(rig.agent().journal().last()), received::toString);
        }
    }

    private static boolean isHostAway(SystemRig rig) {
        return health(rig).contains("feed host");
    }

    private static String health(SystemRig rig) {
        return rig.agent().model().health().getJsonArray("why").encode();
    }

    /**
     * On the line itself, without the wire: the time that each step with a command takes the processor. What else this
     * machine does meanwhile is no part of a decision; {@code tiersort bench} measures by the clock.
     */
    private static void whatIsKnownIsDecidedQuickly() {
        List<Long> nanos = new ArrayList<>();
        Hub hub = Hub.of(
                Hub.layout(),
                Hub.plan(),
                world -> world.arrivals(parcels(), 4_000).around(step -> timed(step, nanos)));
        hub.given(IntStream.rangeClosed(1, DECIDED)
                .mapToObj(number -> Hub.shipment(reference(number), "standard"))
                .toArray(Shipment[]::new));
        assertTrue(hub.world().runUntilEmpty(Duration.ofHours(2)), "the belt did not run empty");
        assertTrue(nanos.size() >= DECIDED, () -> "steps that sent a command: " + nanos.size());
        List<Long> sorted = nanos.stream().skip(WARM_UP).sorted().toList();
        long p999 = sorted.get((int) (sorted.size() * 0.999));
        assertTrue(p999 < DECISION_NANOS, () -> "decisions took at p99.9 " + p999 + " ns; expected below 10 ms");
        hub.thenNothingIsWrong();
    }

    private static LineStep timed(LineStep step, List<Long> nanos) {
        return (input, now) -> {
            long started = THREAD.getCurrentThreadCpuTime();
            List<Output> outputs = step.step(input, now);
            long took = THREAD.getCurrentThreadCpuTime() - started;
            if (outputs.stream().anyMatch(Output.Send.class::isInstance)) {
                nanos.add(took);
            }
            return outputs;
        };
    }

    private static String reference(int number) {
        return String.format("SHIP-%05d", number);
    }

    private static LabelSource parcels() {
        Deque<String> coming = new ArrayDeque<>();
        IntStream.rangeClosed(1, DECIDED).forEach(number -> coming.add(reference(number)));
        return random -> Optional.ofNullable(coming.poll()).map(Hub::parcel);
    }
}
