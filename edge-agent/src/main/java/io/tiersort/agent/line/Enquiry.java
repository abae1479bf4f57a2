// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.plan.Plan;
import java.util.Set;

/**
 * Everything a plan's answer for one parcel depends on, besides the plan and the room that is left. All of it can be read
 * back from facts.
 *
 * @param veto why the plan's rules are not asked, {@link Cause#OK} when they are; {@link Cause#NO_DATA} when they are asked
 *     only if the plan routes by the label
 * @param owner line and number of the parcel, such as {@code L1-4711}
 * @param now wall clock, milliseconds since 1970 UTC
 * @param since when the parcel was first decided on, from when on its dwell counts
 */
record Enquiry(Cause veto, Fact.Basis basis, String owner, long now, long since, Way way) {
    private static final Set<Cause> VETOES = Set.of(
            Cause.NOREAD,
            Cause.MULTI_CONFLICT,
            Cause.BAD_CHECKDIGIT,
            Cause.DUPLICATE_ID,
            Cause.HOLD,
            Cause.CANCELLED,
            Cause.NO_DATA,
            Cause.STRAY);

    /** What kept the rules from being asked when this was decided. */
    static Cause veto(Fact.ParcelDecided decided) {
        if (decided.basis().source().equals(Evidence.LABEL)) {
            return Cause.NO_DATA;
        }
        return VETOES.contains(decided.cause()) ? decided.cause() : Cause.OK;
    }

    /** Owner of the parcel's token on a departure. */
    String forDeparture() {
        return forDeparture(owner);
    }

    /** Owner of the parcel's token at a locker bank or pickup point. */
    String forPickup() {
        return forPickup(owner);
    }

    static String forDeparture(String owner) {
        return owner + "#departure";
    }

    static String forPickup(String owner) {
        return owner + "#pickup";
    }

    Allotments.Load load() {
        return load(basis);
    }

    /** What a parcel takes up by what is known of it. */
    static Allotments.Load load(Fact.Basis basis) {
        long millilitres = (long) basis.lengthMm() * basis.widthMm() * basis.heightMm() / 1_000;
        return new Allotments.Load(1, basis.grams(), millilitres);
    }

    /** How far the parcel still has to go; belt positions as in {@link Fact.ParcelDecided#encoder}. */
    record Way(LineLayout layout, long inductEncoder, long encoder) {
        /** Time until it can drop into the farthest chute of the destination on this line, at the line's design speed. */
        long millis(Plan.Destination destination) {
            long farthest = 0;
            for (LineLayout.Chute chute : layout.chutes()) {
                if (destination.chutes().contains(chute.number())) {
                    farthest = Math.max(farthest, remaining(chute.atMm()));
                }
            }
            return farthest * 1_000 / Math.max(1, layout.speedMmPerSecond());
        }

        private long remaining(int atMm) {
            long left = atMm - (encoder - inductEncoder) * layout.micrometresPerCount() / 1_000;
            return left < 0 && layout.loop() ? left + layout.lengthMm() : left;
        }
    }
}
