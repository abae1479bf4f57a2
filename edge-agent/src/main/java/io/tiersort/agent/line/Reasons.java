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
        OK(0),
        NOREAD(1),
        MULTI_CONFLICT(2),
        BAD_CHECKDIGIT(3),
        DUPLICATE_ID(4),
        NO_DATA(5),
        NO_ROUTE(6),
        HOLD(7),
        CANCELLED(8),
        HAZMAT(9),
        OVERWEIGHT(10),
        WEIGHT_MISMATCH(11),
        OVERSIZE(12),
        CUTOFF_MISSED(13),
        STRAY(14),
        NO_WEIGHT(15),
        DIM_MISMATCH(16),
        /** The parcel fits no compartment of its point, nor of the points that take over. */
        LOCKER_NOFIT(17),
        /** Every compartment that it fits is taken. */
        LOCKER_FULL(18),
        /** It must not be delivered yet and waits. */
        NOT_BEFORE(19),
        /** The departure it was meant for has no room left. */
        CAPACITY_FULL(20);

        private final int code;

        Cause(int code) {
            this.code = code;
        }

        /** Number in commands, for the PLC's panel and for reading a command back; never changes. */
        public int code() {
            return code;
        }

        /** The cause with this number; {@link #OK} when there is none. */
        public static Cause of(int code) {
            for (Cause cause : values()) {
                if (cause.code == code) {
                    return cause;
                }
            }
            return OK;
        }
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
        MAX_LAPS,
        RATE_LIMIT,
        /** No bag, cage or trolley is bound to the chute. */
        NO_CONTAINER,
        /** Parcels of a former destination are still on their way to the chute. */
        DRAINING
    }
}
