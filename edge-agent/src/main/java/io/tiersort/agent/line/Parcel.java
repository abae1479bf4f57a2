// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.plan.Plan;
import io.tiersort.device.event.ScannedCode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One parcel on the line. Owned by its {@link SortLine}; changed only while a fact is applied. */
final class Parcel {
    final long number;
    final int epoch;
    final long trackingId;
    final boolean stray;
    final long inductedAt;
    final List<ScannedCode> codes = new ArrayList<>(2);
    Plan plan;
    long inductEncoder;
    int lengthMm;
    int grams;
    boolean weighed;
    /** Measured sides, longest first; all 0 until there is a valid box. */
    int[] sides = new int[3];

    boolean results;
    boolean stationLeft;
    boolean unverified;
    boolean undelivered;
    boolean accepted;
    boolean recovered;
    boolean closed;
    /** What came too late the last time that something did, or an empty text. */
    String tooLateTold = "";

    long leftStationAt;
    /** Tier that was told to be kept instead of the promised one; null while nothing was told. */
    @Nullable
    String riskTold;

    /** Place that the customer was told of instead of the reserved one, or an empty text. */
    String pickupTold = "";
    /** When it was first decided on, 0 before. */
    long firstDecidedAt;

    int lap;
    /** Lap on which it was first decided on by what was read of it; -1 before. */
    int readOnLap = -1;

    Fact.@Nullable ParcelDecided decision;
    List<Integer> commanded = List.of();
    final Set<Integer> everCommanded = new HashSet<>(2);
    String recoveredTier = "";
    Reasons.Cause recoveredCause = Reasons.Cause.OK;

    Parcel(Fact.ParcelInducted fact, Plan plan) {
        number = fact.parcel();
        epoch = fact.epoch();
        trackingId = fact.trackingId();
        stray = fact.stray();
        inductEncoder = fact.encoder();
        lengthMm = fact.lengthMm();
        inductedAt = fact.at();
        this.plan = plan;
    }

    /** True when nothing has been decided or commanded yet. */
    boolean undecided() {
        return decision == null && !recovered;
    }

    String reference() {
        return decision == null ? "" : decision.reference();
    }

    String tier() {
        return decision == null ? recoveredTier : decision.tier();
    }

    Reasons.Cause cause() {
        return decision == null ? recoveredCause : decision.cause();
    }

    Reasons.Physical physical() {
        return decision == null ? Reasons.Physical.NONE : decision.physical();
    }

    /** True when what it was decided to go to is a refuge, not a destination. */
    boolean refused() {
        return decision != null && decision.destination().isEmpty() && decision.cause() != Reasons.Cause.OK;
    }

    int revision() {
        return decision == null ? 0 : decision.revision();
    }
}
