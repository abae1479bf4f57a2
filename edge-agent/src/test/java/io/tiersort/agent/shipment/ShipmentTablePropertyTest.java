// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.shipment.Shipment.Flag;
import io.tiersort.agent.shipment.Shipment.Status;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The table behaves like maps of objects, also while others read it. */
class ShipmentTablePropertyTest {
    private static final int REFERENCES = 300;
    private static final int CHUNK_BYTES = 8 * 1024;

    @Test
    void theTableAnswersLikeAModelOfMaps() {
        for (int round = 0; round < 20; round++) {
            long seed = Long.getLong("seed", System.nanoTime() + round);
            compareWithModel(seed, 3_000);
        }
    }

    private static void compareWithModel(long seed, int steps) {
        Random random = new Random(seed);
        ShipmentTable table = new ShipmentTable(CHUNK_BYTES, 64);
        Map<String, Shipment> model = new HashMap<>();
        for (int step = 0; step < steps; step++) {
            int number = random.nextInt(REFERENCES);
            if (random.nextInt(10) == 0) {
                table.remove("ref-" + number);
                model.remove("ref-" + number);
            } else {
                Shipment shipment = random(random, number);
                table.put(shipment);
                model.put(shipment.reference(), shipment);
            }
            compareOne(table, model, random.nextInt(REFERENCES), seed);
        }
        String replay = "replay: -Dseed=" + seed;
        assertEquals(model.size(), table.size(), replay);
        for (int number = 0; number < REFERENCES; number++) {
            compareOne(table, model, number, seed);
        }
        Set<Shipment> all = new HashSet<>();
        table.forEach(all::add);
        assertEquals(new HashSet<>(model.values()), all, replay);
    }

    private static void compareOne(ShipmentTable table, Map<String, Shipment> model, int number, long seed) {
        String replay = "replay: -Dseed=" + seed;
        Shipment expected = model.get("ref-" + number);
        assertEquals(expected, table.byCode("ref-" + number), replay);
        for (int code = 0; code < 3; code++) {
            String key = "code-" + number + "-" + code;
            boolean held = expected != null && expected.codes().contains(key);
            assertEquals(held ? expected : null, table.byCode(key), replay);
        }
    }

    private static Shipment random(Random random, int number) {
        List<String> codes = new ArrayList<>();
        for (int code = 0; code < 3; code++) {
            if (random.nextBoolean()) {
                codes.add("code-" + number + "-" + code);
            }
        }
        Flag[] flags = Flag.values();
        return new Shipment(
                "ref-" + number,
                codes,
                "segment-" + random.nextInt(5),
                random.nextBoolean() ? "" : "Straße-" + random.nextInt(1_000_000),
                Set.of(flags[random.nextInt(flags.length)]),
                random.nextBoolean() ? "" : "SW1A 1AA",
                random.nextBoolean() ? "" : "GB",
                "",
                random.nextBoolean() ? "" : "customer-" + random.nextInt(1_000_000),
                random.nextBoolean() ? "" : "order-" + random.nextInt(100),
                random.nextBoolean() ? "" : "M",
                random.nextLong() >>> 20,
                random.nextInt(2),
                random.nextInt(10_000_000),
                random.nextInt(2_000),
                random.nextInt(2_000),
                random.nextInt(2_000),
                List.of(Status.values()).get(random.nextInt(3)));
    }

    @Test
    void aReaderAlwaysSeesAWholeVersionWhileRecordsMove() throws InterruptedException {
        long seed = Long.getLong("seed", System.nanoTime());
        ShipmentTable table = new ShipmentTable(CHUNK_BYTES, 64);
        for (int number = 0; number < REFERENCES; number++) {
            table.put(version(number, 0));
        }
        AtomicBoolean done = new AtomicBoolean();
        AtomicReference<String> fault = new AtomicReference<>("");
        Thread reader = new Thread(() -> {
            Random random = new Random(seed + 1);
            int[] newest = new int[REFERENCES];
            while (!done.get() && "".equals(fault.get())) {
                int number = random.nextInt(REFERENCES);
                Shipment found = table.byCode(random.nextBoolean() ? "ref-" + number : "code-" + number);
                fault.set(check(found, number, newest));
            }
        });
        reader.start();
        Random random = new Random(seed);
        int[] versions = new int[REFERENCES];
        for (int step = 0; step < 300_000; step++) {
            int number = random.nextInt(REFERENCES);
            table.put(version(number, ++versions[number]));
        }
        done.set(true);
        reader.join();
        assertEquals("", fault.get(), "replay: -Dseed=" + seed);
    }

    private static Shipment version(int number, int version) {
        return new Shipment(
                "ref-" + number,
                List.of("code-" + number),
                "segment-" + version % 7,
                "x".repeat(version % 60),
                Set.of(),
                "",
                "",
                "",
                "",
                "",
                "",
                version,
                version,
                version,
                version,
                number,
                number,
                Status.OPEN);
    }

    /** Versions of one key never run backwards; both keys of a shipment are looked at together. */
    private static String check(@Nullable Shipment found, int number, int[] newest) {
        if (found == null) {
            return "shipment " + number + " vanished";
        }
        boolean whole = found.equals(version(number, found.grams()));
        newest[number] = Math.max(newest[number], found.grams());
        return whole ? "" : "a mixture: " + found;
    }

    @Test
    void garbageIsGivenBack() {
        ShipmentTable table = new ShipmentTable(CHUNK_BYTES, 4_096);
        for (int version = 0; version < 200; version++) {
            for (int number = 0; number < REFERENCES; number++) {
                table.put(version(number, version));
            }
        }
        assertTrue(table.bytes() < 60 * CHUNK_BYTES, "bytes=" + table.bytes());
        assertEquals(version(7, 199), table.byCode("code-7"));
    }

    @Test
    void aCodeOfAClosedShipmentCanBeUsedAgainAndAnOpenOneKeepsItsOwn() {
        ShipmentTable table = new ShipmentTable();
        table.put(Shipments.with("old", Status.CLOSED, List.of("x")));
        table.put(Shipments.open("new", "x"));
        table.put(Shipments.with("late", Status.CANCELLED, List.of("x", "old")));
        assertEquals("new", reference(table, "x"));
        assertEquals("old", reference(table, "old"));
        assertEquals("late", reference(table, "late"));
        table.remove("new");
        assertNull(table.byCode("x"));
    }

    private static String reference(ShipmentTable table, String code) {
        Shipment found = table.byCode(code);
        return found == null ? "" : found.reference();
    }

    @Test
    void moreDifferentWordsThanNumbersAreKeptInline() {
        ShipmentTable table = new ShipmentTable();
        for (int i = 0; i < Words.MAX + 500; i++) {
            Shipment base = Shipments.open("ref-" + i);
            table.put(new Shipment(
                    base.reference(),
                    List.of(),
                    "s-" + i,
                    "",
                    Set.of(),
                    "",
                    "",
                    "",
                    "",
                    "",
                    "",
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    Status.OPEN));
        }
        for (int i : new int[] {0, Words.MAX - 3, Words.MAX, Words.MAX + 499}) {
            Shipment found = table.byCode("ref-" + i);
            assertEquals("s-" + i, found == null ? "" : found.segment());
        }
    }
}
