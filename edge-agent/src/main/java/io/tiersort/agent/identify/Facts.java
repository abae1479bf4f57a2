// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * What a label says about its parcel, without any help from the host. Empty texts mean "does not say".
 *
 * @param postcode of the delivery address, as on the label, without blanks
 * @param country of the delivery address, ISO 3166 alpha-2
 * @param origin country whose post issued the number (S10), ISO 3166 alpha-2; no hint where the parcel goes
 * @param route carrier's own routing code (AI 403)
 * @param service carrier's own service code, such as the two characters in a UPS number
 * @param notBefore earliest delivery, local time {@code yyyy-MM-ddTHH:mm} (AI 4324); only the date when the label says 9999 for the time, only
 *     year and month when it says day 00
 * @param notAfter latest delivery, same form (AI 4325)
 * @param dangerousGoods declared as dangerous (AI 4321)
 * @param returnLabel a label for sending goods back, such as UPS service 90
 * @param returnAddress carries an address for undeliverable parcels (AI 4310 to 4319); outbound labels do so too
 * @param warnings GS1 rules of association that the label breaks; such a label is used all the same
 */
public record Facts(
        String postcode,
        String country,
        String origin,
        String route,
        String service,
        String notBefore,
        String notAfter,
        boolean dangerousGoods,
        boolean returnLabel,
        boolean returnAddress,
        List<String> warnings) {
    /** A label that says nothing. */
    public static final Facts NONE = new Draft().facts();

    public Facts {
        warnings = List.copyOf(warnings);
    }

    static Facts service(String service) {
        return new Draft().service(service).facts();
    }

    /**
     * What the symbols of one parcel say together, whatever their order. Where they contradict each other the result says
     * nothing; a postcode that continues the others, such as ZIP+4 after ZIP, is the better one.
     */
    public static Facts together(List<Facts> all) {
        List<Facts> saying = all.stream().filter(facts -> !facts.equals(NONE)).toList();
        if (saying.size() < 2) {
            return saying.isEmpty() ? NONE : saying.get(0);
        }
        return new Draft()
                .postcode(longest(saying))
                .country(agreed(saying, Facts::country))
                .origin(agreed(saying, Facts::origin))
                .route(agreed(saying, Facts::route))
                .service(agreed(saying, Facts::service))
                .notBefore(agreed(saying, Facts::notBefore))
                .notAfter(agreed(saying, Facts::notAfter))
                .dangerousGoods(saying.stream().anyMatch(Facts::dangerousGoods))
                .returnLabel(saying.stream().anyMatch(Facts::returnLabel))
                .returnAddress(saying.stream().anyMatch(Facts::returnAddress))
                .warnings(saying.stream()
                        .flatMap(facts -> facts.warnings.stream())
                        .distinct()
                        .sorted()
                        .toList())
                .facts();
    }

    private static String agreed(List<Facts> all, Function<Facts, String> field) {
        List<String> values = all.stream()
                .map(field)
                .filter(value -> !value.isEmpty())
                .distinct()
                .toList();
        return values.size() == 1 ? values.get(0) : "";
    }

    private static String longest(List<Facts> all) {
        String longest = all.stream()
                .map(Facts::postcode)
                .max(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()))
                .orElse("");
        return all.stream().allMatch(facts -> longest.startsWith(facts.postcode)) ? longest : "";
    }

    /** Facts in the making; for one thread. */
    static final class Draft {
        private String postcode = "";
        private String country = "";
        private String origin = "";
        private String route = "";
        private String service = "";
        private String notBefore = "";
        private String notAfter = "";
        private boolean dangerousGoods;
        private boolean returnLabel;
        private boolean returnAddress;
        private List<String> warnings = List.of();

        Draft postcode(String value) {
            postcode = value;
            return this;
        }

        Draft country(String value) {
            country = value;
            return this;
        }

        Draft origin(String value) {
            origin = value;
            return this;
        }

        Draft route(String value) {
            route = value;
            return this;
        }

        Draft service(String value) {
            service = value;
            return this;
        }

        Draft notBefore(String value) {
            notBefore = value;
            return this;
        }

        Draft notAfter(String value) {
            notAfter = value;
            return this;
        }

        Draft dangerousGoods(boolean value) {
            dangerousGoods = value;
            return this;
        }

        Draft returnLabel(boolean value) {
            returnLabel = value;
            return this;
        }

        Draft returnAddress(boolean value) {
            returnAddress = value;
            return this;
        }

        Draft warnings(List<String> value) {
            warnings = value;
            return this;
        }

        Facts facts() {
            return new Facts(
                    postcode,
                    country,
                    origin,
                    route,
                    service,
                    notBefore,
                    notAfter,
                    dangerousGoods,
                    returnLabel,
                    returnAddress,
                    warnings);
        }
    }
}
