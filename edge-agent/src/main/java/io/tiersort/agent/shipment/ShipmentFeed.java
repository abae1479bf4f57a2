// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

import io.tiersort.agent.shipment.ShipmentChange.Result;
import io.tiersort.cloud.FeedHandler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Shipments as a host sends them: one JSON object per change, or an array of them.
 *
 * <pre>{@code
 * {"op": "upsert", "shipment": {"reference": "A1", "codes": ["003404341"], "promiseBy": "2026-11-22T18:00"}}
 * {"op": "cancel", "reference": "A1"}
 * {"op": "close", "reference": "A1"}
 * {"op": "feedback", "event": {"id": "e-1", "kind": "delivered", "at": "2026-11-22T18:00:00Z", "reference": "A1"}}
 * }</pre>
 *
 * <p>Events of feedback are described at {@link Feedback}.
 */
public final class ShipmentFeed implements FeedHandler {
    private static final int BYTES_MAX = 8 << 20;
    private static final int CHANGES_MAX = 20_000;
    private static final Set<String> OPERATIONS = Set.of("upsert", "cancel", "close", "feedback");

    private final ShipmentBook book;
    private final FeedbackDesk desk;
    private final ZoneId zone;
    private final BiConsumer<String, List<Outcome>> listener;

    /**
     * A feed into a book.
     *
     * @param desk takes the events of feedback
     * @param zone in which times without an offset are meant
     * @param listener given the topic and outcomes of every message that was dealt with, on the book's or the feed's
     *     thread; must not block
     */
    public ShipmentFeed(ShipmentBook book, FeedbackDesk desk, ZoneId zone, BiConsumer<String, List<Outcome>> listener) {
        this.book = book;
        this.desk = desk;
        this.zone = zone;
        this.listener = listener;
    }

    /**
     * What became of one change of a message.
     *
     * @param index place in the array, 0 for a single change
     * @param reference the shipment, or an empty text when it could not be told
     * @param problems why it was rejected, each with its JSON path; empty when accepted
     */
    public record Outcome(int index, String reference, List<String> problems) {
        public Outcome {
            problems = List.copyOf(problems);
        }

        /** True when the change is durable. */
        public boolean accepted() {
            return problems.isEmpty();
        }
    }

    /** Completes when the good changes are durable and the bad ones rejected; fails when it should come again. */
    @Override
    public CompletionStage<Void> handle(String topic, byte[] payload) {
        return take(payload).thenAccept(outcomes -> listener.accept(topic, outcomes));
    }

    /** Makes the changes of a message; one outcome per change, or a single one when it cannot be read at all. */
    public CompletionStage<List<Outcome>> take(byte[] payload) {
        Object message;
        try {
            message = payload.length > BYTES_MAX
                    ? "a message of " + payload.length + " bytes"
                    : Json.decodeValue(Buffer.buffer(payload));
        } catch (DecodeException e) {
            return refuse("$: " + e.getMessage() + "; expected JSON");
        }
        if (message instanceof JsonObject object) {
            return apply(new JsonArray().add(object));
        }
        if (message instanceof JsonArray array && array.size() <= CHANGES_MAX) {
            return apply(array);
        }
        String found = message instanceof JsonArray array ? array.size() + " changes" : shortened(message);
        return refuse("$: found " + found + "; expected a change or an array of up to " + CHANGES_MAX + ", at most "
                + BYTES_MAX + " bytes");
    }

    private static CompletionStage<List<Outcome>> refuse(String problem) {
        return CompletableFuture.completedFuture(List.of(new Outcome(0, "", List.of(problem))));
    }

    /** A change as read, or why it could not be. */
    private record Item(
            @Nullable ShipmentChange change, @Nullable Feedback feedback, String reference, List<String> problems) {
        static Item of(@Nullable ShipmentChange change, String reference, List<String> problems) {
            return new Item(change, null, reference, problems);
        }
    }

