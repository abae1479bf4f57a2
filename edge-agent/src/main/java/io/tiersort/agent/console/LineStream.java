// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.console;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends the line to every open browser as server-sent events: one snapshot for all, numbered, at a steady pace. A reader that cannot keep
 * up misses snapshots and continues with the newest; nothing is kept for it. A reader that takes nothing for {@link Limits#idle()} is
 * closed by the server's idle limit. Owned by the console's event loop.
 */
final class LineStream {
    private static final Logger LOG = System.getLogger(LineStream.class.getName());
    private static final Buffer RECONNECT_AFTER = Buffer.buffer("retry: 2000\n\n");
    private static final Buffer HEARTBEAT = Buffer.buffer(": alive\n\n");

    private final Supplier<JsonObject> snapshot;
    private final Set<HttpServerResponse> readers = new HashSet<>();
    private long number;
    private boolean failing;

    LineStream(Supplier<JsonObject> snapshot) {
        this.snapshot = snapshot;
    }

    /** Begins to send; the timers belong to the calling verticle and end with it. */
    void start(Vertx vertx, Limits limits) {
        vertx.setPeriodic(limits.snapshotEvery().toMillis(), tick -> sendToAll(nextEvent()));
        vertx.setPeriodic(limits.heartbeatEvery().toMillis(), tick -> sendToAll(HEARTBEAT));
    }

    /** Ends every stream. */
    void close() {
        List.copyOf(readers).forEach(HttpServerResponse::end);
        readers.clear();
    }

    boolean isFull() {
        return readers.size() >= Limits.STREAMS;
    }

    /** Opens a stream on this request, beginning with the newest snapshot. The caller asked {@link #isFull()} before. */
    void join(HttpServerRequest request) {
        HttpServerResponse reader = request.response();
        reader.setChunked(true)
                .setWriteQueueMaxSize(Limits.WAITING_BYTES)
                .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .exceptionHandler(broken -> readers.remove(reader))
                .closeHandler(gone -> readers.remove(reader));
        readers.add(reader);
        send(reader, RECONNECT_AFTER);
        Buffer event = nextEvent();
        if (event != null) {
            send(reader, event);
        }
    }

    private void sendToAll(@Nullable Buffer event) {
        if (event == null) {
            return;
        }
        for (HttpServerResponse reader : List.copyOf(readers)) {
            if (!reader.writeQueueFull()) {
                send(reader, event);
            }
        }
    }

    private void send(HttpServerResponse reader, Buffer event) {
        reader.write(event).onFailure(broken -> readers.remove(reader));
    }

    /** The newest snapshot, or null when nobody reads or the model failed; a page without news marks itself stale. */
    private @Nullable Buffer nextEvent() {
        if (readers.isEmpty()) {
            return null;
        }
        number++;
        try {
            String data = snapshot.get().encode();
            failing = false;
            return Buffer.buffer("id: " + number + "\nevent: line\ndata: " + data + "\n\n");
        } catch (RuntimeException e) {
            if (!failing) {
                LOG.log(Level.WARNING, "console snapshot failed; open pages are stale; report this with the log", e);
            }
            failing = true;
            return null;
        }
    }
}
