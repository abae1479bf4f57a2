// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

/**
 * The three separate reasons every parcel ends with: what became of it, why it was assigned there, and what happened
 * physically. Kept apart so that a full chute is never counted as an unreadable label. The names are stored.
 */
public final class Reasons {
    private Reasons() {}

    /** What became of the parcel. Exactly one per parcel. */
    public enum Outcome {
        /** An entry eye confirmed the chute that was decided. */
        SORTED,
        /** An entry eye confirmed another chute of the same destination. */
        SORTED_ALT,
        OVERFLOW,
        HOSPITAL,
        /** An entry eye saw it in a chute that nobody decided. */
        MISSORTED,
        /** Ran off at the end of the line. */
        EOL,
        LOST,
        /** Emptied after a fault, an emergency stop or a PLC restart. */
        FLUSHED,
        /** Appeared without an induct and was removed. */
        STRAY
    }

    /** Why the parcel was assigned as it was. */
    public enum Cause {
        OK,
        NOREAD,
        MULTI_CONFLICT,
        BAD_CHECKDIGIT,
        DUPLICATE_ID,
        NO_DATA,
        NO_ROUTE,
        HOLD,
        CANCELLED,
        HAZMAT,
        OVERWEIGHT,
        WEIGHT_MISMATCH,
        OVERSIZE,
        CUTOFF_MISSED,
        STRAY
    }

    /** What happened physically. */
    public enum Physical {
        NONE,
        CHUTE_FULL,
        CHUTE_JAM,
        CHUTE_LOCKED,
        CHUTE_DISABLED,
        DECISION_LATE,
        NO_COMMAND,
        GAP_ERROR,
        LENGTH_CHANGE,
        MISTRACK,
        DIVERT_FAULT,
        VERIFY_MISSING,
        ESTOP_FLUSH,
        PLC_RESTART,
        COMM_LOSS,
        MAX_LAPS
    }
}
