// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import io.tiersort.device.event.ScannedCode;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What the code readers of a scan tunnel make of a parcel. Draws the same number of values for every read. */
final class TunnelReader {
    private static final int FLAT_BAG_MM = 40;
    private static final int CUT_MAX = 4;

    private final FaultMix faults;
    private final RandomGenerator random;

    /** Code of the parcel before, the label that a conflicting read borrows; absent before the first read. */
    private List<ScannedCode> before = List.of();

    TunnelReader(FaultMix faults, RandomGenerator random) {
        this.faults = faults;
        this.random = random;
    }

    /** One read; {@code delayShare} of a result is drawn by {@link #delayShare}. */
    List<ScannedCode> read(Labels labels) {
        boolean bag = labels.heightMm() < FLAT_BAG_MM;
        boolean blind = random.nextDouble() < faults.rate(Fault.NO_READ) * (bag ? 2 : 1);
        boolean multiple = happens(Fault.MULTI_LABEL);
        boolean conflict = happens(Fault.CONFLICT);
        boolean partial = happens(Fault.PARTIAL_READ);
        boolean foreign = happens(Fault.FOREIGN_CODE);
        boolean twice = happens(Fault.DUPLICATE_CODE);
        int which = random.nextInt(Integer.MAX_VALUE);
        int number = random.nextInt(1_000_000_000);
        List<ScannedCode> borrowed = before;
        before = labels.codes();
        if (blind) {
            return List.of();
        }
        List<ScannedCode> seen = new ArrayList<>(labels.codes());
        if (partial && !seen.isEmpty()) {
            seen.set(which % seen.size(), cut(seen.get(which % seen.size()), which));
        }
        if (multiple) {
            seen.addAll(conflict ? borrowed : List.of(new ScannedCode("A0", "R" + number)));
        }
        if (foreign) {
            seen.add(which % (seen.size() + 1), article(number));
        }
        if (twice && !seen.isEmpty()) {
            seen.add(seen.get(which % seen.size()));
        }
        return seen;
    }

    /** Part of the varying latency of one result, 0..1. */
    double delayShare() {
        return random.nextDouble();
    }

    private boolean happens(Fault fault) {
        return random.nextDouble() < faults.rate(fault);
    }

    private static ScannedCode cut(ScannedCode code, int which) {
        int keep = Math.max(1, code.data().length() - 1 - which % CUT_MAX);
        return new ScannedCode(
                code.aim(), code.data().substring(0, Math.min(keep, code.data().length())));
    }

    /** An EAN-13 with a valid check digit (GS1 General Specifications, 7.9). */
    private static ScannedCode article(int number) {
        String digits = "400" + String.format("%09d", number);
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 1 : 3);
        }
        return new ScannedCode("E0", digits + (10 - sum % 10) % 10);
    }
}
