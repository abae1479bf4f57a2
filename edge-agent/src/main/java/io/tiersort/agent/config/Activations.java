// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Who asked for which plan, when and why, and what the agent answered. {@code wanted} holds the newest request and is
 * replaced by whoever asks; {@code history} gets one line for each answer, is only ever appended to, and only by the
 * agent. What runs is therefore the last answer that says so, whatever is asked meanwhile. Blocking; any thread.
 */
public final class Activations {
    private static final String WANTED = "wanted";
    private static final String HISTORY = "history";

    private final Path root;

    Activations(Path root) {
        this.root = root;
    }

    /**
     * The wish that a kept plan runs.
     *
     * @param serial counts the requests of a data folder, 1 and up; 0 for what a start did without being asked
     * @param at milliseconds since 1970 UTC
     * @param by who asked
     */
    public record Request(long serial, long at, String id, int revision, String hash, String by, String reason) {
        /** True for the same content under the same number. */
        public boolean sameAs(Request other) {
            return id.equals(other.id) && revision == other.revision && hash.equals(other.hash);
        }

        JsonObject json() {
            return new JsonObject()
                    .put("serial", serial)
                    .put("asked", at)
                    .put("plan", id)
                    .put("revision", revision)
                    .put("hash", hash)
                    .put("by", by)
                    .put("reason", reason);
        }

        static Request of(JsonObject json) {
            return new Request(
                    json.getLong("serial"),
                    json.getLong("asked"),
                    json.getString("plan"),
                    json.getInteger("revision"),
                    json.getString("hash"),
                    json.getString("by"),
                    json.getString("reason"));
        }
    }

    /**
     * An answer.
     *
     * @param at milliseconds since 1970 UTC
     * @param active true when the plan runs since then, false when it was refused and nothing changed
     * @param detail why it was refused, or an empty text
     */
    public record Answer(Request request, long at, boolean active, String detail) {
        /** For machines. */
        public JsonObject json() {
            return request.json().put("at", at).put("active", active).put("detail", detail);
        }

        private static Answer of(JsonObject json) {
            return new Answer(
                    Request.of(json), json.getLong("at"), json.getBoolean("active"), json.getString("detail"));
        }
    }

    /** The newest request. */
    public Optional<Request> wanted() throws IOException {
        Path file = root.resolve(WANTED);
        return Files.isRegularFile(file) ? read(Files.readString(file)).map(Request::of) : Optional.empty();
    }

    /** The newest request when nobody has answered it yet. */
    public Optional<Request> unanswered() throws IOException {
        Optional<Request> wanted = wanted();
        return wanted.isPresent() && wanted.get().serial() > lastSerial(history()) ? wanted : Optional.empty();
    }

    /** Every answer, oldest first; a line that a power cut left unfinished does not count. */
    public List<Answer> history() throws IOException {
        Path file = root.resolve(HISTORY);
        List<Answer> answers = new ArrayList<>();
        if (Files.isRegularFile(file)) {
            for (String line : Files.readAllLines(file)) {
                read(line).map(Answer::of).ifPresent(answers::add);
            }
        }
        return answers;
    }

    /** What runs, or ran last. */
    public Optional<Answer> active() throws IOException {
        return activeAt(Long.MAX_VALUE);
    }

    /** What ran at some moment, milliseconds since 1970 UTC. */
    public Optional<Answer> activeAt(long millis) throws IOException {
        return history().stream()
                .filter(answer -> answer.active() && answer.at() <= millis)
                .reduce((first, second) -> second);
    }

    /** Asks for a kept plan; durable when this returns. */
    public Request ask(long at, PlanStore.Revision revision, String by, String reason) throws IOException {
        long serial = 1 + Math.max(wanted().map(Request::serial).orElse(0L), lastSerial(history()));
        Request request = new Request(serial, at, revision.id(), revision.number(), revision.hash(), by, reason);
        Durable.replace(root.resolve(WANTED), request.json().encode() + "\n");
        Durable.sync(root);
        return request;
    }

    /** Writes an answer down; durable when this returns. Only for the agent that runs on the data folder. */
    public void answer(Answer answer) throws IOException {
        Files.createDirectories(root);
        try (FileChannel file = FileChannel.open(
                root.resolve(HISTORY),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.APPEND)) {
            // Begins a line of its own, in case the line before was never finished.
            String line = (file.size() == 0 ? "" : "\n") + answer.json().encode();
            file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
            file.force(true);
        }
        Durable.sync(root);
    }

    private static long lastSerial(List<Answer> answers) {
        return answers.stream()
                .mapToLong(answer -> answer.request().serial())
                .max()
                .orElse(0);
    }

    private static Optional<JsonObject> read(String line) {
        try {
            JsonObject json = new JsonObject(line);
            return json.containsKey("serial") && json.containsKey("hash") ? Optional.of(json) : Optional.empty();
        } catch (DecodeException unfinished) {
            return Optional.empty();
        }
    }
}
