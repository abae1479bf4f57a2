// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.agent.plan.Plan;
import io.tiersort.device.event.SorterEvent;
import io.tiersort.device.event.SorterEvent.ChuteState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** Bags at the chutes, change of bag, drain before a chute serves another destination, groups that keep together. */
class ContainerTest {
    private static final int READ_AT_MM = 2_950;

    private final LayoutSketch sketch = new LayoutSketch(false, 0);
    private final PlanSketch plan = new PlanSketch();
    private LineRig rig = new LineRig();

    private void start() {
        rig = new LineRig(sketch.layout(), plan.plan());
    }

    private void bind(int chute, String container) {
        rig.step(new Input.ContainerBound(chute, container));
    }

    private Fact.ParcelDecided parcel(long trackingId, String service) {
        String reference = "PKG-%04d".formatted(trackingId);
        rig.know(LineRig.shipment(reference, service));
        rig.induct(trackingId);
        rig.travel(READ_AT_MM);
        rig.read(trackingId, reference);
        return rig.last(Fact.ParcelDecided.class);
    }

    private String verdict(int chute) {
        return rig.last(Fact.ParcelDecided.class).candidates().stream()
                .filter(candidate -> candidate.chute() == chute)
                .map(Fact.Candidate::verdict)
                .findFirst()
                .orElse("not considered");
    }

    @Test
    void aChuteThatNeedsAContainerTakesNothingUntilOneIsBound() {
        sketch.container(1);
        start();
        assertEquals(List.of(2), parcel(1, "same-day").chutes());
        assertEquals(Physical.NO_CONTAINER, rig.last(Fact.ParcelDecided.class).physical());
        assertEquals("no container is bound", verdict(1));
        assertEquals("chute.1.container", rig.last(Fact.AlarmRaised.class).alarm());
        bind(1, "BAG-1");
        assertEquals("chute.1.container", rig.last(Fact.AlarmCleared.class).alarm());
        assertEquals(List.of(1, 2), parcel(2, "same-day").chutes());
        assertEquals("BAG-1", rig.line.view(rig.now()).chutes().get(0).container());
    }

    @Test
    void theManifestOfABagHoldsTheParcelsThatWereSeenToDropIntoItAndNoOthers() {
        sketch.container(1);
        start();
        bind(1, "BAG-1");
        parcel(1, "same-day");
        rig.divert(1, 1, 1);
        parcel(2, "same-day");
        rig.divert(2, 1, 0, SorterEvent.Outcome.UNVERIFIED, SorterEvent.Cause.NONE);
        parcel(3, "same-day");
        rig.divert(3, 1, 1, SorterEvent.Outcome.FLUSHED, SorterEvent.Cause.NONE);
        parcel(4, "next-day");
        rig.divert(4, 3, 1);
        bind(1, "BAG-2");
        Fact.ContainerChanged changed = rig.last(Fact.ContainerChanged.class);
        assertEquals("BAG-1", changed.former());
        assertEquals("BAG-2", changed.container());
        assertEquals(List.of(1L, 4L), changed.parcels(), "verified drops only, also wrong ones");
        assertEquals(List.of("city"), changed.destinations());
        bind(1, "");
        assertEquals(List.of(), rig.last(Fact.ContainerChanged.class).parcels());
    }

    @Test
    void aChuteLockedForAChangeOfBagTakesNothingUntilItIsBoundAndOpen() {
        sketch.container(1);
        start();
        bind(1, "BAG-1");
        parcel(1, "same-day");
        rig.chute(1, ChuteState.LOCKED);
        assertEquals(List.of(2), rig.lastCommand().destinations(), "on its way and not too late");
        assertEquals("closed: LOCKED; no container is bound", verdict(1));
        rig.chute(1, ChuteState.OPEN);
        assertEquals(List.of(2), parcel(2, "same-day").chutes());
        assertEquals("container BAG-1 is being changed and none is bound since", verdict(1));
        rig.chute(1, ChuteState.LOCKED);
        bind(1, "BAG-2");
        assertEquals(List.of(2), parcel(3, "same-day").chutes());
        rig.chute(1, ChuteState.OPEN);
        assertEquals(List.of(1, 2), parcel(4, "same-day").chutes());
    }