    private CompletionStage<List<Outcome>> apply(JsonArray array) {
        List<Item> items = new ArrayList<>();
        List<ShipmentChange> changes = new ArrayList<>();
        List<Feedback> events = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            Item item = item("$[" + i + "]", array.getValue(i));
            items.add(item);
            if (item.change != null) {
                changes.add(item.change);
            }
            if (item.feedback != null) {
                events.add(item.feedback);
            }
        }
        CompletionStage<List<Outcome>> changed = book.apply(changes).thenApply(results -> outcomes(items, results));
        return events.isEmpty() ? changed : changed.thenCombine(desk.take(events), (outcomes, taken) -> outcomes);
    }

    private static List<Outcome> outcomes(List<Item> items, List<Result> results) {
        List<Outcome> outcomes = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < items.size(); i++) {
            Item item = items.get(i);
            List<String> problems = item.problems;
            if (item.change != null) {
                Result result = results.get(next++);
                problems = result.accepted() ? List.of() : List.of("$[" + i + "]: " + result.reason());
            }
            outcomes.add(new Outcome(i, item.reference, problems));
        }
        return outcomes;
    }

    private Item item(String path, @Nullable Object value) {
        List<String> problems = new ArrayList<>();
        if (!(value instanceof JsonObject object)) {
            problems.add(wrong(path, value, "an object with op"));
            return Item.of(null, "", problems);
        }
        if (!(object.getValue("op") instanceof String op) || !OPERATIONS.contains(op)) {
            problems.add(wrong(path + ".op", object.getValue("op"), "one of upsert, cancel, close, feedback"));
            return Item.of(null, "", problems);
        }
        String content = op.equals("upsert") ? "shipment" : op.equals("feedback") ? "event" : "reference";
        for (String key : object.fieldNames()) {
            if (!key.equals("op") && !key.equals(content)) {
                problems.add(wrong(path, key, "only op and " + content));
            }
        }
        String at = path + "." + content;
        Object body = object.getValue(content);
        return switch (op) {
            case "upsert" -> upsert(at, body, problems);
            case "feedback" -> feedback(at, body, problems);
            default -> finish(at, op, body, problems);
        };
    }

    private static Item feedback(String path, @Nullable Object value, List<String> problems) {
        if (!(value instanceof JsonObject event)) {
            problems.add(wrong(path, value, "an object"));
            return Item.of(null, "", problems);
        }
        Feedback feedback = new FeedbackReader(path, event, problems).read();
        String reference = event.getValue("reference") instanceof String text ? text : "";
        return new Item(null, feedback, reference, problems);
    }

    private static Item finish(String path, String op, @Nullable Object value, List<String> problems) {
        if (!(value instanceof String reference) || reference.isEmpty()) {
            problems.add(wrong(path, value, "the reference of a shipment"));
            return Item.of(null, "", problems);
        }
        ShipmentChange change =
                op.equals("cancel") ? new ShipmentChange.Cancel(reference) : new ShipmentChange.Close(reference);
        return Item.of(problems.isEmpty() ? change : null, reference, problems);
    }

    private Item upsert(String path, @Nullable Object value, List<String> problems) {
        if (!(value instanceof JsonObject object)) {
            problems.add(wrong(path, value, "an object"));
            return Item.of(null, "", problems);
        }
        ShipmentDraft draft = new ShipmentDraft(zone);
        for (Map.Entry<String, Object> entry : object) {
            String problem = field(path + "." + entry.getKey(), entry.getKey(), entry.getValue(), draft);
            if (!problem.isEmpty()) {
                problems.add(problem);
            }
        }
        String reference = object.getValue("reference") instanceof String text ? text : "";
        if (!object.containsKey("reference")) {
            problems.add(wrong(path + ".reference", null, "the shipment's own id"));
        }
        return Item.of(problems.isEmpty() ? new ShipmentChange.Upsert(draft.build()) : null, reference, problems);
    }

    private static String field(String path, String key, @Nullable Object value, ShipmentDraft draft) {
        Optional<ShipmentField> field = ShipmentField.ofKey(key);
        if (field.isEmpty()) {
            return wrong(path, value, "fields out of " + ShipmentField.keys());
        }
        if (value == null) {
            return field.get() == ShipmentField.REFERENCE ? wrong(path, null, "the shipment's own id") : "";
        }
        String text = text(field.get(), value);
        if (text == null) {
            return wrong(path, value, kind(field.get()));
        }
        String problem = draft.set(field.get(), text);
        return problem.isEmpty() ? "" : path + ": " + problem;
    }

    private static String kind(ShipmentField field) {
        return switch (field) {
            case CODES, FLAGS -> "an array of texts";
            case WEIGHT, LENGTH, WIDTH, HEIGHT -> "a whole number";
            default -> "a text";
        };
    }

    /** The value as a person would write it in a file, or null when it is of the wrong kind. */
    private static @Nullable String text(ShipmentField field, Object value) {
        return switch (field) {
            case CODES, FLAGS -> value instanceof JsonArray array ? joined(array) : null;
            case WEIGHT, LENGTH, WIDTH, HEIGHT ->
                value instanceof Integer || value instanceof Long ? value.toString() : null;
            default -> value instanceof String text ? text : null;
        };
    }

    private static @Nullable String joined(JsonArray array) {
        List<String> texts = new ArrayList<>();
        for (Object element : array) {
            if (!(element instanceof String text) || text.isEmpty() || text.indexOf('|') >= 0) {
                return null;
            }
            texts.add(text);
        }
        return String.join("|", texts);
    }

    static String wrong(String path, @Nullable Object found, String expected) {
        return path + ": found " + (found == null ? "nothing" : shortened(found)) + "; expected " + expected;
    }

    private static String shortened(Object found) {
        String text = String.valueOf(found);
        return text.length() <= 80 ? text : text.substring(0, 80) + "…";
    }
}
