// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.event.ScannedCode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The order in which a reader reports its codes carries no meaning. */
class IdentifierPropertyTest {
    private static final long SEED = Long.getLong("tiersort.test.seed", 20261122L);
    private static final int PARCELS = 4000;
    private static final List<ScannedCode> POOL = List.of(
            new ScannedCode("C1", "00340123450000000017"),
            new ScannedCode("C1", "00006141410000000012\u001d4201010"),
            new ScannedCode("C1", "00340123450000000018"),
            new ScannedCode("C1", "42127610117\u001d403R7"),
            new ScannedCode("C0", "1Z999AA10123456784"),
            new ScannedCode("C0", "1Z999AA10123"),
            new ScannedCode("C0", "RB123456785GB"),
            new ScannedCode("C0", "986578788855"),
            new ScannedCode("C0", "REF 986578788855"),
            new ScannedCode("Q1", "ORDER-4711"),
            new ScannedCode("Q1", "4711"),
            new ScannedCode("E0", "9506000134352"),
            new ScannedCode("", "NOREAD"),
            new ScannedCode(
                    "U1", "[)>\u001e01\u001d96841706672\u001d840\u001d001\u001d1Z23456784\u001dUPSN\u001d999AA1\u001e"),
            new ScannedCode("C0", "4201002334249200190132607600833457"));
    private static final List<String> KEYS = List.of(
            "340123450000000017",
            "006141410000000012",
            "1Z999AA10123456784",
            "RB123456785GB",
            "986578788855",
            "ORDER-4711",
            "9200190132607600833457");

    @Test
    void theResultDoesNotDependOnTheOrderOfTheCodes() {
        Random random = new Random(SEED);
        Set<Class<?>> outcomes = new HashSet<>();
        for (int parcel = 0; parcel < PARCELS; parcel++) {
            Shipments shipments = shipments(random);
            List<ScannedCode> codes = new ArrayList<>();
            for (int i = random.nextInt(7); i > 0; i--) {
                codes.add(POOL.get(random.nextInt(POOL.size())));
            }
            Identification first = Identifier.resolve(codes, shipments, Policy.standard());
            outcomes.add(first.getClass());
            for (int i = 0; i < 10; i++) {
                Collections.shuffle(codes, random);
                Identification next = Identifier.resolve(codes, shipments, Policy.standard());
                assertEquals(essence(first), essence(next), () -> codes + ", seed " + SEED);
            }
        }
        assertEquals(4, outcomes.size(), outcomes::toString);
    }

    @Test
    void everyCodeHasOneVerdictAndOnlyAKnownOrUnknownParcelHasABestOne() {
        Random random = new Random(SEED);
        EnumSet<CodeVerdict.Role> seen = EnumSet.noneOf(CodeVerdict.Role.class);
        for (int parcel = 0; parcel < PARCELS; parcel++) {
            List<ScannedCode> codes = new ArrayList<>(POOL);
            Collections.shuffle(codes, random);
            List<ScannedCode> some = codes.subList(0, random.nextInt(5));
            Identification result = Identifier.resolve(some, shipments(random), Policy.standard());
            List<ScannedCode> judged = new ArrayList<>();
            long best = 0;
            for (CodeVerdict verdict : result.verdicts()) {
                judged.add(verdict.classified().code());
                seen.add(verdict.role());
                best += verdict.role() == CodeVerdict.Role.BEST ? 1 : 0;
                assertTrue(!verdict.reason().isBlank());
            }
            assertEquals(some, judged);
            boolean named = result instanceof Identification.Known || result instanceof Identification.Unknown;
            assertEquals(named ? 1 : 0, best, () -> some + ", seed " + SEED);
        }
        assertEquals(EnumSet.allOf(CodeVerdict.Role.class), seen);
    }

    /** Up to three shipments that share the keys out among them. */
    private static Shipments shipments(Random random) {
        Shipments shipments = new Shipments();
        Shipment.Status[] statuses = Shipment.Status.values();
        List<String> keys = new ArrayList<>(KEYS);
        Collections.shuffle(keys, random);
        for (int i = 0; i < random.nextInt(4); i++) {
            Shipment.Status status = statuses[random.nextInt(statuses.length)];
            shipments.add("shipment-" + i, status, keys.get(2 * i), keys.get(2 * i + 1));
        }
        return shipments;
    }

    private static List<Object> essence(Identification result) {
        List<String> codes = result.verdicts().stream()
                .map(verdict -> verdict.classified().code() + " " + verdict.role() + " "
                        + verdict.classified().verdict())
                .sorted()
                .toList();
        if (result instanceof Identification.Known known) {
            return List.of(known.shipment(), known.best(), known.extraLabel(), codes);
        }
        if (result instanceof Identification.Unknown unknown) {
            return List.of(unknown.best(), unknown.facts(), codes);
        }
        return result instanceof Identification.Conflict conflict
                ? List.of(conflict.shipments(), codes)
                : List.of(codes);
    }
}
