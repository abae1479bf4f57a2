// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Entry point of the processes of the benchmark. Each reads one order per line on standard input and answers each with
 * one line of JSON; it ends when its input ends, so that none outlives the benchmark, however that ended.
 */
public final class Part {
    private Part() {}

    /** What one process does. */
    interface Role extends AutoCloseable {
        /** Said once, when everything runs. */
        JsonObject began();

        /** Does what is asked. */
        JsonObject answer(JsonObject order) throws IOException;

        @Override
        void close() throws IOException;
    }

    /** {@code arguments}: the role and, as JSON, what it needs to know. */
    public static void main(String[] arguments) throws IOException {
        JsonObject setup = new JsonObject(arguments[1]);
        try (Role role = role(arguments[0], setup);
                BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
                OutputStream answers = new FileOutputStream(FileDescriptor.out)) {
            say(answers, role.began());
            String order;
            while ((order = orders.readLine()) != null) {
                say(answers, role.answer(new JsonObject(order)));
            }
        }
    }

    private static Role role(String name, JsonObject setup) throws IOException {
        return switch (name) {
            case "player" -> new Player(setup.getInteger("scanners"), setup.getInteger("shipments"));
            case "relay" -> new Relay(setup.getInteger("plc"), setup.getJsonArray("scanners", new JsonArray()));
            case "receiver" -> new Receiver();
            case "agent" -> AgentPart.start(Path.of(setup.getString("site")), Path.of(setup.getString("data")));
            case "import" ->
                ImportPart.run(
                        Path.of(setup.getString("file")),
                        Path.of(setup.getString("data")),
                        setup.getInteger("shipments"));
            default -> throw new IllegalArgumentException("no such part of the benchmark: " + name);
        };
    }

    private static void say(OutputStream out, JsonObject answer) throws IOException {
        out.write((answer.encode() + "\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
    }
}
