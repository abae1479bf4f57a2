// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.console.SampleModel.Scene;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every route of the console, over real sockets. */
class ConsoleServerTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T10:00:00Z"));

    private final SampleModel model = new SampleModel(CLOCK, Scene.CALM, 120);
    private Vertx vertx;
    private ConsoleServer server;
    private Caller caller;

    @BeforeEach
    void open() throws Exception {
        vertx = Vertx.vertx();
        server = new ConsoleServer(vertx, new ConsoleSettings("127.0.0.1", 0), model);
        caller = new Caller(await(server.start()));
    }

    @AfterEach
    void close() throws Exception {
        await(server.close());
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.await(10, TimeUnit.SECONDS);
    }

    @Test
    void theLineIsDeliveredAsJson() throws Exception {
        HttpResponse<byte[]> answer = caller.get("/api/line");
        assertEquals(200, answer.statusCode());
        assertEquals("application/json", Caller.header(answer, "content-type"));
        assertEquals("no-store", Caller.header(answer, "cache-control"));
        JsonObject line = Caller.json(answer).getJsonArray("lines").getJsonObject(0);
        assertEquals("L1", line.getString("id"));
        assertEquals(model.newest(), line.getJsonObject("figures").getInteger("inducted"));
    }

    @Test
    void parcelsAreFoundByPartOfACode() throws Exception {
        JsonArray all = Caller.json(caller.get("/api/parcels")).getJsonArray("parcels");
        JsonArray one = Caller.json(caller.get("/api/parcels?q=%20SHP-880033")).getJsonArray("parcels");
        assertEquals(50, all.size());
        assertEquals(1, one.size());
        assertEquals("L1-33", one.getJsonObject(0).getString("id"));
    }

    @Test
    void aParcelIsDeliveredWithItsTimeline() throws Exception {
        HttpResponse<byte[]> answer = caller.get("/api/parcels/L1-33");
        assertEquals(200, answer.statusCode());
        assertFalse(Caller.json(answer).getJsonArray("timeline").isEmpty());
    }

    @Test
    void anUnknownParcelIsAProblemThatTellsNothingAboutTheInside() throws Exception {
        assertProblem(404, caller.get("/api/parcels/L1-999999"));
    }

    @Test
    void aSearchThatIsTooLongIsRefused() throws Exception {
        assertProblem(400, caller.get("/api/parcels?q=" + "7".repeat(Limits.TEXT_CHARS + 1)));
        assertEquals(
                200,
                caller.get("/api/parcels?q=" + "7".repeat(Limits.TEXT_CHARS)).statusCode());
        assertProblem(400, caller.get("/api/line?x=" + "7".repeat(Limits.QUERY_CHARS)));
        assertProblem(400, caller.get("/api/parcels/" + "7".repeat(Limits.TEXT_CHARS + 1)));
    }

    @Test
    void aSearchThatCannotBeDecodedIsRefused() throws Exception {
        assertEquals(400, rawStatus("GET /api/parcels?q=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"));
    }

    @Test
    void healthIsAStatusForMachines() throws Exception {
        assertEquals(200, caller.get("/health").statusCode());
        model.status = "degraded";
        assertEquals(200, caller.get("/health").statusCode());
        model.status = "failing";
        HttpResponse<byte[]> failing = caller.get("/health");
        assertEquals(503, failing.statusCode());
        assertEquals("failing", Caller.json(failing).getString("status"));
    }

    @Test
    void metricsAreInThePrometheusTextFormat() throws Exception {
        HttpResponse<byte[]> answer = caller.get("/metrics");
        assertEquals("text/plain; version=0.0.4; charset=utf-8", Caller.header(answer, "content-type"));
        assertEquals(model.metrics(), Caller.text(answer));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/api/line", "/api/parcels", "/api/stream", "/health", "/metrics", "/nothing"})
    void everyAnswerCarriesTheSecurityHeaders(String path) throws Exception {
        HttpResponse<byte[]> answer = caller.send("HEAD", path);
        String policy = Caller.header(answer, "content-security-policy");
        assertTrue(policy.contains("default-src 'self'"), policy);
        assertTrue(policy.contains("frame-ancestors 'none'"), policy);
        assertEquals("nosniff", Caller.header(answer, "x-content-type-options"));
        assertEquals("no-referrer", Caller.header(answer, "referrer-policy"));
        assertTrue(answer.headers().firstValue("access-control-allow-origin").isEmpty());
        assertEquals(0, answer.body().length);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS"})
    void onlyReadingMethodsAreTaken(String method) throws Exception {
        for (String path : new String[] {"/", "/api/line", "/api/parcels/L1-1", "/api/stream", "/health", "/metrics"}) {
            HttpResponse<byte[]> answer = caller.send(method, path);
            assertProblem(405, answer);
            assertEquals("GET, HEAD", Caller.header(answer, "allow"));
        }
    }

    @Test
    void aRequestBodyIsRefused() throws Exception {
        assertEquals(413, rawStatus("GET /api/line HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi"));
        String chunked = "GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhi\r\n0\r\n\r\n";
        assertEquals(413, rawStatus(chunked));
    }

    @Test
    void anAddressOrHeadersThatAreTooLongAreRefused() throws Exception {
        String longLine = "a".repeat(Limits.REQUEST_LINE_BYTES);
        assertEquals(414, rawStatus("GET /" + longLine + " HTTP/1.1\r\nHost: x\r\n\r\n"));
        String longHeader = "a".repeat(Limits.HEADER_BYTES);
        assertEquals(431, rawStatus("GET / HTTP/1.1\r\nHost: x\r\nX-Long: " + longHeader + "\r\n\r\n"));
        assertEquals(400, rawStatus("what is this\r\n\r\n"));
    }

    private int rawStatus(String request) throws IOException {
        String answer = caller.raw(request);
        assertTrue(answer.contains("application/problem+json"), answer);
        return Integer.parseInt(answer.split(" ", 3)[1]);
    }

    @Test
    void anUnknownPathIsAProblem() throws Exception {
        assertProblem(404, caller.get("/api/nothing"));
        assertProblem(404, caller.get("/..%2f..%2fetc/passwd"));
        assertProblem(404, caller.get("/vendor/../../log.properties"));
    }

    @Test
    void aModelThatFailsIsAProblemWithoutItsMessage() throws Exception {
        ConsoleServer failing =
                new ConsoleServer(vertx, new ConsoleSettings("127.0.0.1", 0), new SampleModel(CLOCK, Scene.CALM, 1) {
                    @Override
                    public JsonObject line() {
                        throw new IllegalStateException("secret place /var/lib/x");
                    }
                });
        HttpResponse<byte[]> answer = new Caller(await(failing.start())).get("/api/line");
        await(failing.close());
        assertProblem(500, answer);
        assertFalse(Caller.text(answer).contains("secret"), Caller.text(answer));
    }

    @Test
    void thePageIsCompressedOnlyForWhoTakesIt() throws Exception {
        HttpResponse<byte[]> plain = caller.get("/");
        HttpResponse<byte[]> packed = caller.get("/", "Accept-Encoding", "br, gzip;q=0.8");
        HttpResponse<byte[]> refused = caller.get("/", "Accept-Encoding", "gzip;q=0");
        assertEquals("text/html; charset=utf-8", Caller.header(plain, "content-type"));
        assertEquals("gzip", Caller.header(packed, "content-encoding"));
        assertTrue(refused.headers().firstValue("content-encoding").isEmpty());
        assertEquals(Caller.text(plain), unpacked(packed.body()));
        assertEquals(Caller.text(plain), Caller.text(refused));
    }

    private static String unpacked(byte[] packed) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void anUnchangedFileIsNotSentAgain() throws Exception {
        String etag = Caller.header(caller.get("/app.js"), "etag");
        HttpResponse<byte[]> again = caller.get("/app.js", "If-None-Match", "\"other\", W/" + etag);
        assertEquals(304, again.statusCode());
        assertEquals(etag, Caller.header(again, "etag"));
        assertEquals(0, again.body().length);
        assertEquals(200, caller.get("/app.js", "If-None-Match", "\"other\"").statusCode());
        String packed = Caller.header(caller.get("/app.js", "Accept-Encoding", "gzip"), "etag");
        assertFalse(packed.equals(etag), "each representation has a tag of its own");
    }

    @Test
    void aHeadRequestTellsTheSizeOfTheGet() throws Exception {
        HttpResponse<byte[]> get = caller.get("/style.css");
        HttpResponse<byte[]> head = caller.send("HEAD", "/style.css");
        assertEquals(200, head.statusCode());
        assertEquals(String.valueOf(get.body().length), Caller.header(head, "content-length"));
    }

    @Test
    void aPortInUseFailsTheStartAndNamesTheRemedy() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();
            ConsoleServer second = new ConsoleServer(vertx, new ConsoleSettings("127.0.0.1", port), model);
            IllegalStateException failure =
                    Assertions.assertThrows(IllegalStateException.class, () -> await(second.start()));
            String message = String.valueOf(failure.getMessage());
            assertTrue(message.contains("host=127.0.0.1, port=" + port), message);
            assertTrue(message.contains("console.port"), message);
            assertTrue(message.contains("--port"), message);
            await(second.close());
        }
    }

    @Test
    void aClosedConsoleFreesItsPortAndMayBeClosedAgain() throws Exception {
        ConsoleServer other = new ConsoleServer(vertx, new ConsoleSettings("127.0.0.1", 0), model);
        int port = await(other.start());
        await(other.close());
        await(other.close());
        try (ServerSocket free = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            assertEquals(port, free.getLocalPort());
        }
    }

    @Test
    void whoeverComesAfterTheLastConnectionIsTold() throws Exception {
        try (Crowd crowd = new Crowd(caller.port(), Limits.CONNECTIONS)) {
            String answer = caller.raw("GET /health HTTP/1.1\r\nHost: x\r\n\r\n");
            assertTrue(answer.startsWith("HTTP/1.1 503 "), answer);
            assertTrue(answer.contains("Close a page"), answer);
            crowd.leave(1);
            Deadline.within(
                    Duration.ofSeconds(5),
                    "a free place is given away",
                    () -> caller.raw("GET /health HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                            .startsWith("HTTP/1.1 200 "));
        }
    }

    @Test
    void settingsOutOfRangeAreRefused() {
        Assertions.assertThrows(IllegalArgumentException.class, () -> new ConsoleSettings(" ", 80));
        Assertions.assertThrows(IllegalArgumentException.class, () -> new ConsoleSettings("127.0.0.1", 65536));
        Assertions.assertThrows(IllegalArgumentException.class, () -> new ConsoleSettings("127.0.0.1", -1));
    }

    private static void assertProblem(int status, HttpResponse<byte[]> answer) {
        assertEquals(status, answer.statusCode());
        assertEquals("application/problem+json", Caller.header(answer, "content-type"));
        JsonObject problem = Caller.json(answer);
        assertEquals(status, problem.getInteger("status"));
        assertFalse(problem.getString("detail").isBlank());
        assertFalse(Caller.text(answer).contains("Exception"), Caller.text(answer));
    }
}
