// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.customer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.customer.DeliveryFigures.Measure;
import io.tiersort.agent.fact.FactCodec;
import io.tiersort.agent.journal.Journal;
import io.tiersort.agent.journal.JournalSettings;
import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.agent.shipment.Customer;
import io.tiersort.agent.shipment.Feedback;
import io.tiersort.agent.shipment.Feedback.Kind;
import io.tiersort.cloud.OutboxRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CustomerBookTest {
    private static final long NOON = Instant.parse("2026-11-23T12:00:00Z").toEpochMilli();
    private static final long HOUR = 3_600_000;
    private static final long LIMIT_SECONDS = 30;

    @TempDir
    Path dir;

    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final InstantSource wall = InstantSource.fixed(Instant.ofEpochMilli(NOON));
    private Journal journal;
    private CustomerBook book;

    @BeforeEach
    void open() {
        journal = Journal.open(JournalSettings.in(dir), wall);
        book = CustomerBook.open(dir, journal, thread, wall, CustomerBook.CUSTOMERS_MAX);
    }

    @AfterEach
    void close() {
        thread.shutdownNow();
        book.close();
        journal.close();
    }

    /** Parcel 7 of line L1: reference A1 of customer c1, promised for 13:00. */
    private void sortA1() throws InterruptedException, ExecutionException {
        CompletableFuture<Void> durable = new CompletableFuture<>();
        Fact decided = FactCodec.read(
                        "parcel.decided", """
                {"at":1,"parcel":7,"reference":"A1","tier":"NEXT_DAY","departure":"night","destination":"hub",
                 "basis":{"customer":"c1","promiseBy":%d}}""".formatted(NOON + HOUR).getBytes(StandardCharsets.UTF_8))
                .orElseThrow();
        Fact closed =
                new Fact.ParcelClosed(NOON, 7, 70, "A1", "NEXT_DAY", Outcome.SORTED, Cause.OK, Physical.NONE, 3, 9_000);
        assertTrue(journal.append(
                List.of(FactCodec.entry("L1", decided), FactCodec.entry("L1", closed)), () -> durable.complete(null)));
        durable.get();
        thread.submit(book::follow).get();
    }

    private void take(Feedback... events) {
        book.take(Arrays.asList(events))
                .toCompletableFuture()
                .orTimeout(LIMIT_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    private static Feedback event(String id, Kind kind, long at) {
        return new Feedback(
                id, kind, at, "A1", "", kind == Kind.RATING ? 4 : 0, kind == Kind.RETURN_REASON ? "too-small" : "", "");
    }

    private List<OutboxRecord> records() {
        return journal.read(0, 1_000).stream()
                .filter(record -> record.type().equals("feedback.received"))
                .toList();
    }

    @Test
    void feedbackIsARecordOfTheParcelThatWasSortedHere() throws InterruptedException, ExecutionException {
        sortA1();
        take(event("e1", Kind.DELIVERED, NOON));
        List<OutboxRecord> life = journal.byParcel("L1-7", 7);
        assertEquals("feedback.received", life.get(life.size() - 1).type());
        Fact.FeedbackReceived told = (Fact.FeedbackReceived)
                FactCodec.read("feedback.received", life.get(life.size() - 1).body())
                        .orElseThrow();
        assertEquals("NEXT_DAY", told.tier());
        assertEquals("c1", told.customer());
        assertEquals(NOON + HOUR, told.promiseBy());
    }

    @Test
    void feedbackOnAParcelSortedElsewhereIsARecordOfItsReference() {
        take(event("e1", Kind.DELIVERED, NOON));
        assertEquals("A1", records().get(0).subject());
        assertEquals(1, book.figures().count(DeliveryFigures.ELSEWHERE, Measure.UNPROMISED));
    }

    @Test
    void anEventSentAgainCountsOnceAlsoAfterARestart() throws InterruptedException, ExecutionException {
        sortA1();
        take(event("e1", Kind.DELIVERED, NOON), event("e1", Kind.DELIVERED, NOON));
        take(event("e1", Kind.DELIVERED, NOON));
        book.close();
        book = CustomerBook.open(dir, journal, thread, wall, CustomerBook.CUSTOMERS_MAX);
        take(event("e1", Kind.DELIVERED, NOON));
        assertEquals(1, records().size());
        assertEquals(1, book.byId("c1").deliveries());
        assertEquals(1, book.figures().count("NEXT_DAY", Measure.ON_TIME));
    }

    @Test
    void theFiguresTellPromisesKeptMissesRatingsAndReturns() throws InterruptedException, ExecutionException {
        sortA1();
        take(
                event("e1", Kind.DELIVERED, NOON + HOUR),
                event("e2", Kind.DELIVERED, NOON + HOUR + 1),
                event("e3", Kind.MISSED, NOON),
                event("e4", Kind.MISSED, NOON),
                event("e5", Kind.RATING, NOON),
                event("e6", Kind.RETURN_REASON, NOON),
                event("e7", Kind.RETURNED, NOON));
        DeliveryFigures figures = book.figures();
        assertEquals(1, figures.count("NEXT_DAY", Measure.ON_TIME));
        assertEquals(1, figures.count("NEXT_DAY", Measure.LATE));
        assertEquals(0.5, figures.missedShare("NEXT_DAY"), 1e-9);
        assertEquals(4, figures.meanRating("NEXT_DAY"), 1e-9);
        assertEquals(1, figures.count("NEXT_DAY", Measure.RETURNED));
        assertEquals(1, figures.returnReasons().get("too-small"));
    }

    @Test
    void decisionsSeeHowDeliveriesToACustomerWent() throws InterruptedException, ExecutionException {
        sortA1();
        take(event("e1", Kind.MISSED, NOON - 2 * HOUR), event("e2", Kind.MISSED, NOON - HOUR));
        assertEquals(new Customer("c1", 0, 2, 0, ""), book.byId("c1"));
        take(event("e3", Kind.DELIVERED, NOON), event("e4", Kind.RATING, NOON));
        take(new Feedback("e5", Kind.PREFERENCE, NOON, "", "c1", 0, "", "LOCKER-3"));
        assertEquals(new Customer("c1", 1, 0, 4, "LOCKER-3"), book.byId("c1"));
        assertEquals(Customer.UNKNOWN, book.byId("c2"));
    }

    @Test
    void whatComesLateDoesNotUndoWhatIsNewer() throws InterruptedException, ExecutionException {
        sortA1();
        take(event("e1", Kind.DELIVERED, NOON), event("e2", Kind.MISSED, NOON - HOUR));
        assertEquals(0, book.byId("c1").missedDeliveries());
        take(
                new Feedback("e3", Kind.PREFERENCE, NOON, "", "c1", 0, "", "NEW"),
                new Feedback("e4", Kind.PREFERENCE, NOON - HOUR, "", "c1", 0, "", "OLD"));
        assertEquals("NEW", book.byId("c1").preferredPoint());
        take(new Feedback("e5", Kind.PREFERENCE, NOON + 1, "", "c1", 0, "", ""));
        assertEquals("", book.byId("c1").preferredPoint());
    }

    @Test
    void aDamagedFileIsMadeAgainFromTheJournal() throws InterruptedException, ExecutionException, IOException {
        sortA1();
        take(event("e1", Kind.MISSED, NOON), event("e2", Kind.RATING, NOON));
        Customer before = book.byId("c1");
        DeliveryFigures figures = book.figures();
        book.close();
        Files.deleteIfExists(dir.resolve("customers.db-wal"));
        Files.write(dir.resolve("customers.db"), new byte[8_192]);
        book = CustomerBook.open(dir, journal, thread, wall, CustomerBook.CUSTOMERS_MAX);
        assertEquals(Customer.UNKNOWN, book.byId("c1"));
        thread.submit(book::follow).get();
        assertEquals(before, book.byId("c1"));
        assertEquals(figures, book.figures());
    }

    @Test
    void whenThereAreTooManyCustomersThoseNotHeardOfAreForgotten() {
        book.close();
        book = CustomerBook.open(dir, journal, thread, wall, 10);
        for (int i = 0; i < 10; i++) {
            take(new Feedback("e" + i, Kind.PREFERENCE, NOON, "", "c" + i, 0, "", "P"));
        }
        assertEquals("P", book.byId("c0").preferredPoint());
        take(new Feedback("one-more", Kind.PREFERENCE, NOON, "", "z", 0, "", "P"));
        assertEquals(Customer.UNKNOWN, book.byId("c0"));
        assertEquals("P", book.byId("z").preferredPoint());
    }

    @Test
    void aStoppingAgentTakesNoFeedback() {
        thread.shutdown();
        CompletableFuture<Void> taking =
                book.take(List.of(event("e1", Kind.MISSED, NOON))).toCompletableFuture();
        assertTrue(taking.isCompletedExceptionally());
        assertThrows(CompletionException.class, taking::join);
    }
}
