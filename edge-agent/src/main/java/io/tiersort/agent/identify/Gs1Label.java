// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import io.tiersort.device.event.ScannedCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the elements of a GS1 symbol mean for a parcel: its key and what it says about the delivery. */
final class Gs1Label {
    private Gs1Label() {}

    /** Null when there is no shipment key among the elements. */
    static @Nullable Classified keyed(ScannedCode code, Gs1.Elements elements) {
        String sscc = elements.value("00");
        if (sscc != null) {
            return Classified.strong(code, CodeType.SSCC, sscc, facts(elements), "SSCC, check digit right");
        }
        String gsin = elements.value("402");
        if (gsin != null) {
            return Classified.strong(code, CodeType.GS1, gsin, facts(elements), "GSIN, check digit right");
        }
        String ginc = elements.value("401");
        return ginc == null
                ? null
                : Classified.strong(code, CodeType.GS1, ginc, facts(elements), "GINC, by its application identifier");
    }

    /** For a symbol without a shipment key; it may stand beside another one that has it. */
    static Classified unkeyed(ScannedCode code, Gs1.Elements elements) {
        for (String product : List.of("01", "02", "03", "8006", "8026")) {
            if (elements.value(product) != null) {
                return Classified.dropped(code, CodeType.PRODUCT, Verdict.PRODUCT, "GS1, names goods: AI " + product);
            }
        }
        return Classified.informative(code, CodeType.GS1, facts(elements), "GS1, no shipment key among the elements");
    }

    static Classified invalid(ScannedCode code, CodeType type, Gs1.Invalid fault) {
        Verdict verdict = fault.fault() == Gs1.Fault.CHECK_DIGIT ? Verdict.BAD_CHECKDIGIT : Verdict.BAD_SYNTAX;
        return Classified.dropped(code, type, verdict, "GS1, at " + fault.index() + ": " + fault.reason());
    }

    private static Facts facts(Gs1.Elements elements) {
        if (elements.list().size() == 1 && elements.value("00") != null) {
            return Facts.NONE;
        }
        Facts.Draft facts = new Facts.Draft().warnings(elements.warnings());
        for (Gs1.Element element : elements.list()) {
            fact(facts, element.ai(), element.value());
        }
        return facts.facts();
    }

    private static void fact(Facts.Draft facts, String ai, String value) {
        switch (ai) {
            case "403" -> facts.route(value);
            case "420" -> facts.postcode(value);
            case "421" -> facts.country(Countries.byNumber(value, 0)).postcode(value.substring(3));
            case "4307" -> facts.country(value);
            case "4320" -> facts.service(value);
            case "4321" -> facts.dangerousGoods(value.equals("1"));
            case "4324" -> facts.notBefore(moment(value));
            case "4325" -> facts.notAfter(moment(value));
            default -> {
                if (ai.startsWith("431")) {
                    facts.returnAddress(true);
                }
            }
        }
    }

    /** YYMMDDHHMM as ISO 8601 local time; without a time for 9999, without a day for 00. */
    private static String moment(String value) {
        String month = "20" + value.substring(0, 2) + "-" + value.substring(2, 4);
        if (value.startsWith("00", 4)) {
            return month;
        }
        String day = month + "-" + value.substring(4, 6);
        return value.startsWith("9999", 6) ? day : day + "T" + value.substring(6, 8) + ":" + value.substring(8);
    }
}
