// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Fact;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The whole benchmark with a real process and little of everything. */
class DecideBenchTest {
    /** Several builds may run on one machine; JMH refuses a second run, whose figures nobody trusts. */
    @BeforeAll
    static void runBesideOthers() {
        System.setProperty("jmh.ignoreLock", "true");
    }

    @Test
    void aShortRunTellsWhatADecisionTakes() throws IOException {
        JsonObject result = DecideBench.run(new DecideSettings(List.of(100), List.of(10), 1, 2), text -> {});

        JsonObject cost = result.getJsonArray("costs").getJsonObject(0);
        assertEquals(100, cost.getInteger("shipments"));
        assertEquals(10, cost.getInteger("rules"));
        assertTrue(cost.getLong("samples") > 0, result.encodePrettily());
        assertTrue(cost.getJsonObject("micros").getDouble("p50") > 0, result.encodePrettily());
        assertTrue(
                cost.getJsonObject("micros").getDouble("p99")
                        >= cost.getJsonObject("micros").getDouble("p50"),
                result.encodePrettily());
        assertEquals(
                1.0, result.getJsonArray("growthWithRules").getJsonObject(0).getDouble("p50"));
        String text = DecideText.of(result);
        assertTrue(text.contains("from the fewest to the most shipments, with 10 rules: p50 x 1.00"), text);
    }

    /** Twice the whole book: the line begins anew, and no parcel is taken for one that was sorted before. */
    @Test
    void everyParcelIsDecidedByARuleOfThePlan() {
        DecideLine line = new DecideLine(100, 50, 4711);
        Set<String> references = new HashSet<>();
        Set<String> rules = new HashSet<>();
        Set<Integer> chutes = new HashSet<>();
        for (int parcel = 0; parcel < 200; parcel++) {
            line.next();
            line.decide();
            Fact.ParcelDecided decided = line.decided();
            references.add(decided.reference());
            rules.add(decided.tierRule());
            chutes.add(decided.chutes().get(0));
        }
        assertEquals(100, references.size());
        assertTrue(rules.size() > 5, rules.toString());
        assertTrue(chutes.size() > 3, chutes.toString());
    }

    @Test
    void whatTheMachineCannotHoldIsRefused() {
        String refused = assertThrows(IOException.class, () -> Memory.require(10_000_000, 1_000))
                .toString();

        assertTrue(refused.contains("shipments=10000000, free=1000 MiB; expected 2"), refused);
        assertDoesNotThrow(() -> Memory.require(100, 1_000));
        assertTrue(assertDoesNotThrow(Memory::left) > 0);
    }

    @Test
    void numbersOutsideTheirLimitsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new DecideSettings(List.of(), List.of(10), 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new DecideSettings(List.of(0), List.of(10), 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new DecideSettings(List.of(10_000_001), List.of(10), 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new DecideSettings(List.of(1), List.of(10_001), 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new DecideSettings(List.of(1), List.of(10), 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new DecideSettings(List.of(1), List.of(10), 1, 0));
        assertEquals(List.of(1, 5), new DecideSettings(List.of(5, 1, 5), List.of(10), 1, 1).shipments());
    }
}
