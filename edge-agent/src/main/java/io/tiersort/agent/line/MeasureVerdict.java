// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.plan.Plan.MeasureCheck;

/**
 * Whether what was measured contradicts what was declared. What was not measured, or not validly, contradicts nothing.
 *
 * @param weight the mass does
 * @param box some side does
 */
record MeasureVerdict(boolean weight, boolean box) {
    static final MeasureVerdict AGREES = new MeasureVerdict(false, false);

    static MeasureVerdict of(Fact.Basis basis, MeasureCheck check) {
        boolean weight = basis.weighed()
                && contradicts(
                        basis.declaredGrams(), basis.grams(), check.grams(), check.percent(), check.scaleGrams());
        return new MeasureVerdict(weight, box(basis, check));
    }

    /** The cause to hold the parcel back for, {@link Cause#OK} when there is none. */
    Cause cause() {
        if (weight) {
            return Cause.WEIGHT_MISMATCH;
        }
        return box ? Cause.DIM_MISMATCH : Cause.OK;
    }

    private static boolean box(Fact.Basis basis, MeasureCheck check) {
        if (check.millimetres() == 0 && check.sidePercent() == 0) {
            return false;
        }
        int[] declared = Subjects.sorted(basis.declaredLengthMm(), basis.declaredWidthMm(), basis.declaredHeightMm());
        int[] counted = Subjects.sorted(basis.lengthMm(), basis.widthMm(), basis.heightMm());
        for (int side = 0; side < declared.length; side++) {
            if (contradicts(declared[side], counted[side], check.millimetres(), check.sidePercent(), 0)) {
                return true;
            }
        }
        return false;
    }

    /** True when the difference is above allowance and percentage, each on top of what the instrument may be wrong by. */
    private static boolean contradicts(long declared, long measured, long allowance, long percent, long error) {
        if (declared <= 0 || measured <= 0) {
            return false;
        }
        long beyond = Math.abs(measured - declared) - error;
        return beyond > allowance && beyond * 100 > declared * percent;
    }
}
