// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

import io.tiersort.agent.shipment.Shipment.Flag;
import io.tiersort.agent.shipment.Shipment.Status;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A shipment in the making, from texts as people and hosts write them. One use, one thread. */
final class ShipmentDraft {
    private static final int TEXT_CHARS_SHOWN = 80;
    private static final Map<String, Flag> FLAGS =
            Arrays.stream(Flag.values()).collect(Collectors.toUnmodifiableMap(Flag::word, flag -> flag));
    private static final Map<String, Status> STATUSES =
            Arrays.stream(Status.values()).collect(Collectors.toUnmodifiableMap(Status::word, status -> status));

    private final ZoneId zone;
    private final Map<ShipmentField, String> texts = new EnumMap<>(ShipmentField.class);
    private final Map<ShipmentField, Long> numbers = new EnumMap<>(ShipmentField.class);
    private List<String> codes = List.of();
    private Set<Flag> flags = Set.of();
    private Status status = Status.OPEN;

    /** @param zone in which times without an offset are meant */
    ShipmentDraft(ZoneId zone) {
        this.zone = zone;
    }

    /** Takes a field; returns what was found and expected instead when the text is wrong, else an empty text. */
    String set(ShipmentField field, String text) {
        String problem = switch (field) {
            case REFERENCE -> word(field, text, ShipmentLimits.KEY_CHARS_MAX, text.isEmpty());
            case SEGMENT, SERVICE, POINT, CUSTOMER, GROUP, COMPARTMENT ->
                word(field, text, ShipmentLimits.KEY_CHARS_MAX, false);
            case POSTCODE -> word(field, text, ShipmentLimits.POSTCODE_CHARS_MAX, false);
            case COUNTRY -> country(text);
            case CODES -> codes(text);
            case FLAGS -> flags(text);
            case PROMISE_BY, NOT_BEFORE -> time(field, text);
            case WEIGHT, LENGTH, WIDTH, HEIGHT -> number(field, text);
            case STATUS -> status(text);
        };
        return problem.isEmpty() ? "" : "found \"" + shortened(text) + "\"; expected " + problem;
    }

    private String word(ShipmentField field, String text, int charsMax, boolean missing) {
        if (missing || text.length() > charsMax || !ShipmentLimits.plain(text)) {
            return (field == ShipmentField.REFERENCE ? "1 to " : "at most ") + charsMax
                    + " characters without control characters and |";
        }
        texts.put(field, text);
        return "";
    }

    private String country(String text) {
        if (!text.isEmpty() && !isCountry(text)) {
            return "two letters A-Z, such as DE";
        }
        texts.put(ShipmentField.COUNTRY, text);
        return "";
    }

    private static boolean isCountry(String text) {
        return text.length() == 2 && isUpper(text.charAt(0)) && isUpper(text.charAt(1));
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private String codes(String text) {
        List<String> found = parts(text);
        boolean good = found.size() <= ShipmentLimits.CODES_MAX
                && found.stream().distinct().count() == found.size()
                && found.stream()
                        .allMatch(code -> !code.isEmpty()
                                && code.length() <= ShipmentLimits.KEY_CHARS_MAX
                                && ShipmentLimits.plain(code));
        if (!good) {
            return "up to " + ShipmentLimits.CODES_MAX + " different codes of 1 to " + ShipmentLimits.KEY_CHARS_MAX
                    + " characters each, separated by |";
        }
        codes = found;
        return "";
    }

    private String flags(String text) {
        Set<Flag> found = EnumSet.noneOf(Flag.class);
        for (String word : parts(text)) {
            Flag flag = FLAGS.get(word);
            if (flag == null) {
                return "flags out of "
                        + Arrays.stream(Flag.values()).map(Flag::word).collect(Collectors.joining(", "))
                        + ", separated by |";
            }
            found.add(flag);
        }
        flags = Set.copyOf(found);
        return "";
    }

    private static List<String> parts(String text) {
        return text.isEmpty() ? List.of() : Arrays.asList(text.split("\\|", -1));
    }

    private String time(ShipmentField field, String text) {
        if (text.isEmpty()) {
            return "";
        }
        Long millis = millis(text);
        if (millis == null || millis < 0) {
            return "a time after 1970 such as 2026-11-22T18:00 or 2026-11-22T18:00:00+01:00";
        }
        numbers.put(field, millis);
        return "";
    }

    private @Nullable Long millis(String text) {
        try {
            boolean offset = text.endsWith("Z") || text.indexOf('+') > 0 || text.lastIndexOf('-') > 7;
            return offset
                    ? OffsetDateTime.parse(text).toInstant().toEpochMilli()
                    : LocalDateTime.parse(text).atZone(zone).toInstant().toEpochMilli();
        } catch (DateTimeParseException | ArithmeticException e) {
            return null;
        }
    }

    private String number(ShipmentField field, String text) {
        if (text.isEmpty()) {
            return "";
        }
        boolean digits = text.length() <= 8 && text.chars().allMatch(c -> c >= '0' && c <= '9');
        if (!digits || Long.parseLong(text) > ShipmentLimits.NUMBER_MAX) {
            return "a whole number, 0 to " + ShipmentLimits.NUMBER_MAX;
        }
        numbers.put(field, Long.valueOf(text));
        return "";
    }

    private String status(String text) {
        Status found = text.isEmpty() ? Status.OPEN : STATUSES.get(text);
        if (found == null) {
            return "one of open, cancelled, closed";
        }
        status = found;
        return "";
    }

    private static String shortened(String text) {
        return text.length() <= TEXT_CHARS_SHOWN ? text : text.substring(0, TEXT_CHARS_SHOWN) + "…";
    }

    /** Whether the one field that every shipment needs was set. */
    boolean hasReference() {
        return texts.containsKey(ShipmentField.REFERENCE);
    }

    /** The shipment; fields that were not set are empty, 0 or open. */
    Shipment build() {
        return new Shipment(
                text(ShipmentField.REFERENCE),
                codes,
                text(ShipmentField.SEGMENT),
                text(ShipmentField.SERVICE),
                flags,
                text(ShipmentField.POSTCODE),
                text(ShipmentField.COUNTRY),
                text(ShipmentField.POINT),
                text(ShipmentField.CUSTOMER),
                text(ShipmentField.GROUP),
                text(ShipmentField.COMPARTMENT),
                number(ShipmentField.PROMISE_BY),
                number(ShipmentField.NOT_BEFORE),
                (int) number(ShipmentField.WEIGHT),
                (int) number(ShipmentField.LENGTH),
                (int) number(ShipmentField.WIDTH),
                (int) number(ShipmentField.HEIGHT),
                status);
    }

    private String text(ShipmentField field) {
        return texts.getOrDefault(field, "");
    }

    private long number(ShipmentField field) {
        return numbers.getOrDefault(field, 0L);
    }
}
