// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.line.Reasons.Cause;
import java.util.List;

/**
 * From a plan's answer to chutes: those of the destination, else an overflow that takes the parcel, else the refuge for
 * the reason why none did. Asked for live decisions and for those of a replay alike.
 */
final class Placement {
    private final LineLayout layout;
    private final ChuteChoice chutes;

    /** What is wanted in the end, and the chutes found for it. */
    record Found(Assignment.Result wanted, ChuteChoice.Result chosen) {}

    Placement(LineLayout layout, ChuteChoice chutes) {
        this.layout = layout;
        this.chutes = chutes;
    }

    /** Chutes for {@code wanted}; {@code enquiry} is what the plan was asked. */
    Found find(Assignment assignment, Assignment.Result wanted, Enquiry enquiry, Parcel parcel) {
        ChuteChoice.Result chosen = choose(wanted, enquiry, parcel);
        if (chosen.cause() == Cause.OK) {
            return new Found(wanted, chosen);
        }
        boolean elsewhere = !chosen.chutes().isEmpty() && chosen.chutes().get(0) != layout.hospital();
        if (elsewhere) {
            return new Found(assignment.elsewhere(wanted, chosen.cause()), chosen);
        }
        Assignment.Result refused = assignment.unfit(wanted, chosen.cause());
        boolean sameRefuge = refused.refuge() == layout.hospital();
        return new Found(refused, sameRefuge ? chosen : choose(refused, enquiry, parcel));
    }

    private ChuteChoice.Result choose(Assignment.Result wanted, Enquiry enquiry, Parcel parcel) {
        Wish wish = new Wish(
                parcel.plan,
                wanted.target(),
                List.of(wanted.refuge()),
                enquiry.basis().group(),
                wanted.handling());
        return chutes.choose(wish, parcel, enquiry.way().encoder(), enquiry.now());
    }
}
