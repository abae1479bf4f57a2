// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiersort.device.event.SorterEvent.ChuteState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Binding, moving and stating containers at chutes 1 and 2, which take parcels only into one. */
class BoundContainerTest {
    private static final long STATED_MILLIS = 240_000;
    private final LineRig rig =
            new LineRig(new LayoutSketch(false, 0).container(1).container(2).layout(), LineRig.plan());

    private void bind(int chute, String container) {
        rig.step(new Input.ContainerBound(chute, container));
    }

    private List<Fact.ContainerChanged> changes() {
        return rig.facts(Fact.ContainerChanged.class);
    }

    private static Fact.ContainerChanged changed(Fact.ContainerChanged at, int chute, String container, String former) {
        return new Fact.ContainerChanged(at.at(), chute, container, former, List.of(), List.of());
    }

    @Test
    void whatCannotBeBoundOrTakenAwayChangesNothing() {
        bind(99, "BAG-1");
        bind(1, "");
        assertEquals(List.of(), changes());
    }

    @Test
    void aContainerBoundElsewhereIsTakenAwayWhereItHungBefore() {
        bind(1, "BAG-1");
        bind(2, "BAG-1");
        Fact.ContainerChanged last = rig.last(Fact.ContainerChanged.class);
        assertEquals(
                List.of(
                        changed(changes().get(0), 1, "BAG-1", ""),
                        changed(last, 1, "", "BAG-1"),
                        changed(last, 2, "BAG-1", "")),
                changes());
    }

    @Test
    void takingOneContainerAwayLeavesTheOtherChutesAlone() {
        bind(1, "BAG-1");
        bind(2, "BAG-2");
        bind(1, "");
        assertEquals(3, changes().size());
        assertEquals("BAG-2", rig.line.view(rig.now()).chutes().get(1).container());
    }

    @Test
    void bindingWhatIsBoundAlreadyEmptiesNothing() {
        bind(1, "BAG-1");
        rig.know(LineRig.shipment("PKG-0001", "same-day"));
        rig.decide(1, "PKG-0001");
        rig.divert(1, 1, 1);
        bind(1, "BAG-1");
        Fact.ContainerChanged again = rig.last(Fact.ContainerChanged.class);
        assertEquals(List.of(1L), again.parcels());
        assertEquals("BAG-1", again.former());
        bind(1, "");
        assertEquals(List.of(1L), rig.last(Fact.ContainerChanged.class).parcels());
        assertEquals(List.of("city"), rig.last(Fact.ContainerChanged.class).destinations());
    }

    @Test
    void anOpenChuteWithoutAContainerIsAnAlarmUntilItHasOneOrIsClosed() {
        rig.run(10);
        assertEquals(
                List.of("chute.1.container", "chute.2.container"),
                rig.line.view(rig.now()).alarms());
        assertEquals(3, rig.last(Fact.AlarmRaised.class).priority());
        assertEquals(
                "Chute 2 is open and has no container",
                rig.last(Fact.AlarmRaised.class).text());
        bind(1, "BAG-1");
        assertEquals(List.of("chute.2.container"), rig.line.view(rig.now()).alarms());
        rig.chute(2, ChuteState.DISABLED);
        assertEquals(List.of(), rig.line.view(rig.now()).alarms());
    }

    @Test
    void aContainerIsStatedAgainAfterFourMinutesInWhichParcelsCame() {
        bind(1, "BAG-1");
        long bound = rig.last(Fact.ContainerChanged.class).at();
        rig.run(1_000);
        rig.induct(1);
        rig.run(STATED_MILLIS - 1_010);
        assertEquals(1, changes().size());
        rig.run(10);
        assertEquals(2, changes().size());
        assertEquals(
                bound + STATED_MILLIS, rig.last(Fact.ContainerChanged.class).at());
        assertEquals("BAG-1", rig.last(Fact.ContainerChanged.class).former());
    }

    @Test
    void aContainerIsNotStatedAgainWhileNoParcelComesOrItIsBeingChanged() {
        bind(1, "BAG-1");
        rig.run(STATED_MILLIS + 1_000);
        assertEquals(1, changes().size());
        rig.chute(1, ChuteState.LOCKED);
        rig.induct(1);
        rig.run(1_000);
        assertEquals(1, changes().size());
        assertEquals("BAG-1", rig.line.view(rig.now()).chutes().get(0).container());
    }
}
