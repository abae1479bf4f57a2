// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.simulate;

import io.tiersort.agent.line.LineLayout;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.sim.SiteLedger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known without asking the line.
 *
 * @param encoder the low 32 bits of the belt's position now, as the PLC counts
 * @param ledger where every physical parcel really is
 * @param printed the shipment whose label carries a code, as the host told it so far; null when it told none
 */
record Truth(
        LineLayout layout,
        Plan plan,
        LongSupplier encoder,
        SiteLedger ledger,
        Function<String, @Nullable Shipment> printed) {
    private static final long SLOWEST_MM_PER_SECOND = 100;

    /** Belt counts that a parcel inducted at {@code inductEncoder} may be late for this chute; negative while there is time. */
    long lateFor(long inductEncoder, LineLayout.Chute chute, int speedMmPerSecond) {
        long leadMillis = chute.actuation().plus(layout.commandLead()).toMillis();
        long leadMm = Math.max(SLOWEST_MM_PER_SECOND, speedMmPerSecond) * leadMillis / 1_000;
        long latest = inductEncoder + counts(chute.atMm() - leadMm);
        // The PLC shows 32 bits; the difference is always small.
        return (int) (encoder.getAsLong() - latest);
    }

    long counts(long mm) {
        return mm * 1_000 / layout.micrometresPerCount();
    }

    long mm(long counts) {
        return counts * layout.micrometresPerCount() / 1_000;
    }

    LineLayout.@Nullable Chute chute(int number) {
        for (LineLayout.Chute chute : layout.chutes()) {
            if (chute.number() == number) {
                return chute;
            }
        }
        return null;
    }

    /** The shipment of a code as read: an SSCC with its application identifier in front, or as it is. */
    @Nullable
    Shipment shipment(String code) {
        Shipment found = printed.apply(code);
        return found == null && code.length() == 20 && code.startsWith("00") ? printed.apply(code.substring(2)) : found;
    }
}