    @Test
    void parcelsOnTheirWayToAChuteWhoseContainerIsTakenAwayAreDecidedAgain() {
        sketch.container(1);
        start();
        bind(1, "BAG-1");
        parcel(1, "same-day");
        bind(1, "");
        assertEquals(List.of(2), rig.lastCommand().destinations());
        assertEquals(Physical.NO_CONTAINER, rig.last(Fact.ParcelDecided.class).physical());
    }

    @Test
    void aContainerHangsAtOneChuteAtMost() {
        sketch.container(1).container(2);
        start();
        bind(1, "BAG-1");
        bind(2, "BAG-1");
        List<Fact.ContainerChanged> changed = rig.facts(Fact.ContainerChanged.class);
        assertEquals(3, changed.size());
        assertEquals(1, changed.get(1).chute());
        assertEquals("", changed.get(1).container());
        assertEquals(List.of(2), parcel(1, "same-day").chutes());
    }

    @Test
    void whatIsBoundIsStatedAgainWhileParcelsComeSoThatARestartKnowsOfIt() {
        sketch.container(1);
        start();
        bind(1, "BAG-1");
        parcel(1, "same-day");
        rig.divert(1, 1, 1);
        rig.run(300_000);
        parcel(2, "same-day");
        rig.divert(2, 1, 1);
        List<Fact.ContainerChanged> stated = rig.facts(Fact.ContainerChanged.class);
        Fact.ContainerChanged last = stated.get(stated.size() - 1);
        assertEquals("BAG-1", last.former());
        assertEquals("BAG-1", last.container());
        int before = stated.size();
        rig.run(600_000);
        assertTrue(rig.facts(Fact.ContainerChanged.class).size() <= before + 1, "an idle line states nothing");

        LineRig after = new LineRig(sketch.layout(), plan.plan());
        List<Fact> read = new ArrayList<>(rig.facts);
        read.subList(0, read.indexOf(last)).clear();
        after.continueFrom(rig);
        read.forEach(after.line::restore);
        after.line.restored();
        after.session();
        after.step(new Input.ContainerBound(1, ""));
        assertEquals(List.of(1L, 2L), after.last(Fact.ContainerChanged.class).parcels());
    }

    @Test
    void aChuteServesANewDestinationOnlyWhenTheFormerOneHasDrained() {
        start();
        parcel(1, "same-day");
        rig.travel(3_000);
        activate(planWithChutesOfCityAndHubChanged());
        assertEquals(List.of(2), parcel(2, "next-day").chutes());
        assertEquals(Physical.DRAINING, rig.last(Fact.ParcelDecided.class).physical());
        assertEquals("draining: parcels for city are on their way", verdict(1));
        rig.divert(1, 1, 1);
        assertEquals(List.of(1, 2), parcel(3, "next-day").chutes());
    }

    private PlanSketch planWithChutesOfCityAndHubChanged() {
        PlanSketch next = new PlanSketch();
        next.revision = 2;
        next.destinations.set(0, PlanSketch.destination("city", 3, 4));
        next.destinations.set(1, PlanSketch.destination("hub", 1, 2));
        return next;
    }

    private void activate(PlanSketch next) {
        rig.step(new Input.PlanActivated(next.plan()));
    }

    @Test
    void aBagWithParcelsOfTheFormerDestinationIsChangedBeforeItsChuteServesTheNewOne() {
        sketch.container(1);
        start();
        bind(1, "BAG-1");
        parcel(1, "same-day");
        rig.divert(1, 1, 1);
        activate(planWithChutesOfCityAndHubChanged());
        assertEquals(List.of(2), parcel(2, "next-day").chutes());
        assertEquals("draining: container BAG-1 holds parcels for city", verdict(1));
        bind(1, "BAG-2");
        assertEquals(List.of(1, 2), parcel(3, "next-day").chutes());
    }

    @Test
    void twoDestinationsThatShareAChuteInOnePlanDoNotWaitForEachOther() {
        plan.destinations.set(1, PlanSketch.destination("hub", 1, 4));
        start();
        assertEquals(List.of(1, 2), parcel(1, "same-day").chutes());
        assertEquals(List.of(1, 4), parcel(2, "next-day").chutes());
    }

