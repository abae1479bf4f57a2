// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.device.event.SorterEvent.ChuteState;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Turns what happens to parcels and chutes into alarms a person can act on: over a window, with hysteresis, so that one
 * unreadable label raises nothing and a dirty scanner window does.
 */
final class Watch {
    /** Raised at this many of the last {@link #WINDOW} parcels, cleared at {@link #CLEAR}. */
    private static final int RAISE = 8;

    private static final int CLEAR = 3;
    private static final int WINDOW = 50;

    private static final Set<Outcome> VERIFIED =
            Set.of(Outcome.SORTED, Outcome.SORTED_ALT, Outcome.OVERFLOW, Outcome.HOSPITAL);

    /** Good drops after which a chute that took a wrong parcel is trusted again. */
    private static final int TRUSTED = 5;

    private final LineLayout layout;
    private final Map<Integer, Integer> goodDrops = new HashMap<>();
    private final Share unread = new Share();
    private final Share late = new Share();

    /** How many of the newest {@link #WINDOW} parcels had a property. */
    private static final class Share {
        private final boolean[] window = new boolean[WINDOW];
        private int next;
        private int count;

        void add(boolean has) {
            count += (has ? 1 : 0) - (window[next] ? 1 : 0);
            window[next] = has;
            next = (next + 1) % WINDOW;
        }
    }

    Watch(LineLayout layout) {
        this.layout = layout;
    }

    void closed(Step step, Outcome outcome, Cause cause, Physical physical) {
        if (outcome == Outcome.STRAY || outcome == Outcome.LOST) {
            return;
        }
        unread.add(cause == Cause.NOREAD);
        late.add(physical == Physical.DECISION_LATE || physical == Physical.NO_COMMAND);
        tell(
                step,
                unread,
                "read.low",
                " parcels without a readable code among the last " + WINDOW,
                "Clean the scanner window, check its trigger and focus; look at the labels in the hospital.");
        tell(
                step,
                late,
                "decision.late",
                " decisions came too late among the last " + WINDOW,
                "Look at the poll interval, the load of this gateway and the time of the scanner's result.");
    }

    /** A wrong drop is over when a few good ones followed it in the same chute. */
    void dropped(Step step, Outcome outcome, int chute) {
        if (outcome == Outcome.MISSORTED) {
            goodDrops.put(chute, 0);
        } else if (VERIFIED.contains(outcome) && goodDrops.merge(chute, 1, Integer::sum) >= TRUSTED) {
            goodDrops.remove(chute);
            step.clear("missort.chute-" + chute);
        }
    }

    private static void tell(Step step, Share share, String alarm, String text, String remedy) {
        if (share.count >= RAISE) {
            step.raise(alarm, 2, share.count + text, remedy);
        } else if (share.count <= CLEAR) {
            step.clear(alarm);
        }
    }

    void chute(Step step, int number, ChuteState state) {
        String jam = "chute." + number + ".jam";
        if (state == ChuteState.JAM) {
            step.raise(jam, 2, "Chute " + number + " is jammed", "Clear the chute; its parcels go to alternates.");
        } else {
            step.clear(jam);
        }
        if (number == layout.hospital()) {
            if (state == ChuteState.OPEN || state == ChuteState.HALF_FULL) {
                step.clear("hospital.closed");
            } else {
                step.raise(
                        "hospital.closed",
                        1,
                        "The hospital, chute " + number + ", is " + state + ": there is no refuge",
                        "Empty it now; what cannot be sorted runs to the end of the line.");
            }
        }
    }
}
