// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.device.Option;
import io.tiersort.device.Option.Parsed;
import java.math.BigDecimal;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Narrower readings of a text than {@link Option.Kind} knows. */
enum Format {
    /** As the kind of the option says. */
    PLAIN("", ""),
    VERSION("1", "1"),
    ID("letters, digits, - and _, at most 64 of them", "[A-Za-z0-9][A-Za-z0-9_-]{0,63}"),
    DATE("a date, such as 2026-12-24", "[0-9]{4}-[0-9]{2}-[0-9]{2}"),
    TIME("a clock time as HH:MM, such as 17:38", "([01][0-9]|2[0-3]):[0-5][0-9]"),
    ZONE("a time zone such as Europe/Berlin", ".+/.+|UTC"),
    DAYS("a day (mon to sun), a range such as mon-fri, or weekend, daily", Days.PATTERN),
    FINE_LENGTH("a length from 1um to 1m, such as 1mm, 0.5mm, 250um", "[0-9.]+ ?(um|mm|cm|m)"),
    VOLUME("a volume with its unit, such as 500ml, 30l, 2m3", "[0-9.]+ ?(ml|l|m3)"),
    FRACTION("a number from 0 to 1, such as 0.02", ""),
    TOPIC("an MQTT topic; {site} and {agent} are filled in", "[^\\u0000]+"),
    FILE("a file name relative to the site directory", "[^/].*"),
    TABLE("the name of a .csv file beside plan.yaml", "[A-Za-z0-9][A-Za-z0-9._-]{0,59}\\.csv"),
    SECRET("the name of a secret: letters, digits, '.', - and _", "[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    private static final Pattern FINE = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(um|mm|cm|m)");
    private static final Map<String, Integer> MICROMETRES = Map.of("um", 1, "mm", 1_000, "cm", 10_000, "m", 1_000_000);
    private static final Pattern BULK = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)\\s*(ml|l|m3)");
    private static final Map<String, Integer> MILLILITRES = Map.of("ml", 1, "l", 1_000, "m3", 1_000_000);
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(?!(?:site|agent|id)\\})[^}]*\\}?");
    private static final int TEXT_MAX = 1024;

    private final String expectation;
    private final String pattern;

    Format(String expectation, String pattern) {
        this.expectation = expectation;
        this.pattern = pattern;
    }

    /** What a person is told to write. */
    String expectation() {
        return expectation;
    }

    /** Regular expression for editors, or an empty text. */
    String pattern() {
        return pattern;
    }

    Parsed parse(String text) {
        if (text.length() > TEXT_MAX) {
            return wrong("expected at most " + TEXT_MAX + " characters");
        }
        return switch (this) {
            case PLAIN -> value(text);
            case VERSION -> version(text);
            case ID, TABLE, SECRET -> text.matches(pattern) ? value(text) : wrong("expected " + expectation);
            case TIME -> text.matches(pattern) ? value(LocalTime.parse(text)) : wrong("expected " + expectation);
            case DATE -> date(text);
            case ZONE -> zone(text);
            case DAYS -> Days.parse(text);
            case FINE_LENGTH -> quantity(FINE, MICROMETRES, 1_000_000, text);
            case VOLUME -> quantity(BULK, MILLILITRES, 1_000_000_000, text);
            case FRACTION -> fraction(text);
            case TOPIC -> topic(text);
            case FILE -> file(text);
        };
    }

    private static Parsed wrong(String problem) {
        return new Parsed(null, problem);
    }

    private static Parsed value(Object value) {
        return new Parsed(value, "");
    }

    private static Parsed version(String text) {
        return text.equals("1") ? value(1L) : wrong("expected 1, the only version this agent reads");
    }

    private static Parsed zone(String text) {
        Set<String> known = ZoneId.getAvailableZoneIds();
        if (known.contains(text)) {
            return value(ZoneId.of(text));
        }
        String close = Suggestion.closest(text, known)
                .map(zone -> "; did you mean \"" + zone + "\"?")
                .orElse("");
        return wrong("expected " + ZONE.expectation + close);
    }

    /** A whole number of the smallest unit, 1 up to {@code largest}. */
    private Parsed quantity(Pattern form, Map<String, Integer> units, long largest, String text) {
        Matcher matcher = form.matcher(text.trim());
        if (!matcher.matches()) {
            return wrong("expected " + expectation);
        }
        BigDecimal factor = BigDecimal.valueOf(units.getOrDefault(matcher.group(2), 1));
        BigDecimal smallest = new BigDecimal(matcher.group(1)).multiply(factor).stripTrailingZeros();
        boolean fits = smallest.scale() <= 0
                && smallest.compareTo(BigDecimal.ONE) >= 0
                && smallest.compareTo(BigDecimal.valueOf(largest)) <= 0;
        return fits ? value(smallest.longValueExact()) : wrong("expected " + expectation);
    }

    private static Parsed date(String text) {
        try {
            return value(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return wrong("expected " + DATE.expectation);
        }
    }

    private static Parsed fraction(String text) {
        boolean fits = DECIMAL.matcher(text).matches() && Double.parseDouble(text) <= 1;
        return fits ? value(Double.parseDouble(text)) : wrong("expected " + FRACTION.expectation);
    }

    private static Parsed topic(String text) {
        Matcher unknown = PLACEHOLDER.matcher(text);
        if (text.isBlank() || unknown.find()) {
            return wrong("expected " + TOPIC.expectation);
        }
        return value(text);
    }

    private static Parsed file(String text) {
        boolean inside = !text.isBlank()
                && !text.startsWith("/")
                && text.indexOf('\0') < 0
                && !("/" + text + "/").contains("/../");
        return inside ? value(text) : wrong("expected " + FILE.expectation + ", without ..");
    }

    /** Days of the week as sites write them. */
    private static final class Days {
        private static final String PATTERN =
                "(mon|tue|wed|thu|fri|sat|sun)(-(mon|tue|wed|thu|fri|sat|sun))?|weekend|daily";
        private static final Map<String, DayOfWeek> NAMES = Map.of(
                "mon", DayOfWeek.MONDAY,
                "tue", DayOfWeek.TUESDAY,
                "wed", DayOfWeek.WEDNESDAY,
                "thu", DayOfWeek.THURSDAY,
                "fri", DayOfWeek.FRIDAY,
                "sat", DayOfWeek.SATURDAY,
                "sun", DayOfWeek.SUNDAY);

        static Parsed parse(String text) {
            if (!text.matches(PATTERN)) {
                return wrong("expected " + DAYS.expectation);
            }
            return value(
                    switch (text) {
                        case "weekend" -> EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
                        case "daily" -> EnumSet.allOf(DayOfWeek.class);
                        default -> range(text);
                    });
        }

        /** A range may run over the end of the week: {@code sat-mon} is three days. */
        private static Set<DayOfWeek> range(String text) {
            int dash = text.indexOf('-');
            DayOfWeek first = NAMES.getOrDefault(dash < 0 ? text : text.substring(0, dash), DayOfWeek.MONDAY);
            DayOfWeek last = NAMES.getOrDefault(text.substring(dash + 1), first);
            Set<DayOfWeek> days = EnumSet.of(first);
            for (DayOfWeek day = first; day != last; day = day.plus(1)) {
                days.add(day.plus(1));
            }
            return days;
        }
    }
}
