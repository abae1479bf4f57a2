// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.device.event.SorterEvent.ChuteState;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is known of the chutes: state, fill, how many parcels are on their way, how many arrived. */
final class ChuteBoard {
    private final Map<Integer, Chute> chutes = new HashMap<>();

    /** One chute's running figures. */
    static final class Chute {
        final LineLayout.Chute layout;
        /** Taken as open until the PLC says otherwise: the PLC checks again before it fires. */
        ChuteState state = ChuteState.OPEN;

        int fillPercent;
        int inFlight;
        long arrived;

        Chute(LineLayout.Chute layout) {
            this.layout = layout;
        }

        boolean takes() {
            return state == ChuteState.OPEN || state == ChuteState.HALF_FULL;
        }

        /** Why it takes nothing. */
        Physical obstacle() {
            return switch (state) {
                case FULL -> Physical.CHUTE_FULL;
                case JAM -> Physical.CHUTE_JAM;
                case LOCKED -> Physical.CHUTE_LOCKED;
                case OPEN, HALF_FULL -> Physical.NONE;
                case DISABLED, OFFLINE, UNKNOWN -> Physical.CHUTE_DISABLED;
            };
        }
    }

    ChuteBoard(LineLayout layout) {
        layout.chutes().forEach(chute -> chutes.put(chute.number(), new Chute(chute)));
    }

    @Nullable
    Chute find(int number) {
        return chutes.get(number);
    }

    void committed(int number, int change) {
        Chute chute = chutes.get(number);
        if (chute != null) {
            chute.inFlight = Math.max(0, chute.inFlight + change);
        }
    }

    void arrived(int number) {
        Chute chute = chutes.get(number);
        if (chute != null) {
            chute.arrived++;
        }
    }

    void changed(Fact.ChuteStateChanged fact) {
        Chute chute = chutes.get(fact.chute());
        if (chute != null) {
            chute.state = fact.state();
            chute.fillPercent = fact.fillPercent();
        }
    }
}
