// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.device.event.SorterEvent;
import java.util.List;

/**
 * A parcel on the line of the minimal example: first express to chute 1, then, when the scale had spoken and the host had
 * made it standard, to chute 2.
 */
final class TwiceDecided {
    private static final String SSCC = "340123450000000017";

    private TwiceDecided() {}

    static List<Fact> life() {
        return life(1, true);
    }

    static List<Fact> underRevision(int revision) {
        return life(revision, true);
    }

    /** As before decisions told what the rules were asked about. */
    static List<Fact> withoutBasis() {
        return life(1, false);
    }

    private static List<Fact> life(int revision, boolean recorded) {
        Fact.CodeSeen sscc = new Fact.CodeSeen("C1", SSCC);
        Fact.CodeSeen second = new Fact.CodeSeen("C0", "1Z999AA10123456784");
        return List.of(
                new Fact.ParcelInducted(1_000, 7, 3, 70, 1, 5_000, 1, 400, false),
                new Fact.CodesSeen(3_000, 7, "tunnel-1", "tracking-id", List.of(sscc, second)),
                decided(3_001, 1, revision, recorded, "EXPRESS"),
                new Fact.ParcelMeasured(
                        4_800, 7, 2, 1_200, SorterEvent.Status.OK, 0, 0, 0, SorterEvent.Status.NOT_MEASURED),
                decided(4_850, 2, revision, recorded, "STANDARD"),
                new Fact.PromiseAtRisk(
                        4_850, 7, "P-1", "EXPRESS", "STANDARD", Cause.CUTOFF_MISSED, "noon", 0, 86_400_000),
                new Fact.CommandAnswered(4_870, 7, 3, SorterEvent.Answer.ACCEPTED),
                new Fact.DivertReported(7_000, 7, 4, 2, 2, SorterEvent.Outcome.VERIFIED, SorterEvent.Cause.NONE, 0),
                new Fact.ParcelClosed(
                        7_001, 7, 70, "P-1", "STANDARD", Outcome.SORTED_ALT, Cause.OK, Physical.NONE, 2, 6_001));
    }

    private static Fact decided(long at, int decision, int planRevision, boolean recorded, String tier) {
        boolean express = tier.equals("EXPRESS");
        int chute = express ? 1 : 2;
        return new Fact.ParcelDecided(
                at,
                7,
                decision,
                "P-1",
                SSCC,
                "SSCC",
                List.of(
                        new Fact.CodeVerdict(SSCC, "SSCC", "BEST", "SSCC, check digit right; shipment P-1, open", ""),
                        new Fact.CodeVerdict(
                                "1Z999AA10123456784",
                                "UPS_1Z",
                                "UNKNOWN",
                                "check digit right; no shipment on file",
                                "")),
                tier,
                "EXPRESS",
                express ? "express" : "rest",
                express ? "express" : "town",
                express ? "express" : "town",
                List.of(chute),
                express
                        ? List.of(new Fact.Candidate(1, "taken"))
                        : List.of(new Fact.Candidate(1, "closed: FULL"), new Fact.Candidate(2, "taken")),
                Cause.OK,
                Physical.NONE,
                true,
                false,
                "weekday",
                planRevision,
                10_820,
                900,
                express ? 1_770 : 1_970,
                recorded ? 5_000 + at - 1_000 : 0,
                recorded ? "noon" : "",
                recorded ? 39_000_000 : 0,
                "",
                "",
                basis(express ? "express" : "standard", recorded));
    }

    private static Fact.Basis basis(String service, boolean recorded) {
        return new Fact.Basis(
                recorded ? "host" : "",
                "private",
                service,
                List.of("fragile"),
                "10115",
                "DE",
                "",
                "",
                "c-1",
                "",
                0,
                0,
                1_000,
                1_200,
                400,
                300,
                200,
                3,
                4,
                "",
                "",
                "",
                "",
                0,
                0,
                0,
                true);
    }
}