    private static Fact.Basis ofOneOrder() {
        return new Fact.Basis(
                "", "", "", List.of(), "", "", "", "", "", "ORDER-1", 0, 0, 0, 0, 0, 0, 0, 0, 0, "", "", "", "", 0, 0,
                0, false);
    }

    /** Facts carry the group; the decision on these is written by hand. */
    private static Fact.ParcelDecided grouped(long at, long parcel, int chute) {
        return new Fact.ParcelDecided(
                at,
                parcel,
                1,
                "PKG-" + parcel,
                "",
                "",
                List.of(),
                "SAME_DAY",
                "SAME_DAY",
                "",
                "",
                "city",
                List.of(chute),
                List.of(),
                Reasons.Cause.OK,
                Physical.NONE,
                false,
                false,
                "weekday",
                1,
                0,
                0,
                0,
                0,
                "",
                0,
                "",
                "",
                ofOneOrder());
    }

    @Test
    void parcelsOfOneGroupKeepToTheChuteOfTheFirstUntilTheTimeIsOver() {
        Plan.Destination city = new Plan.Destination(
                "city",
                List.of(new Plan.Outlet(1, 1), new Plan.Outlet(2, 1)),
                false,
                List.of(),
                -1,
                Duration.ofMinutes(10),
                null);
        Steering steering = new Steering();
        steering.decided(grouped(0, 1, 2), city);
        assertEquals(2, steering.chuteOf(city, "ORDER-1", 60_000));
        assertEquals(0, steering.chuteOf(city, "ORDER-2", 60_000));
        steering.decided(grouped(500_000, 2, 1), city);
        assertEquals(2, steering.chuteOf(city, "ORDER-1", 1_000_000), "an alternate does not move the group");
        assertEquals(0, steering.chuteOf(city, "ORDER-1", 1_200_000), "ten minutes after the last");
        steering.decided(grouped(1_200_000, 3, 1), city);
        assertEquals(1, steering.chuteOf(city, "ORDER-1", 1_200_000), "it starts anew");
        steering.decided(grouped(1_210_000, 3, 2), city);
        assertEquals(2, steering.chuteOf(city, "ORDER-1", 1_210_000), "the first went elsewhere itself");
    }

    @Test
    void aParcelOfAGroupWhoseChuteIsClosedTakesAnAlternateAndSaysSo() {
        Plan.Destination city = new Plan.Destination(
                "city",
                List.of(new Plan.Outlet(1, 1), new Plan.Outlet(2, 1)),
                true,
                List.of(),
                -1,
                Duration.ofMinutes(10),
                null);
        plan.destinations.set(0, city);
        LineState state = new LineState(sketch.layout(), plan.plan(), new Allotments());
        ChuteChoice choice = new ChuteChoice(sketch.layout(), state, new BeltClock(1_000, LineRig.SPEED));
        state.apply(new Fact.ParcelInducted(1, 1, 1, 1, 1, 0, 1, 400, false));
        state.apply(grouped(1, 1, 2));
        state.apply(new Fact.ParcelInducted(2, 2, 1, 2, 2, 900, 1, 400, false));
        Parcel second = Objects.requireNonNull(state.byNumber.get(2L));
        Wish wish = new Wish(plan.plan(), city, List.of(), "ORDER-1", Handling.ORDINARY);
        ChuteChoice.Result open = choice.choose(wish, second, 900, 2);
        assertEquals(List.of(2, 1), open.chutes());
        assertEquals(
                "taken; its group keeps to this chute", open.candidates().get(0).verdict());
        state.apply(new Fact.ChuteStateChanged(3, 3, 2, ChuteState.FULL, 100));
        ChuteChoice.Result closed = choice.choose(wish, second, 900, 4);
        assertEquals(List.of(1), closed.chutes());
        assertEquals(Physical.CHUTE_FULL, closed.physical());
        assertEquals(
                "closed: FULL; its group keeps to this chute",
                closed.candidates().get(0).verdict());
    }
}
