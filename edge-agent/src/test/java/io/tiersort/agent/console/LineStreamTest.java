// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.console.SampleModel.Scene;
import io.tiersort.agent.console.SseReader.Event;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The event stream as a browser sees it: fast ones, slow ones and too many of them. */
class LineStreamTest {
    private static final Duration IDLE = Duration.ofMillis(1200);
    private static final Duration NEVER = Duration.ofHours(1);
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z"));

    private final List<ConsoleServer> servers = new ArrayList<>();
    private final SampleModel model = new SampleModel(CLOCK, Scene.CALM, 20);
    private Vertx vertx;

    @BeforeEach
    void open() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void close() throws Exception {
        for (ConsoleServer server : servers) {
            await(server.close());
        }
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.await(10, TimeUnit.SECONDS);
    }

    private int serve(ConsoleModel shown, Duration snapshotEvery, Duration heartbeatEvery) throws Exception {
        Limits limits = new Limits(snapshotEvery, heartbeatEvery, IDLE);
        ConsoleServer server = new ConsoleServer(vertx, new ConsoleSettings("127.0.0.1", 0), shown, limits);
        servers.add(server);
        return await(server.start());
    }

    @Test
    void aStreamBeginsAtOnceAndGoesOnInOrder() throws Exception {
        int port = serve(model, Duration.ofMillis(10), NEVER);
        try (SseReader reader = new SseReader(port)) {
            long first = 0;
            for (int i = 0; i < 5; i++) {
                Event event = reader.next().orElseThrow();
                first = i == 0 ? event.number() : first;
                assertEquals("line", event.type());
                assertEquals(first + i, event.number());
                assertEquals("city-hub", event.json().getString("site"));
            }
        }
    }

    @Test
    void theStandardPaceIsFourSnapshotsASecond() {
        assertEquals(Duration.ofMillis(250), Limits.standard().snapshotEvery());
        assertEquals(Duration.ofSeconds(15), Limits.standard().heartbeatEvery());
        assertEquals(Duration.ofSeconds(30), Limits.standard().idle());
    }

    @Test
    void anIdleConnectionIsClosedButAStreamIsNot() throws Exception {
        int port = serve(model, Duration.ofMillis(100), NEVER);
        try (SseReader reader = new SseReader(port);
                Socket idle = Caller.connect(port)) {
            long began = System.nanoTime();
            assertEquals(-1, idle.getInputStream().read());
            assertTrue(System.nanoTime() - began > IDLE.toNanos() / 2, "closed before its time");
            long beyond = 2 * IDLE.toMillis() / 100;
            long number;
            do {
                number = reader.next().orElseThrow().number();
            } while (number < beyond);
            assertTrue(number >= beyond);
        }
    }

    @Test
    void aStreamEndsWhenTheConsoleCloses() throws Exception {
        int port = serve(model, NEVER, NEVER);
        try (SseReader reader = new SseReader(port)) {
            assertTrue(reader.next().isPresent());
            await(servers.get(0).close());
            assertTrue(reader.next().isEmpty());
        }
    }

    @Test
    void aSilentStreamIsKeptOpenByAComment() throws Exception {
        int port = serve(model, NEVER, Duration.ofMillis(20));
        try (SseReader reader = new SseReader(port)) {
            assertEquals("line", reader.next().orElseThrow().type());
            assertEquals(": alive", reader.next().orElseThrow().data());
        }
    }

    @Test
    void theStreamAfterTheLastIsRefusedUntilOneLeaves() throws Exception {
        int port = serve(model, Duration.ofMillis(50), NEVER);
        Caller caller = new Caller(port);
        List<SseReader> readers = new ArrayList<>();
        try {
            for (int i = 0; i < Limits.STREAMS; i++) {
                readers.add(new SseReader(port));
            }
            HttpResponse<byte[]> refused = caller.get("/api/stream");
            assertEquals(503, refused.statusCode());
            assertEquals("30", Caller.header(refused, "retry-after"));
            assertTrue(Caller.text(refused).contains("Close a page"), Caller.text(refused));
            readers.remove(0).close();
            Deadline.within(Duration.ofSeconds(5), "the place is free again", () -> isAccepted(port));
        } finally {
            for (SseReader reader : readers) {
                reader.close();
            }
        }
    }

    private static boolean isAccepted(int port) throws IOException {
        try (SseReader reader = new SseReader(port)) {
            return reader.status().contains(" 200 ");
        }
    }

    @Test
    void aSlowReaderMissesSnapshotsAndContinuesWithTheNewest() throws Exception {
        SampleModel heavy = new SampleModel(CLOCK, Scene.CALM, 20) {
            @Override
            public JsonObject line() {
                return super.line().put("ballast", "x".repeat(200_000));
            }
        };
        int port = serve(heavy, Duration.ofMillis(2), NEVER);
        int enough = 200;
        try (SseReader slow = new SseReader(port)) {
            Deadline.within(Duration.ofSeconds(20), "many snapshots are made", () -> heavy.asked.get() >= enough);
            List<Long> numbers = new ArrayList<>();
            do {
                numbers.add(slow.next().orElseThrow().number());
            } while (numbers.get(numbers.size() - 1) < enough);
            assertTrue(numbers.size() < enough / 2, "snapshots were kept for a slow reader: " + numbers);
        }
    }

    @Test
    void aModelThatFailsOnceDoesNotEndTheStream() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        SampleModel failing = new SampleModel(CLOCK, Scene.CALM, 20) {
            @Override
            public JsonObject line() {
                JsonObject line = super.line();
                if (broken.get()) {
                    throw new IllegalStateException("made up");
                }
                return line;
            }
        };
        int port = serve(failing, Duration.ofMillis(5), NEVER);
        try (SseReader reader = new SseReader(port)) {
            Deadline.within(Duration.ofSeconds(5), "some snapshots failed", () -> failing.asked.get() > 3);
            broken.set(false);
            assertTrue(reader.next().orElseThrow().number() > 3);
        }
    }
}
