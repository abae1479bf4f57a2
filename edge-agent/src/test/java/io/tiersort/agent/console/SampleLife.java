// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.console;

import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.device.event.SorterEvent;
import java.util.ArrayList;
import java.util.List;

/** The facts of a made-up parcel: decided by its codes, decided again when it was measured, then diverted. */
final class SampleLife {
    private static final int READ_AT = 1_667;
    private static final int MEASURED_AT = 2_100;

    private final SampleParcel parcel;
    private final long start;
    private final List<Fact> facts = new ArrayList<>();

    private SampleLife(SampleParcel parcel) {
        this.parcel = parcel;
        this.start = parcel.inducted().toEpochMilli();
    }

    static List<Fact> of(SampleParcel parcel) {
        SampleLife life = new SampleLife(parcel);
        life.live();
        return life.facts;
    }

    private void live() {
        int number = parcel.number();
        facts.add(new Fact.ParcelInducted(start, number, 7, 4000 + number, number, 0, 1, 380, false));
        facts.add(new Fact.CodesSeen(start + READ_AT, number, "tunnel-1", "tracking-id", codes()));
        facts.add(decided(start + READ_AT + 1, 1));
        if (parcel.read()) {
            facts.add(new Fact.ParcelMeasured(
                    start + MEASURED_AT,
                    number,
                    number,
                    1_180,
                    SorterEvent.Status.OK,
                    380,
                    250,
                    120,
                    SorterEvent.Status.OK));
            facts.add(decided(start + MEASURED_AT + 1, 2));
            facts.add(new Fact.PromiseAtRisk(
                    start + MEASURED_AT + 1,
                    number,
                    parcel.reference(),
                    "SAME_DAY",
                    parcel.tier(),
                    Cause.CUTOFF_MISSED,
                    "van-1740",
                    start + 3_600_000,
                    start + 86_400_000));
        }
        facts.add(new Fact.CommandAnswered(start + MEASURED_AT + 14, number, number, SorterEvent.Answer.ACCEPTED));
        if (parcel.gone()) {
            end(start + SampleParcel.chuteAtMm(parcel.chute()) * 2 / 3);
        }
    }

    private List<Fact.CodeSeen> codes() {
        return parcel.read()
                ? List.of(new Fact.CodeSeen("C1", parcel.code()), new Fact.CodeSeen("E0", "4006381333931"))
                : List.of();
    }

    private void end(long at) {
        int number = parcel.number();
        int chute = parcel.chute();
        facts.add(new Fact.DivertReported(
                at, number, number, chute, chute, SorterEvent.Outcome.VERIFIED, SorterEvent.Cause.NONE, 0));
        facts.add(new Fact.ParcelClosed(
                at + 3,
                number,
                4000 + number,
                parcel.reference(),
                parcel.tier(),
                Outcome.valueOf(parcel.outcome()),
                parcel.read() ? Cause.OK : Cause.NOREAD,
                Physical.NONE,
                chute,
                at + 3 - start));
    }

    private Fact decided(long at, int decision) {
        boolean read = parcel.read();
        long encoder = (at - start) * 3 / 2;
        return new Fact.ParcelDecided(
                at,
                parcel.number(),
                decision,
                read ? parcel.reference() : "",
                read ? parcel.code() : "",
                read ? "SSCC" : "",
                verdicts(),
                read ? parcel.tier() : "",
                read ? "SAME_DAY" : "",
                read ? "paid-express" : "",
                read ? "north-by-postcode" : "",
                read ? "city-" + parcel.chute() : "",
                List.of(parcel.chute()),
                List.of(new Fact.Candidate(4, "closed: FULL"), new Fact.Candidate(parcel.chute(), "taken")),
                read ? Cause.OK : Cause.NOREAD,
                decision == 1 ? Physical.NONE : Physical.CHUTE_FULL,
                false,
                false,
                "weekday",
                3,
                SampleParcel.chuteAtMm(parcel.chute()) - 270L,
                14,
                (SampleParcel.chuteAtMm(parcel.chute()) - 270L - encoder) * 2 / 3,
                encoder,
                "van-1740",
                start + 5_400_000,
                "",
                "",
                basis(read));
    }

    private List<Fact.CodeVerdict> verdicts() {
        return parcel.read()
                ? List.of(
                        new Fact.CodeVerdict(
                                parcel.code(), "SSCC", "BEST", "SSCC, check digit right; shipment on file, open", ""),
                        new Fact.CodeVerdict("4006381333931", "PRODUCT", "DROPPED", "product code", "PRODUCT"))
                : List.of();
    }

    private static Fact.Basis basis(boolean read) {
        return new Fact.Basis(
                read ? "host" : "",
                "business",
                "express",
                List.of("fragile"),
                "20095",
                "DE",
                "",
                "",
                "c-4711",
                "",
                0,
                0,
                1_150,
                1_180,
                380,
                250,
                120,
                2,
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
