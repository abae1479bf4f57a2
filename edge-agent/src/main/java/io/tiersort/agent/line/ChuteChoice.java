// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.line.Fact.Candidate;
import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Physical;
import java.util.ArrayList;
import java.util.List;

/**
 * Which chutes a parcel can still be sent to. A chute is passed over when it is closed, when the parcel is too heavy or
 * too long for it, or when its latest decision point has gone by; each with its reason.
 */
final class ChuteChoice {
    private static final int COMMANDED = 3;

    private final LineLayout layout;
    private final ChuteBoard board;
    private final BeltClock belt;

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

    ChuteChoice(LineLayout layout, ChuteBoard board, BeltClock belt) {
        this.layout = layout;
        this.board = board;
        this.belt = belt;
    }

    /** Latest belt position at which a command for this chute can still be acted on. */
    long latestDecision(Parcel parcel, int number) {
        ChuteBoard.Chute chute = board.find(number);
        if (chute == null) {
            return Long.MIN_VALUE;
        }
        long lead = belt.travelMm(
                chute.layout.actuation().toMillis() + layout.commandLead().toMillis());
        return parcel.inductEncoder + belt.counts(chute.layout.atMm() - lead);
    }

    /** True when the chute is open and the parcel neither too heavy nor too long for it. */
    boolean takes(Parcel parcel, int number) {
        ChuteBoard.Chute chute = board.find(number);
        return chute != null && chute.takes() && unfit(chute, parcel) == Cause.OK;
    }

    /** The hospital refuses nobody: somebody has to lift the parcel out somewhere. */
    private Cause unfit(ChuteBoard.Chute chute, Parcel parcel) {
        LineLayout.Chute limits = chute.layout;
        if (limits.number() == layout.hospital()) {
            return Cause.OK;
        }
        if (limits.maxGrams() > 0 && parcel.grams > limits.maxGrams()) {
            return Cause.OVERWEIGHT;
        }
        return limits.maxLengthMm() > 0 && parcel.lengthMm > limits.maxLengthMm() ? Cause.OVERSIZE : Cause.OK;
    }

    /** Chooses among {@code wanted}, then overflow, then hospital. */
    Result choose(List<Integer> wanted, Parcel parcel, long encoderNow) {
        Search search = new Search(parcel, encoderNow);
        wanted.forEach(search::offer);
        Cause cause = search.taken.isEmpty() && search.unfit != Cause.OK ? search.unfit : Cause.OK;
        if (search.taken.isEmpty() && cause == Cause.OK && layout.overflow() != 0) {
            search.offer(layout.overflow());
        }
        if (search.taken.isEmpty()) {
            search.offer(layout.hospital());
        }
        return search.result(cause);
    }

    private final class Search {
        private final Parcel parcel;
        private final long encoderNow;
        private final List<Integer> taken = new ArrayList<>(COMMANDED);
        private final List<Candidate> candidates = new ArrayList<>();
        private Cause unfit = Cause.OK;
        private Physical first = Physical.NONE;
        private boolean late;
        private long validUntil;
        private long slack;

        Search(Parcel parcel, long encoderNow) {
            this.parcel = parcel;
            this.encoderNow = encoderNow;
        }

        void offer(int number) {
            ChuteBoard.Chute chute = board.find(number);
            if (chute == null || taken.contains(number) || taken.size() == COMMANDED) {
                return;
            }
            String verdict = verdict(chute, number);
            candidates.add(new Candidate(number, verdict));
        }

        private String verdict(ChuteBoard.Chute chute, int number) {
            if (!chute.takes()) {
                obstacle(chute.obstacle());
                return "closed: " + chute.state.name();
            }
            Cause misfit = unfit(chute, parcel);
            if (misfit != Cause.OK) {
                unfit = misfit;
                return misfit == Cause.OVERWEIGHT
                        ? "too heavy: " + parcel.grams + " g of " + chute.layout.maxGrams() + " g"
                        : "too long: " + parcel.lengthMm + " mm of " + chute.layout.maxLengthMm() + " mm";
            }
            long latest = latestDecision(parcel, number);
            if (latest < encoderNow && !(layout.loop() && parcel.lap < layout.maxLaps())) {
                obstacle(Physical.DECISION_LATE);
                late = true;
                return "passed its latest decision point " + belt.mm(encoderNow - latest) + " mm ago";
            }
            if (latest < encoderNow) {
                obstacle(Physical.DECISION_LATE);
                late = true;
                return take(number, latest + belt.counts(layout.lengthMm())) + " on the next lap";
            }
            return take(number, latest);
        }

        private void obstacle(Physical physical) {
            if (first == Physical.NONE && taken.isEmpty()) {
                first = physical;
            }
        }

        private String take(int number, long latest) {
            if (taken.isEmpty()) {
                slack = latest - encoderNow;
                validUntil = latest;
            }
            validUntil = Math.max(validUntil, latest);
            taken.add(number);
            return taken.size() == 1 ? "taken" : "alternate";
        }

        Result result(Cause cause) {
            return new Result(List.copyOf(taken), candidates, cause, first, late, validUntil, slack);
        }
    }
}
