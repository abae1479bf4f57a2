// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.line.Input;
import io.tiersort.agent.line.LineLayout;
import io.tiersort.cloud.FeedHandler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Bags, cages and trolleys as a hand-held scanner binds them to chutes: one object in a message of its own. An empty
 * container takes away what is bound. Every other message goes to the next handler.
 *
 * <pre>{@code
 * {"op": "bind", "line": "L1", "chute": 4, "container": "BAG-1"}
 * }</pre>
 */
final class ContainerFeed implements FeedHandler {
    /** Longer messages are not looked at: a binding is one line. */
    private static final int BYTES_MAX = 4_096;

    private static final int CONTAINER_MAX = 64;
    private static final Set<String> KEYS = Set.of("op", "line", "chute", "container");

    private final Target target;
    private final Listener listener;
    private final FeedHandler next;

    /** The lines that containers are bound at. */
    interface Target {
        /** Layout of a line, or empty when there is none of this id. */
        Optional<LineLayout> layout(String line);

        /** Hands the binding to the line; {@code durable} runs when it is in the journal. */
        void bind(String line, Input.ContainerBound binding, Runnable durable);
    }

    /** Told what became of each binding; {@code problems} is empty when it is durable. Must not block. */
    @FunctionalInterface
    interface Listener {
        void answered(String topic, String container, List<String> problems);
    }

    ContainerFeed(Target target, Listener listener, FeedHandler next) {
        this.target = target;
        this.listener = listener;
        this.next = next;
    }

    /** A binding completes when it is durable or rejected. */
    @Override
    public CompletionStage<Void> handle(String topic, byte[] payload) {
        JsonObject message = binding(payload);
        if (message == null) {
            return next.handle(topic, payload);
        }
        List<String> problems = problems(message);
        String container = message.getValue("container") instanceof String text ? text : "";
        if (!problems.isEmpty()) {
            listener.answered(topic, container, problems);
            return CompletableFuture.completedFuture(null);
        }
        CompletableFuture<Void> durable = new CompletableFuture<>();
        Input.ContainerBound bound = new Input.ContainerBound(message.getInteger("chute"), container);
        target.bind(message.getString("line"), bound, () -> {
            listener.answered(topic, container, List.of());
            durable.complete(null);
        });
        return durable;
    }

    private static @Nullable JsonObject binding(byte[] payload) {
        if (payload.length > BYTES_MAX) {
            return null;
        }
        try {
            Object message = Json.decodeValue(Buffer.buffer(payload));
            return message instanceof JsonObject object && "bind".equals(object.getValue("op")) ? object : null;
        } catch (DecodeException unreadable) {
            // The next handler says what is wrong with it.
            return null;
        }
    }

    private List<String> problems(JsonObject message) {
        List<String> problems = new ArrayList<>();
        message.fieldNames().stream()
                .filter(key -> !KEYS.contains(key))
                .forEach(key -> problems.add("$." + key + ": unknown key; expected only op, line, chute, container"));
        Optional<LineLayout> layout =
                message.getValue("line") instanceof String id ? target.layout(id) : Optional.empty();
        if (layout.isEmpty()) {
            problems.add("$.line: found " + message.getValue("line") + "; expected the id of a line");
        }
        boolean chute = message.getValue("chute") instanceof Integer number
                && layout.stream().flatMap(line -> line.chutes().stream()).anyMatch(each -> each.number() == number);
        if (!chute) {
            problems.add(
                    "$.chute: found " + message.getValue("chute") + "; expected the number of a chute of the line");
        }
        if (!(message.getValue("container") instanceof String container) || container.length() > CONTAINER_MAX) {
            problems.add("$.container: expected a text of at most " + CONTAINER_MAX
                    + " characters; an empty one takes away what is bound");
        }
        return problems;
    }
}
