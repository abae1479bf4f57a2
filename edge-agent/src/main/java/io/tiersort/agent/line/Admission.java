// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.shipment.Shipment;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Whether a chute takes a parcel, and why not. The hospital refuses nobody while it is open: somebody has to lift the
 * parcel out somewhere.
 */
final class Admission {
    private final LineLayout layout;
    private final Destinations destinations;

    Admission(LineLayout layout, Destinations destinations) {
        this.layout = layout;
        this.destinations = destinations;
    }

    /**
     * Why not.
     *
     * @param misfit why the parcel may never drop there, or {@link Cause#OK}
     * @param physical why it may not now
     * @param byPlc true when nothing but the state at the PLC keeps it out, so that the PLC may be left to judge it
     */
    record Refusal(Cause misfit, Physical physical, boolean byPlc, String text) {
        private static Refusal never(Cause cause, String text) {
            return new Refusal(cause, Physical.NONE, false, text);
        }

        private static Refusal now(Physical physical, String text) {
            return new Refusal(Cause.OK, physical, false, text);
        }
    }

    /** Null when the chute takes the parcel. */
    @Nullable
    Refusal refusal(ChuteBoard.Chute chute, Parcel parcel, Wish wish, long millis) {
        if (chute.layout.number() == layout.hospital()) {
            return chute.isOpen() ? null : closed(chute, true);
        }
        Refusal misfit = misfit(chute.layout, parcel, wish.handling());
        if (misfit != null) {
            return misfit;
        }
        Refusal unready = unready(chute, wish);
        if (!chute.isOpen()) {
            return closed(chute, unready == null);
        }
        if (unready != null) {
            return unready;
        }
        boolean onItsWay = !parcel.commanded.isEmpty() && parcel.commanded.get(0) == chute.layout.number();
        return onItsWay ? null : unwilling(chute, parcel.number, millis);
    }

    /** True when a parcel on its way to this chute may go on. */
    boolean keeps(ChuteBoard.Chute chute, Parcel parcel, Handling handling) {
        return chute.layout.number() == layout.hospital()
                ? chute.isOpen()
                : chute.takes() && misfit(chute.layout, parcel, handling) == null;
    }

    private static Refusal closed(ChuteBoard.Chute chute, boolean byPlc) {
        String text = "closed: " + chute.state.name() + (chute.hasContainer() ? "" : "; no container is bound");
        return new Refusal(Cause.OK, chute.obstacle(), byPlc, text);
    }

    private static @Nullable Refusal misfit(LineLayout.Chute chute, Parcel parcel, Handling handling) {
        if (chute.maxGrams() > 0 && parcel.grams > chute.maxGrams()) {
            return Refusal.never(Cause.OVERWEIGHT, "too heavy: " + parcel.grams + " g of " + chute.maxGrams() + " g");
        }
        if (chute.maxLengthMm() > 0 && parcel.lengthMm > chute.maxLengthMm()) {
            return Refusal.never(
                    Cause.OVERSIZE, "too long: " + parcel.lengthMm + " mm of " + chute.maxLengthMm() + " mm");
        }
        if (chute.accepts().containsAll(handling.restricted())) {
            return null;
        }
        Set<String> missing = new TreeSet<>();
        boolean hazmat = false;
        for (Shipment.Flag flag : handling.restricted()) {
            if (!chute.accepts().contains(flag)) {
                missing.add(flag.word());
                hazmat |= flag == Shipment.Flag.HAZMAT;
            }
        }
        return Refusal.never(hazmat ? Cause.HAZMAT : Cause.NO_ROUTE, "does not accept " + String.join(", ", missing));
    }

    /** No container, or a mixture of destinations that must not be. */
    private @Nullable Refusal unready(ChuteBoard.Chute chute, Wish wish) {
        if (!chute.hasContainer()) {
            String text = chute.container.isEmpty()
                    ? "no container is bound"
                    : "container " + chute.container + " is being changed and none is bound since";
            return Refusal.now(Physical.NO_CONTAINER, text);
        }
        Plan.Destination destination = wish.destination();
        if (destination == null || !Destinations.owns(destination, chute.layout.number())) {
            return null;
        }
        String coming = foreign(chute.comingOf(), chute.layout.number(), wish.plan());
        if (coming != null) {
            return Refusal.now(Physical.DRAINING, "draining: parcels for " + coming + " are on their way");
        }
        String inside = foreign(chute.contentsOf, chute.layout.number(), wish.plan());
        return inside == null
                ? null
                : Refusal.now(
                        Physical.DRAINING, "draining: container " + chute.container + " holds parcels for " + inside);
    }

    /** A destination among these that the plan does not send to this chute. */
    private @Nullable String foreign(Collection<String> ids, int chute, Plan plan) {
        for (String id : ids) {
            Plan.Destination known = id.isEmpty() ? null : destinations.find(plan, id);
            if (!id.isEmpty() && (known == null || !Destinations.owns(known, chute))) {
                return id;
            }
        }
        return null;
    }

    /** Open, but not for a further parcel. */
    private @Nullable Refusal unwilling(ChuteBoard.Chute chute, long parcel, long millis) {
        long open = millis - chute.reopenedAt;
        if (open < layout.reopenAfter().toMillis()) {
            return Refusal.now(
                    Physical.CHUTE_FULL,
                    "was full: open for " + Math.max(0, open) + " ms of "
                            + layout.reopenAfter().toMillis() + " ms");
        }
        int free = chute.free();
        int coming = chute.comingBeside(parcel);
        if (free >= 0 && free <= coming) {
            return Refusal.now(
                    Physical.CHUTE_FULL,
                    "nearly full: room for " + free + " of " + chute.layout.capacity() + ", " + coming
                            + " on their way");
        }
        int most = chute.layout.rateParcels();
        int sent = most == 0 ? 0 : chute.sentLately(parcel, millis);
        return most == 0 || sent < most
                ? null
                : Refusal.now(
                        Physical.RATE_LIMIT,
                        "rate limit: " + sent + " of " + most + " parcels within "
                                + chute.layout.rateWithin().toMillis() + " ms");
    }

    /** What keeps a further ordinary parcel out now, whatever its destination; {@link Physical#NONE} for nothing. */
    Physical refusing(ChuteBoard.Chute chute, long millis) {
        if (!chute.isOpen()) {
            return chute.obstacle();
        }
        if (chute.layout.number() == layout.hospital()) {
            return Physical.NONE;
        }
        Refusal refusal = chute.hasContainer() ? unwilling(chute, 0, millis) : null;
        return chute.hasContainer() ? refusal == null ? Physical.NONE : refusal.physical() : Physical.NO_CONTAINER;
    }
}
