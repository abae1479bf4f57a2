// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

import io.tiersort.agent.shipment.Feedback.Kind;
import io.vertx.core.json.JsonObject;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads one event of a feed; what is wrong with it is told with its place. One event per reader. */
final class FeedbackReader {
    private static final Map<String, Kind> KINDS =
            Arrays.stream(Kind.values()).collect(Collectors.toUnmodifiableMap(Kind::word, kind -> kind));
    private static final Set<String> COMMON = Set.of("id", "kind", "at", "reference", "customer");
    private static final Map<Kind, String> OWN =
            Map.of(Kind.RATING, "rating", Kind.RETURN_REASON, "reason", Kind.PREFERENCE, "point");
    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");
    private static final int RATING_MAX = 5;

    private final String path;
    private final JsonObject event;
    private final List<String> problems;

    /** @param problems takes what is wrong, each with its place */
    FeedbackReader(String path, JsonObject event, List<String> problems) {
        this.path = path;
        this.event = event;
        this.problems = problems;
    }

    /** The event, or null when something is wrong with it. */
    @Nullable
    Feedback read() {
        Kind kind = event.getValue("kind") instanceof String word ? KINDS.get(word) : null;
        if (kind == null) {
            wrong("kind", "one of " + new TreeSet<>(KINDS.keySet()));
            return null;
        }
        known(kind);
        Feedback read = new Feedback(
                key("id", true),
                kind,
                time(),
                key("reference", kind != Kind.PREFERENCE && kind != Kind.RATING),
                key("customer", kind == Kind.PREFERENCE),
                kind == Kind.RATING ? rating() : 0,
                kind == Kind.RETURN_REASON
                        ? text("reason", WORD.asMatchPredicate(), "1 to 32 of a-z, 0-9 and hyphen")
                        : "",
                kind == Kind.PREFERENCE ? key("point", false) : "");
        if (read.reference().isEmpty() && read.customer().isEmpty() && problems.isEmpty()) {
            wrong("reference", "a reference or a customer");
        }
        return problems.isEmpty() ? read : null;
    }

    private void known(Kind kind) {
        String own = OWN.getOrDefault(kind, "");
        for (String field : event.fieldNames()) {
            if (!COMMON.contains(field) && !field.equals(own)) {
                wrong(field, "fields of " + kind.word() + ": " + new TreeSet<>(COMMON) + " " + own);
            }
        }
    }

    private String key(String field, boolean needed) {
        if (event.getValue(field) == null && !needed) {
            return "";
        }
        return text(
                field,
                text -> (!needed || !text.isEmpty())
                        && text.length() <= ShipmentLimits.KEY_CHARS_MAX
                        && ShipmentLimits.plain(text),
                (needed ? 1 : 0) + " to " + ShipmentLimits.KEY_CHARS_MAX + " plain characters");
    }

    private String text(String field, Predicate<String> right, String expected) {
        if (event.getValue(field) instanceof String text && right.test(text)) {
            return text;
        }
        wrong(field, expected);
        return "";
    }

    private long time() {
        try {
            long millis = event.getValue("at") instanceof String text
                    ? OffsetDateTime.parse(text).toInstant().toEpochMilli()
                    : -1;
            if (millis >= 0) {
                return millis;
            }
        } catch (DateTimeParseException | ArithmeticException unreadable) {
            // Told below like any other wrong value.
        }
        wrong("at", "a time after 1970 with its offset such as 2026-11-22T18:00:00+01:00");
        return 0;
    }

    private int rating() {
        if (event.getValue("rating") instanceof Integer rating && rating >= 1 && rating <= RATING_MAX) {
            return rating;
        }
        wrong("rating", "a whole number, 1 to " + RATING_MAX);
        return 0;
    }

    private void wrong(String field, String expected) {
        problems.add(ShipmentFeed.wrong(path + "." + field, event.getValue(field), expected));
    }
}
