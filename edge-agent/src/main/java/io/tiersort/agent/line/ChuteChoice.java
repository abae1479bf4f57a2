// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.line.Fact.Candidate;
import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.agent.plan.Plan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which chutes a parcel can still be sent to: those of its destination, on a loop those of the next lap, then overflow,
 * then the hospital. A chute is passed over when {@link Admission} refuses or when its latest decision point has gone by;
 * each with its reason.
 */
final class ChuteChoice {
    private static final int COMMANDED = 3;

    private final LineLayout layout;
    private final LineState state;
    private final BeltClock belt;
    private final Admission admission;
    private final Preference preference;

    /**
     * The result.
     *
     * @param chutes chutes to command, best first; empty when even the refuge is out of reach
     * @param cause {@link Cause#OK}, or why the parcel fits none of its chutes
     * @param physical why the first wish was not taken
     * @param validUntil belt position up to which the command may be accepted
     * @param slackCounts belt travel left until the latest decision point of the first chute
     */
    record Result(
            List<Integer> chutes,
            List<Candidate> candidates,
            Cause cause,
            Physical physical,
            boolean late,
            long validUntil,
            long slackCounts) {}

    ChuteChoice(LineLayout layout, LineState state, BeltClock belt) {
        this.layout = layout;
        this.state = state;
        this.belt = belt;
        admission = new Admission(layout, state.destinations);
        preference = new Preference(state, admission);
    }

    /**
     * Latest belt position at which a command for this chute can still be acted on. For a chute that was decided on when
     * its point of this lap had gone by already, that of the next lap.
     */
    long latestDecision(Parcel parcel, int number) {
        long latest = onThisLap(parcel, number);
        Fact.ParcelDecided decision = parcel.decision;
        boolean nextLap = layout.loop()
                && decision != null
                && parcel.commanded.contains(number)
                && latest != Long.MIN_VALUE
                && decision.encoder() > latest;
        return nextLap ? latest + lapCounts() : latest;
    }

    private long onThisLap(Parcel parcel, int number) {
        ChuteBoard.Chute chute = state.board.find(number);
        if (chute == null) {
            return Long.MIN_VALUE;
        }
        long lead = belt.travelMm(
                chute.layout.actuation().toMillis() + layout.commandLead().toMillis());
        return parcel.inductEncoder + belt.counts(chute.layout.atMm() - lead);
    }

    private long lapCounts() {
        return belt.counts(layout.lengthMm());
    }

    /** True when a parcel on its way to this chute may go on. */
    boolean keeps(Parcel parcel, int number, Handling handling) {
        ChuteBoard.Chute chute = state.board.find(number);
        return chute != null && admission.keeps(chute, parcel, handling);
    }

    /** Chooses for a parcel while the belt is at {@code encoderNow} and the wall clock at {@code millis}. */
    Result choose(Wish wish, Parcel parcel, long encoderNow, long millis) {
        return new Search(wish, parcel, encoderNow, millis).run();
    }

    private final class Search {
        private final Wish wish;
        private final Parcel parcel;
        private final long encoderNow;
        private final long millis;
        private final int laps;
        private final Map<Integer, String> candidates = new LinkedHashMap<>();
        private final List<Integer> taken = new ArrayList<>(COMMANDED);
        /** Chutes that a further lap would lead to: passed ones, and ones that only the PLC keeps closed. */
        private final List<Integer> passed = new ArrayList<>(COMMANDED);

        private final List<Integer> waiting = new ArrayList<>(COMMANDED);
        private Cause misfit = Cause.OK;
        private boolean fits;
        private Physical first = Physical.NONE;
        private boolean late;
        private long validUntil;
        private long slack;

        Search(Wish wish, Parcel parcel, long encoderNow, long millis) {
            this.wish = wish;
            this.parcel = parcel;
            this.encoderNow = encoderNow;
            this.millis = millis;
            laps = laps(wish);
        }

        private int laps(Wish of) {
            int most = layout.loop() ? layout.maxLaps() : 0;
            Plan.Destination destination = of.destination();
            if (destination != null && destination.maxLaps() >= 0) {
                most = Math.min(most, destination.maxLaps());
            }
            return of.handling().maxLaps() < 0
                    ? most
                    : Math.min(most, of.handling().maxLaps());
        }

