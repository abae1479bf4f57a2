// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.plan.Label;
import io.tiersort.agent.plan.Subject;
import io.tiersort.agent.shipment.Customer;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.agent.shipment.Shipment.Flag;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * From what rules are asked about to what is recorded of it, and back. A recorded decision can be tried again under
 * another plan because the way back loses nothing that a rule can see. Pure; any thread.
 */
public final class Subjects {
    private Subjects() {}

    /** What the rules are asked about, from the record of a decision. */
    public static Subject of(Fact.Basis basis) {
        Shipment shipment = new Shipment(
                "",
                List.of(),
                basis.segment(),
                basis.service(),
                flags(basis.flags()),
                basis.postcode(),
                basis.country(),
                basis.point(),
                basis.customer(),
                basis.group(),
                basis.compartment(),
                basis.promiseBy(),
                basis.notBefore(),
                basis.declaredGrams(),
                basis.declaredLengthMm(),
                basis.declaredWidthMm(),
                basis.declaredHeightMm(),
                Shipment.Status.OPEN);
        return new Subject(
                shipment,
                new Label(basis.carrier(), basis.carrierService(), basis.routeCode(), "", "", false),
                new Customer(basis.customer(), 0, basis.missedDeliveries(), basis.rating(), basis.preferredPoint()),
                "",
                basis.grams(),
                basis.lengthMm(),
                basis.widthMm(),
                basis.heightMm());
    }

    /**
     * What to record of a subject.
     *
     * @param source {@code host} or {@code label}
     * @param weighed true when its mass is from a scale
     */
    public static Fact.Basis basis(String source, Subject subject, boolean weighed) {
        Shipment shipment = subject.shipment();
        return new Fact.Basis(
                source,
                shipment.segment(),
                shipment.service(),
                words(shipment.flags()),
                shipment.postcode(),
                shipment.country(),
                shipment.point(),
                shipment.compartment(),
                shipment.customer(),
                shipment.group(),
                shipment.promiseBy(),
                shipment.notBefore(),
                shipment.grams(),
                Math.toIntExact(subject.grams()),
                Math.toIntExact(subject.lengthMm()),
                Math.toIntExact(subject.widthMm()),
                Math.toIntExact(subject.heightMm()),
                subject.customer().missedDeliveries(),
                subject.customer().rating(),
                subject.customer().preferredPoint(),
                subject.label().carrier(),
                subject.label().service(),
                subject.label().route(),
                shipment.lengthMm(),
                shipment.widthMm(),
                shipment.heightMm(),
                weighed);
    }

    /** Flags as they are recorded, in the order in which they are declared. */
    static List<String> words(Set<Flag> flags) {
        return flags.stream().sorted().map(Flag::word).toList();
    }

    /** Flags by their words; a word of a later version is left out. */
    static Set<Flag> flags(List<String> words) {
        Set<Flag> flags = EnumSet.noneOf(Flag.class);
        for (Flag flag : Flag.values()) {
            if (words.contains(flag.word())) {
                flags.add(flag);
            }
        }
        return flags;
    }

    /** The sides of a box, longest first. */
    static int[] sorted(int length, int width, int height) {
        int[] sides = {length, width, height};
        Arrays.sort(sides);
        return new int[] {sides[2], sides[1], sides[0]};
    }
}
