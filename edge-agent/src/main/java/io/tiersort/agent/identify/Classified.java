// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import io.tiersort.device.event.ScannedCode;

/**
 * What one code is.
 *
 * @param key what to look the shipment up with; an empty text unless the verdict is {@link Verdict#CANDIDATE}
 * @param facts what the label says; a code that is ignored as a key may say something, too
 * @param reason why, for people
 */
public record Classified(
        ScannedCode code, CodeType type, Strength strength, String key, Facts facts, Verdict verdict, String reason) {
    static Classified strong(ScannedCode code, CodeType type, String key, Facts facts, String reason) {
        return new Classified(code, type, Strength.STRONG, key, facts, Verdict.CANDIDATE, reason);
    }

    static Classified weak(ScannedCode code, CodeType type, String key, Facts facts, String reason) {
        return new Classified(code, type, Strength.WEAK, key, facts, Verdict.CANDIDATE, reason);
    }

    static Classified dropped(ScannedCode code, CodeType type, Verdict verdict, String reason) {
        return new Classified(code, type, Strength.WEAK, "", Facts.NONE, verdict, reason);
    }

    /** Names no shipment, but says something about the delivery. */
    static Classified informative(ScannedCode code, CodeType type, Facts facts, String reason) {
        return new Classified(code, type, Strength.WEAK, "", facts, Verdict.IGNORED, reason);
    }

    /** A code like this one that may not name the shipment. */
    Classified butDropped(Verdict why, String because) {
        return new Classified(code, type, strength, "", Facts.NONE, why, because);
    }

    /** True when the code may name a shipment. */
    public boolean candidate() {
        return verdict == Verdict.CANDIDATE;
    }

    boolean strongCandidate() {
        return candidate() && strength == Strength.STRONG;
    }
}
