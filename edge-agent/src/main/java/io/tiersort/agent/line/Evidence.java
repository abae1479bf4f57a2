// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.identify.CodeType;
import io.tiersort.agent.identify.CodeVerdict;
import io.tiersort.agent.identify.Facts;
import io.tiersort.agent.identify.Identification;
import io.tiersort.agent.plan.Label;
import io.tiersort.agent.plan.Subject;
import io.tiersort.agent.shipment.Customer;
import io.tiersort.agent.shipment.CustomerLookup;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.agent.shipment.Shipment.Flag;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Puts together what is known of a parcel, from the host, its label, the scale and its customer. Pure. */
final class Evidence {
    /** Source of what the host said. */
    static final String HOST = "host";

    /** Source of what only the label says. */
    static final String LABEL = "label";

    private static final String RETURN_SERVICE = "return";

    private final CustomerLookup customers;

    Evidence(CustomerLookup customers) {
        this.customers = customers;
    }

    /** What the rules are to be asked about; {@link Fact.Basis#NONE} when nothing is known. */
    Fact.Basis basis(Parcel parcel, Identification identity) {
        Facts facts = facts(identity);
        if (identity instanceof Identification.Known known) {
            return basis(HOST, parcel, dangerous(known.shipment(), identity), label(carrier(identity), facts));
        }
        if (identity instanceof Identification.Unknown unknown && says(facts)) {
            Label label = label(carrier(unknown.best().type()), facts);
            return basis(LABEL, parcel, dangerous(shipment(facts), identity), label);
        }
        return Fact.Basis.NONE;
    }

    private Fact.Basis basis(String source, Parcel parcel, Shipment shipment, Label label) {
        Customer customer = shipment.customer().isEmpty() ? Customer.UNKNOWN : customers.byId(shipment.customer());
        int[] declared = Subjects.sorted(shipment.lengthMm(), shipment.widthMm(), shipment.heightMm());
        int[] sides = parcel.sides[0] > 0 ? parcel.sides : declared;
        int grams = parcel.weighed ? parcel.grams : shipment.grams();
        Subject subject = new Subject(shipment, label, customer, "", grams, sides[0], sides[1], sides[2]);
        return Subjects.basis(source, subject, parcel.weighed);
    }

    /** What the label says of the delivery; of several labels on a known parcel only what those of its shipment say. */
    private static Facts facts(Identification identity) {
        if (identity instanceof Identification.Unknown unknown) {
            return unknown.facts();
        }
        boolean extra = identity instanceof Identification.Known known && known.extraLabel();
        List<Facts> own = identity.verdicts().stream()
                .filter(verdict -> names(verdict) || (!extra && verdict.role() == CodeVerdict.Role.DROPPED))
                .map(verdict -> verdict.classified().facts())
                .toList();
        return Facts.together(own);
    }

    private static boolean names(CodeVerdict verdict) {
        return verdict.role() == CodeVerdict.Role.BEST || verdict.role() == CodeVerdict.Role.AGREES;
    }

    private static boolean says(Facts facts) {
        return facts.returnLabel() || !(facts.postcode() + facts.country() + facts.route() + facts.service()).isEmpty();
    }

    /** Whatever label it stands on: a declaration of dangerous goods is never overlooked. */
    private static Shipment dangerous(Shipment shipment, Identification identity) {
        boolean declared = identity.verdicts().stream()
                .anyMatch(verdict -> verdict.classified().facts().dangerousGoods());
        if (!declared || shipment.flags().contains(Flag.HAZMAT)) {
            return shipment;
        }
        Set<Flag> flags = EnumSet.of(Flag.HAZMAT);
        flags.addAll(shipment.flags());
        return shipment.flagged(flags);
    }

    private static Shipment shipment(Facts facts) {
        return new Shipment(
                "",
                List.of(),
                "",
                facts.returnLabel() ? RETURN_SERVICE : "",
                Set.of(),
                facts.postcode(),
                facts.country(),
                "",
                "",
                "",
                "",
                0,
                0,
                0,
                0,
                0,
                0,
                Shipment.Status.OPEN);
    }

    private static Label label(String carrier, Facts facts) {
        return new Label(
                carrier, facts.service(), facts.route(), facts.postcode(), facts.country(), facts.returnLabel());
    }

    /** The carrier of the most trustworthy code that names the shipment and is a carrier's. */
    private static String carrier(Identification identity) {
        return identity.verdicts().stream()
                .filter(Evidence::names)
                .map(verdict -> verdict.classified().type())
                .sorted()
                .map(Evidence::carrier)
                .filter(carrier -> !carrier.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static String carrier(CodeType type) {
        return switch (type) {
            case UPS_1Z -> "ups";
            case S10 -> "post";
            case USPS_IMPB -> "usps";
            case DPD -> "dpd";
            case FEDEX -> "fedex";
            case DHL -> "dhl";
            case AMAZON_TBA -> "amazon";
            case SSCC, GS1, LICENCE_PLATE, MAXICODE, TEXT, PRODUCT, SENTINEL -> "";
        };
    }
}
