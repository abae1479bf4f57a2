// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One setting: the single description from which binding errors, the JSON schema, the reference and samples are made.
 *
 * @param name kebab-case key
 * @param fallback the default as a person writes it, or null
 * @param required true when a value must be given
 * @param min smallest number allowed, in the base unit of the kind (count, ms, mm, g, mm/s, bytes)
 * @param max largest number allowed
 * @param choices allowed texts of a {@link Kind#CHOICE}
 * @param doc one sentence: what it means, when a change applies
 */
public record Option(
        String name,
        Kind kind,
        @Nullable String fallback,
        boolean required,
        long min,
        long max,
        List<String> choices,
        String doc) {
    private static final Pattern QUANTITY = Pattern.compile("(-?\\d+(?:\\.\\d+)?)\\s*([A-Za-z/]*)");

    /** What a value is; units are written with the number. */
    public enum Kind {
        TEXT("a text"),
        HOST("a host name or IP address"),
        INTEGER("a whole number"),
        FLAG("true or false"),
        DURATION("a duration with its unit, such as 250ms, 5s, 2min"),
        LENGTH("a length with its unit, such as 1200mm, 1.2m"),
        MASS("a mass with its unit, such as 500g, 2.5kg"),
        SPEED("a speed with its unit, such as 1500mm/s, 1.5m/s"),
        SIZE("a size with its unit, such as 4KiB, 256MiB"),
        CHOICE("one of the known words"),
        TEXTS("a list of texts"),
        SECRET("a reference to a secret");

        private final String expectation;

        Kind(String expectation) {
            this.expectation = expectation;
        }

        /** What a person is told to write. */
        public String expectation() {
            return expectation;
        }
    }

    /** A parsed value, or what was expected instead. Exactly one is present. */
    public record Parsed(@Nullable Object value, String problem) {
        static Parsed of(Object value) {
            return new Parsed(value, "");
        }

        static Parsed wrong(String problem) {
            return new Parsed(null, problem);
        }
    }

    public Option {
        choices = List.copyOf(choices);
    }

    /** An option with a value that must be given. */
    public static Option required(String name, Kind kind, String doc) {
        return new Option(name, kind, null, true, 0, Integer.MAX_VALUE, List.of(), doc);
    }

    /** An option with a default. */
    public static Option optional(String name, Kind kind, String fallback, String doc) {
        return new Option(name, kind, fallback, false, 0, Integer.MAX_VALUE, List.of(), doc);
    }

    /** An option that may be left out altogether. */
    public static Option absent(String name, Kind kind, String doc) {
        return new Option(name, kind, null, false, 0, Integer.MAX_VALUE, List.of(), doc);
    }

    /** The same option with other bounds, in the base unit of its kind. */
    public Option within(long smallest, long largest) {
        return new Option(name, kind, fallback, required, smallest, largest, choices, doc);
    }

    /** The same option, restricted to these words. */
    public Option oneOf(String... words) {
        return new Option(name, Kind.CHOICE, fallback, required, min, max, Arrays.asList(words), doc);
    }

    /** Reads a value as a person wrote it; {@link Parsed#problem} says what was expected. Lists are comma-separated. */
    public Parsed parse(String text) {
        return switch (kind) {
            case TEXT, HOST, SECRET ->
                text.isBlank() && kind == Kind.HOST ? Parsed.wrong("expected " + kind.expectation) : Parsed.of(text);
            case CHOICE ->
                choices.contains(text)
                        ? Parsed.of(text)
                        : Parsed.wrong("expected one of " + String.join(", ", choices));
            case FLAG ->
                text.equals("true") || text.equals("false")
                        ? Parsed.of(Boolean.valueOf(text))
                        : Parsed.wrong("expected true or false");
            case TEXTS ->
                Parsed.of(
                        text.isEmpty()
                                ? List.of()
                                : Arrays.stream(text.split(",", -1))
                                        .map(String::trim)
                                        .toList());
            case INTEGER, DURATION, LENGTH, MASS, SPEED, SIZE -> quantity(text);
        };
    }

    private Parsed quantity(String text) {
        Matcher matcher = QUANTITY.matcher(text.trim());
        if (!matcher.matches()) {
            return Parsed.wrong("expected " + kind.expectation);
        }
        double factor = factor(matcher.group(2));
        if (Double.isNaN(factor)) {
            return Parsed.wrong("expected " + kind.expectation
                    + (matcher.group(2).isEmpty() ? "; the unit is missing" : "; unknown unit " + matcher.group(2)));
        }
        double base = Double.parseDouble(matcher.group(1)) * factor;
        if (base != Math.rint(base)) {
            return Parsed.wrong("expected a whole number" + (baseUnit().isEmpty() ? "" : " of " + baseUnit()));
        }
        if (base < min || base > max) {
            return Parsed.wrong(("expected " + min + " to " + max + " " + baseUnit()).strip());
        }
        return Parsed.of(kind == Kind.DURATION ? (Object) Duration.ofMillis((long) base) : (Object) (long) base);
    }

    private String baseUnit() {
        return switch (kind) {
            case DURATION -> "ms";
            case LENGTH -> "mm";
            case MASS -> "g";
            case SPEED -> "mm/s";
            case SIZE -> "bytes";
            default -> "";
        };
    }

    private double factor(String unit) {
        String key = kind.name() + ":" + unit.toLowerCase(Locale.ROOT);
        return switch (key) {
            case "INTEGER:" -> 1;
            case "DURATION:ms", "LENGTH:mm", "MASS:g", "SPEED:mm/s", "SIZE:b" -> 1;
            case "DURATION:s", "LENGTH:m", "MASS:kg", "SPEED:m/s" -> 1_000;
            case "DURATION:min" -> 60_000;
            case "DURATION:h" -> 3_600_000;
            case "LENGTH:cm" -> 10;
            case "SIZE:kib" -> 1024;
            case "SIZE:mib" -> 1024 * 1024;
            default -> Double.NaN;
        };
    }
}
