// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.shipment.Shipment.Status;
import io.tiersort.agent.shipment.ShipmentChange.Cancel;
import io.tiersort.agent.shipment.ShipmentChange.Close;
import io.tiersort.agent.shipment.ShipmentChange.Result;
import io.tiersort.agent.shipment.ShipmentChange.Upsert;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShipmentBookTest {
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));

    @TempDir
    Path dir;

    private ShipmentBook open() {
        return ShipmentBook.open(dir, NOON, loaded -> {});
    }

    private static List<Result> apply(ShipmentBook book, ShipmentChange... changes) {
        return book.apply(List.of(changes)).toCompletableFuture().join();
    }

    private static @Nullable Status status(ShipmentBook book, String code) {
        Shipment found = book.byCode(code);
        return found == null ? null : found.status();
    }

    @Test
    void anAcceptedShipmentIsFoundByEveryCodeAlsoAfterARestart() {
        Shipment shipment = Shipments.open("A1", "x1", "x2");
        try (ShipmentBook book = open()) {
            assertEquals(List.of(Result.accepted("A1")), apply(book, new Upsert(shipment)));
            assertEquals(shipment, book.byCode("x2"));
        }
        try (ShipmentBook book = open()) {
            assertEquals(1, book.size());
            for (String code : List.of("A1", "x1", "x2")) {
                assertEquals(shipment, book.byCode(code));
            }
            assertNull(book.byCode("x3"));
        }
    }

    @Test
    void aCodeOfAnotherOpenShipmentIsRejectedUntilThatOneIsClosed() {
        try (ShipmentBook book = open()) {
            apply(book, new Upsert(Shipments.open("A1", "x")));
            Result taken = apply(book, new Upsert(Shipments.open("B2", "x"))).get(0);
            assertTrue(taken.reason().startsWith("code x already belongs to shipment A1"), taken.reason());
            assertNull(book.byCode("B2"));
            List<Result> both = apply(book, new Close("A1"), new Upsert(Shipments.open("B2", "x")));
            assertTrue(both.stream().allMatch(Result::accepted), both.toString());
            Shipment holder = book.byCode("x");
            assertEquals("B2", holder == null ? "" : holder.reference());
            assertEquals(Status.CLOSED, status(book, "A1"));
        }
    }

    @Test
    void twoShipmentsOfOneCallCannotShareACodeEither() {
        try (ShipmentBook book = open()) {
            List<Result> results = apply(
                    book,
                    new Upsert(Shipments.open("A1", "x")),
                    new Upsert(Shipments.open("B2", "x")),
                    new Upsert(Shipments.open("x")),
                    new Upsert(Shipments.open("A1", "y")),
                    new Upsert(Shipments.open("B2", "x")));
            assertEquals(
                    List.of(true, false, false, true, true),
                    results.stream().map(Result::accepted).toList());
            Shipment holder = book.byCode("x");
            assertEquals("B2", holder == null ? "" : holder.reference());
        }
    }

    @Test
    void cancellingAndClosingFollowTheLifeOfAShipment() {
        try (ShipmentBook book = open()) {
            apply(book, new Upsert(Shipments.open("A1")), new Upsert(Shipments.open("B2")));
            assertTrue(apply(book, new Cancel("A1"), new Cancel("A1")).get(1).accepted());
            assertEquals(Status.CANCELLED, status(book, "A1"));
            assertTrue(apply(book, new Close("A1")).get(0).accepted());
            Result late = apply(book, new Cancel("A1")).get(0);
            assertTrue(late.reason().startsWith("too late to cancel: reference=A1"), late.reason());
            Result unknown = apply(book, new Close("nobody")).get(0);
            assertTrue(unknown.reason().startsWith("unknown shipment: reference=nobody"), unknown.reason());
        }
    }

    @Test
    void aShipmentBeyondTheLimitsIsRejectedWithTheLimit() {
        try (ShipmentBook book = open()) {
            Result empty = apply(book, new Upsert(Shipments.open(""))).get(0);
            assertEquals("reference: found \"\"; expected 1 to 64 characters", empty.reason());
            Result twice =
                    apply(book, new Upsert(Shipments.open("A1", "x", "x"))).get(0);
            assertEquals("codes: found \"x|x\"; expected every code once", twice.reason());
            assertEquals(0, book.size());
        }
    }

    @Test
    void listenersHearOfChangesOnceTheyAreVisible() {
        List<Shipment> heard = new CopyOnWriteArrayList<>();
        try (ShipmentBook book = open()) {
            book.onChange(changed -> changed.forEach(shipment -> {
                assertEquals(shipment, book.byCode(shipment.reference()));
                heard.add(shipment);
            }));
            apply(book, new Upsert(Shipments.open("A1")), new Upsert(Shipments.open("")));
            apply(book, new Upsert(Shipments.open("A1")));
            apply(book, new Cancel("A1"));
        }
        assertEquals(
                List.of(Status.OPEN, Status.CANCELLED),
                heard.stream().map(Shipment::status).toList());
    }

    @Test
    void finishedShipmentsAreForgottenAndOpenOnesKept() {
        try (ShipmentBook book = open()) {
            apply(book, new Upsert(Shipments.open("A1", "x")), new Upsert(Shipments.open("B2")), new Close("A1"));
            assertEquals(0, book.forget(NOON.instant()).toCompletableFuture().join());
            assertEquals(
                    1,
                    book.forget(NOON.instant().plusMillis(1))
                            .toCompletableFuture()
                            .join());
            assertNull(book.byCode("x"));
            assertEquals(1, book.size());
        }
        try (ShipmentBook book = open()) {
            assertEquals(1, book.size());
            assertEquals(Status.OPEN, status(book, "B2"));
        }
    }

    @Test
    void aDamagedFileIsKeptAsideAndTheBookStartsWithWhatCanBeRead() throws Exception {
        try (ShipmentBook book = open()) {
            apply(book, new Upsert(Shipments.open("A1")));
        }
        byte[] rubbish = new byte[5_000];
        Files.write(dir.resolve("site.db"), rubbish);
        try (ShipmentBook book = open()) {
            assertTrue(!book.damage().isEmpty());
            assertEquals(0, book.size());
            assertTrue(apply(book, new Upsert(Shipments.open("B2"))).get(0).accepted());
        }
        try (Stream<Path> kept = Files.list(dir.resolve("quarantine"))) {
            assertEquals(1, kept.filter(file -> file.toString().endsWith(".db")).count());
        }
    }

    @Test
    void aClosedBookRefusesChanges() {
        ShipmentBook book = open();
        book.close();
        CompletionException refused = assertThrows(CompletionException.class, () -> apply(book, new Cancel("A1")));
        assertTrue(String.valueOf(refused.getMessage()).contains("the book is closed"));
    }
}
