// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

/** Numbers of states, answers, outcomes and causes in the registers. */
final class WireValue {
    private WireValue() {}

    /** The number of a constant; the event types document that their ordinals are the wire values. */
    @SuppressWarnings("EnumOrdinal")
    static int of(Enum<?> constant) {
        return constant.ordinal();
    }
}