        Result run() {
            Plan.Destination destination = wish.destination();
            if (destination == null) {
                wish.refuge().forEach(number -> offer(number, ""));
            } else {
                preference.order(destination, wish, parcel, millis).forEach(this::offer);
            }
            Cause cause = fits ? Cause.OK : misfit;
            if (taken.isEmpty()) {
                elsewhere(destination, cause);
            }
            List<Candidate> told = candidates.entrySet().stream()
                    .map(each -> new Candidate(each.getKey(), each.getValue()))
                    .toList();
            return new Result(List.copyOf(taken), told, cause, first, late, validUntil, slack);
        }

        /** A crowded belt must not carry round what an overflow could take. */
        private void elsewhere(Plan.@Nullable Destination destination, Cause cause) {
            if (parcel.lap > 0 && parcel.lap >= laps && cause == Cause.OK) {
                first = Physical.MAX_LAPS;
                late = false;
            }
            boolean crowded = state.inductionPercent < 100;
            if (!crowded) {
                waitForTheNextLap();
            }
            if (taken.isEmpty()) {
                overflow(destination, cause).forEach(number -> offer(number, "overflow"));
            }
            if (crowded && taken.isEmpty()) {
                waitForTheNextLap();
            }
            if (taken.isEmpty()) {
                hospital();
            }
        }

        /** The last resort; on a loop an open hospital comes round again whatever the laps. */
        private void hospital() {
            int number = layout.hospital();
            offer(number, "");
            if (taken.isEmpty() && layout.loop() && isOpen(number)) {
                take(number, onThisLap(parcel, number) + lapCounts());
                candidates.put(number, "taken: on the next lap");
            }
        }

        private boolean isOpen(int number) {
            ChuteBoard.Chute chute = state.board.find(number);
            return chute != null && chute.isOpen();
        }

        /** What no chute of the destination may take goes only where the plan says so by name. */
        private List<Integer> overflow(Plan.@Nullable Destination destination, Cause cause) {
            if (!wish.handling().overflow()) {
                return List.of();
            }
            if (destination != null && !destination.overflow().isEmpty()) {
                return destination.overflow();
            }
            return cause != Cause.OK || layout.overflow() == 0 ? List.of() : List.of(layout.overflow());
        }

        private void waitForTheNextLap() {
            passed.addAll(waiting);
            for (int number : parcel.lap < laps ? passed : List.<Integer>of()) {
                if (taken.size() < COMMANDED) {
                    take(number, onThisLap(parcel, number) + lapCounts());
                    candidates.merge(number, "; waits for lap " + (parcel.lap + 1) + " of " + laps, String::concat);
                }
            }
        }

        private void offer(int number, String note) {
            ChuteBoard.Chute chute = state.board.find(number);
            if (chute != null && !candidates.containsKey(number) && taken.size() < COMMANDED) {
                String verdict = verdict(chute, number);
                candidates.put(number, note.isEmpty() ? verdict : verdict + "; " + note);
            }
        }

        private String verdict(ChuteBoard.Chute chute, int number) {
            Admission.Refusal refusal = admission.refusal(chute, parcel, wish, millis);
            if (refusal != null) {
                return refused(number, refusal);
            }
            fits = true;
            long latest = onThisLap(parcel, number);
            if (latest >= encoderNow) {
                take(number, latest);
                return taken.size() == 1 ? "taken" : "alternate";
            }
            obstacle(Physical.DECISION_LATE);
            late |= taken.isEmpty();
            passed.add(number);
            return "passed its latest decision point " + late(encoderNow - latest) + " ago" + lapsUsed();
        }

        private String late(long counts) {
            String way = belt.mm(counts) + " mm";
            return belt.speed() <= 0 ? way : way + ", " + belt.millis(counts) + " ms";
        }

        private String refused(int number, Admission.Refusal refusal) {
            if (refusal.misfit() != Cause.OK) {
                misfit = misfit == Cause.OK ? refusal.misfit() : misfit;
                return refusal.text();
            }
            fits = true;
            obstacle(refusal.physical());
            if (refusal.byPlc()) {
                waiting.add(number);
            }
            return refusal.text() + lapsUsed();
        }

        private String lapsUsed() {
            return layout.loop() && parcel.lap > 0 ? "; lap " + parcel.lap + " of " + laps : "";
        }

        private void obstacle(Physical physical) {
            if (first == Physical.NONE && taken.isEmpty()) {
                first = physical;
            }
        }

        private void take(int number, long latest) {
            if (taken.isEmpty()) {
                slack = latest - encoderNow;
                validUntil = latest;
            }
            validUntil = Math.max(validUntil, latest);
            taken.add(number);
        }
    }
}
