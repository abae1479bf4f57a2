// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import io.tiersort.agent.plan.Label;
import io.tiersort.agent.plan.Subject;
import io.tiersort.agent.shipment.Customer;
import io.tiersort.agent.shipment.Shipment;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What a plan is asked about: a shipment, or values given by hand under the names that conditions use. */
final class SubjectText {
    static final Set<String> KEYS = new TreeSet<>(List.of(
            "segment",
            "service",
            "flags",
            "postcode",
            "country",
            "point",
            "carrier",
            "carrier-service",
            "route-code",
            "preferred-point",
            "weight",
            "length",
            "width",
            "height",
            "missed-deliveries",
            "rating",
            "promise-by"));

    private final Map<String, String> values;

    private SubjectText(Map<String, String> values) {
        this.values = values;
    }

    /** A known shipment, not measured, of whose customer nothing is known. */
    static Subject of(Shipment shipment) {
        return new Subject(
                shipment,
                Label.NONE,
                Customer.UNKNOWN,
                "",
                shipment.grams(),
                shipment.lengthMm(),
                shipment.widthMm(),
                shipment.heightMm());
    }

    /** Values given by hand; what is not given is not known. Weight in g, sides in mm, several flags joined by a plus. */
    static Subject of(Map<String, String> values) {
        values.keySet().stream().filter(key -> !KEYS.contains(key)).findFirst().ifPresent(key -> {
            throw new CommandFailed(
                    ExitCodes.USAGE, "--basis: unknown \"" + key + "\"; expected " + String.join(", ", KEYS));
        });
        return new SubjectText(values).subject();
    }

    private Subject subject() {
        Shipment shipment = new Shipment(
                "BASIS",
                List.of(),
                text("segment"),
                text("service"),
                flags(),
                text("postcode"),
                text("country"),
                text("point"),
                "",
                "",
                "",
                promiseBy(),
                0,
                number("weight"),
                number("length"),
                number("width"),
                number("height"),
                Shipment.Status.OPEN);
        Label label = new Label(
                text("carrier"), text("carrier-service"), text("route-code"), text("postcode"), text("country"), false);
        Customer customer = new Customer("", 0, number("missed-deliveries"), number("rating"), text("preferred-point"));
        return new Subject(
                shipment, label, customer, "", number("weight"), number("length"), number("width"), number("height"));
    }

    private String text(String key) {
        return values.getOrDefault(key, "");
    }

    private int number(String key) {
        String text = values.getOrDefault(key, "0");
        if (!text.matches("\\d{1,9}")) {
            throw new CommandFailed(
                    ExitCodes.USAGE, "--basis: " + key + "=" + text + "; expected a whole number of g or mm");
        }
        return Integer.parseInt(text);
    }

    private long promiseBy() {
        String text = text("promise-by");
        return text.isEmpty() ? 0 : Instant.parse(text).toEpochMilli();
    }

    private Set<Shipment.Flag> flags() {
        Set<String> words = Arrays.stream(text("flags").split("\\+", -1))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
        Set<Shipment.Flag> flags = Arrays.stream(Shipment.Flag.values())
                .filter(flag -> words.contains(flag.word()))
                .collect(Collectors.toSet());
        if (flags.size() < words.size()) {
            throw new CommandFailed(
                    ExitCodes.USAGE,
                    "--basis: flags=" + text("flags") + "; expected some of "
                            + Arrays.stream(Shipment.Flag.values())
                                    .map(Shipment.Flag::word)
                                    .toList());
        }
        return flags;
    }
}
