// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.shipment.Shipment.Flag;
import io.tiersort.agent.shipment.Shipment.Status;
import io.tiersort.agent.shipment.ShipmentFeed.Outcome;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShipmentFeedTest {
    private static final String UPSERT =
            "{\"op\":\"upsert\",\"shipment\":{\"reference\":\"A1\",\"codes\":[\"x1\",\"x2\"],"
                    + "\"segment\":\"business\",\"service\":\"same-day\",\"flags\":[\"cold\"],\"postcode\":\"10115\","
                    + "\"country\":\"DE\",\"point\":null,\"promiseBy\":\"2026-11-22T18:00\",\"weightG\":1250,"
                    + "\"lengthMm\":400,\"status\":\"open\"}}";

    @TempDir
    Path dir;

    private ShipmentBook book;
    private ShipmentFeed feed;
    private final List<Feedback> heard = new ArrayList<>();
    private final FeedbackDesk desk = events -> {
        heard.addAll(events);
        return CompletableFuture.completedFuture(null);
    };
    private final List<Outcome> told = new ArrayList<>();

    @BeforeEach
    void open() {
        book = ShipmentBook.open(dir, InstantSource.system(), loaded -> {});
        feed = new ShipmentFeed(book, desk, ZoneId.of("Europe/Berlin"), (topic, outcomes) -> told.addAll(outcomes));
    }

    @AfterEach
    void close() {
        book.close();
    }

    private List<Outcome> take(String json) {
        return feed.take(json.getBytes(StandardCharsets.UTF_8))
                .toCompletableFuture()
                .join();
    }

    private String problem(String json) {
        List<Outcome> outcomes = take(json);
        assertEquals(1, outcomes.size());
        return String.join("\n", outcomes.get(0).problems());
    }

    @Test
    void anUpsertIsStoredWithEveryField() {
        assertEquals(List.of(new Outcome(0, "A1", List.of())), take(UPSERT));
        Shipment expected = new Shipment(
                "A1",
                List.of("x1", "x2"),
                "business",
                "same-day",
                Set.of(Flag.COLD),
                "10115",
                "DE",
                "",
                "",
                "",
                "",
                Instant.parse("2026-11-22T17:00:00Z").toEpochMilli(),
                0,
                1_250,
                400,
                0,
                0,
                Status.OPEN);
        assertEquals(expected, book.byCode("x2"));
    }

    @Test
    void everyChangeOfAnArrayHasItsOwnOutcome() {
        List<Outcome> outcomes = take("[" + UPSERT + ",{\"op\":\"cancel\",\"reference\":\"nobody\"},7,"
                + "{\"op\":\"close\",\"reference\":\"A1\"}]");
        assertEquals(
                List.of(true, false, false, true),
                outcomes.stream().map(Outcome::accepted).toList());
        assertTrue(outcomes.get(1).problems().get(0).startsWith("$[1]: unknown shipment: reference=nobody"));
        assertEquals(
                "$[2]: found 7; expected an object with op",
                outcomes.get(2).problems().get(0));
        Shipment closed = book.byCode("A1");
        assertEquals(Status.CLOSED, closed == null ? null : closed.status());
    }

    @Test
    void everyProblemIsNamedWithItsPath() {
        String problems = problem("{\"op\":\"upsert\",\"extra\":1,\"shipment\":{\"codes\":\"x\",\"weightG\":\"5\","
                + "\"country\":\"Germany\",\"colour\":\"red\"}}");
        assertTrue(problems.contains("$[0]: found extra; expected only op and shipment"), problems);
        assertTrue(problems.contains("$[0].shipment.codes: found x; expected an array of texts"), problems);
        assertTrue(problems.contains("$[0].shipment.weightG: found 5; expected a whole number"), problems);
        assertTrue(problems.contains("$[0].shipment.country: found \"Germany\"; expected two letters"), problems);
        assertTrue(problems.contains("$[0].shipment.colour: found red; expected fields out of reference"), problems);
        assertTrue(problems.contains("$[0].shipment.reference: found nothing"), problems);
        assertEquals(0, book.size());
        assertEquals(
                "$[0].op: found delete; expected one of upsert, cancel, close, feedback",
                problem("{\"op\":\"delete\"}"));
        assertTrue(problem("\"hello\"").startsWith("$: found hello; expected a change"));
        assertTrue(problem("{\"op\":").contains("expected JSON"));
    }

    @Test
    void aHandledMessageIsReportedAndAcknowledgedEvenWhenItIsBad() {
        feed.handle("site/shipments", "rubbish".getBytes(StandardCharsets.UTF_8))
                .toCompletableFuture()
                .join();
        assertEquals(1, told.size());
        assertTrue(told.get(0).problems().get(0).startsWith("$: "));
    }

    @Test
    void aMessageThatCannotBeStoredIsNotAcknowledged() {
        book.close();
        assertThrows(CompletionException.class, () -> take(UPSERT));
        assertNull(book.byCode("A1"));
    }

    @Test
    void noSequenceOfBytesMakesTheFeedFail() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        byte[] good = UPSERT.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = good.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            List<Outcome> outcomes = feed.take(bytes).toCompletableFuture().join();
            assertEquals(1, outcomes.size(), "replay: -Dseed=" + seed);
        }
    }

    private static String event(String fields) {
        return "{\"op\":\"feedback\",\"event\":{" + fields.replace('\'', '"') + "}}";
    }

    @Test
    void feedbackGoesToItsDeskAndChangesNoShipment() {
        String delivered = event("'id':'e1','kind':'delivered','at':'2026-11-22T18:00:00Z','reference':'A1'");
        String rated = event("'id':'e2','kind':'rating','at':'2026-11-22T19:00:00+01:00','customer':'c7','rating':4");
        assertTrue(take("[" + UPSERT + "," + delivered + "," + rated + "]").stream()
                .allMatch(Outcome::accepted));
        long six = Instant.parse("2026-11-22T18:00:00Z").toEpochMilli();
        assertEquals(
                List.of(
                        new Feedback("e1", Feedback.Kind.DELIVERED, six, "A1", "", 0, "", ""),
                        new Feedback("e2", Feedback.Kind.RATING, six, "", "c7", 4, "", "")),
                heard);
        assertEquals(1, book.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '#',
            value = {
                "'kind':'delivered','at':'2026-11-22T18:00:00Z','reference':'A1'; event.id",
                "'id':'e','kind':'lost','at':'2026-11-22T18:00:00Z','reference':'A1'; event.kind",
                "'id':'e','kind':'delivered','at':'2026-11-22T18:00','reference':'A1'; event.at",
                "'id':'e','kind':'delivered','at':'2026-11-22T18:00:00Z'; event.reference",
                "'id':'e','kind':'rating','at':'2026-11-22T18:00:00Z','rating':4; event.reference",
                "'id':'e','kind':'rating','at':'2026-11-22T18:00:00Z','customer':'c','rating':6; event.rating",
                "'id':'e','kind':'return-reason','at':'2026-11-22T18:00:00Z','reference':'A','reason':'Too big'; event.reason",
                "'id':'e','kind':'preference','at':'2026-11-22T18:00:00Z','point':'P1'; event.customer",
                "'id':'e','kind':'missed','at':'2026-11-22T18:00:00Z','reference':'A1','rating':4; event.rating",
                "'id':'e','kind':'missed','at':'2026-11-22T18:00:00Z','reference':'A1','name':'x'; event.name",
            })
    void wrongFeedbackIsRejectedWithItsPlace(String fields, String place) {
        String problem = problem(event(fields));
        assertTrue(problem.startsWith("$[0]." + place + ": found "), problem);
        assertTrue(problem.contains("; expected "), problem);
        assertTrue(heard.isEmpty());
    }

    @Test
    void aMessageWhoseFeedbackIsNotDurableComesAgain() {
        FeedbackDesk shut = events -> CompletableFuture.failedFuture(new IllegalStateException("shut"));
        ShipmentFeed feeding = new ShipmentFeed(book, shut, ZoneId.of("Europe/Berlin"), (topic, outcomes) -> {});
        byte[] message = event("'id':'e1','kind':'returned','at':'2026-11-22T18:00:00Z','reference':'A1'")
                .getBytes(StandardCharsets.UTF_8);
        assertThrows(
                CompletionException.class,
                () -> feeding.handle("t", message).toCompletableFuture().join());
    }
}
