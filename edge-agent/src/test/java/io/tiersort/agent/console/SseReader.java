// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.console;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Reads an event stream byte by byte, only when asked; asks in HTTP/1.0, so that no chunk sizes stand between the lines. */
final class SseReader implements AutoCloseable {
    private final Socket socket;
    private final BufferedReader lines;
    private final String status;

    /** One event; a comment has number 0 and its text as data. */
    record Event(long number, String type, String data) {
        JsonObject json() {
            return new JsonObject(data);
        }
    }

    SseReader(int port) throws IOException {
        socket = Caller.connect(port);
        socket.getOutputStream().write("GET /api/stream HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        lines = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8), 512);
        status = String.valueOf(lines.readLine());
        String header;
        do {
            header = lines.readLine();
        } while (header != null && !header.isEmpty());
    }

    String status() {
        return status;
    }

    /** The next event or comment; empty at the end of the stream. */
    Optional<Event> next() throws IOException {
        long number = 0;
        String type = "";
        String line = lines.readLine();
        while (line != null) {
            if (line.startsWith(":")) {
                return Optional.of(new Event(0, "comment", line));
            } else if (line.startsWith("id: ")) {
                number = Long.parseLong(line.substring("id: ".length()));
            } else if (line.startsWith("event: ")) {
                type = line.substring("event: ".length());
            } else if (line.startsWith("data: ")) {
                return Optional.of(new Event(number, type, line.substring("data: ".length())));
            }
            line = lines.readLine();
        }
        return Optional.empty();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
