// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import java.util.List;

/**
 * Bags, cages and trolleys at the chutes: binding, taking away, and what is in them. A binding can be older than the
 * stretch of the journal that a restart reads, so it is stated again while parcels come.
 */
final class Containers {
    /** Less than the shortest stretch that a restart reads, which is five minutes and the travel of the belt. */
    private static final long STATED_MILLIS = 240_000;

    private final LineState state;
    private final Confirmation confirmation;

    Containers(LineState state, Confirmation confirmation) {
        this.state = state;
        this.confirmation = confirmation;
    }

    /** A container hangs at one chute at most: where it hung before it is taken away first. */
    void bound(Step step, Input.ContainerBound input) {
        ChuteBoard.Chute chute = state.board.find(input.chute());
        if (chute == null || (chute.container.isEmpty() && input.container().isEmpty())) {
            return;
        }
        for (ChuteBoard.Chute other : state.board.all()) {
            if (other != chute && !input.container().isEmpty() && other.container.equals(input.container())) {
                rebind(step, other, "");
            }
        }
        rebind(step, chute, input.container());
    }

    private void rebind(Step step, ChuteBoard.Chute chute, String container) {
        change(step, chute, container);
        confirmation.closedFor(step, chute.layout.number(), step.now.nanos());
    }

    private void change(Step step, ChuteBoard.Chute chute, String container) {
        step.emit(new Fact.ContainerChanged(
                step.now.millis(),
                chute.layout.number(),
                container,
                chute.container,
                chute.contents,
                List.copyOf(chute.contentsOf)));
    }

    /**
     * States again what is bound, as long as facts about parcels follow that would push it out of sight, and tells of open
     * chutes that take nothing for want of a container.
     */
    void watch(Step step) {
        for (ChuteBoard.Chute chute : state.board.all()) {
            missing(step, chute);
            boolean due = step.now.millis() - chute.statedAt >= STATED_MILLIS && state.lastParcelAt > chute.statedAt;
            if (due && !chute.container.isEmpty() && !chute.changing) {
                change(step, chute, chute.container);
            }
        }
    }

    private void missing(Step step, ChuteBoard.Chute chute) {
        if (!chute.layout.container()) {
            return;
        }
        String alarm = "chute." + chute.layout.number() + ".container";
        if (chute.hasContainer() || !chute.isOpen()) {
            step.clear(alarm);
        } else {
            step.raise(
                    alarm,
                    3,
                    "Chute " + chute.layout.number() + " is open and has no container",
                    "Bind one; until then its parcels go to alternates.");
        }
    }
}
