// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.command.DestinationCommand;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Telegrams of the PLC that come twice, in disorder, or never. */
class TelegramScenariosTest {
    private final Hub hub = Hub.asBuilt();

    @Test
    @DisplayName("12. Duplicate DEST_REQ / resent telegram (same seq)")
    void whoAsksAgainGetsTheSameCommandAndNothingIsDecidedAnew() {
        hub.given(Hub.shipment("SHIP-0001", "next-day"));
        long parcel = hub.arrives(Hub.parcel("SHIP-0001"));
        hub.runs(Duration.ofSeconds(1));
        assertEquals(1, hub.world().commands().size());
        hub.world().site().askAgain(parcel);
        hub.runs(Duration.ofMillis(100));
        hub.world().site().repeatEvents(4);
        hub.runs(Duration.ofMillis(100));
        hub.world().site().askAgain(parcel);
        hub.runsEmpty();
        List<DestinationCommand> sent = hub.world().commands();
        assertEquals(List.of(sent.get(0), sent.get(0), sent.get(0)), sent);
        assertEquals(1, hub.record("parcel.decided", parcel).getInteger("revision"));
        assertEquals(1, hub.records("parcel.inducted").size());
        assertEquals(List.of(), hub.records("plc.sequence_missed"));
        hub.thenInChute(3, parcel, Map.of("outcome", "SORTED", "cause", "OK", "physical", "NONE"));
        hub.thenNothingIsWrong();
    }

    @Test
    @DisplayName("13. Seq gap / out-of-order telegrams")
    void aLostTelegramIsToldAndTheLineSynchronisesAndNoParcelTakesThePlaceOfAnother() {
        hub.given(
                Hub.shipment("SHIP-0001", "next-day"),
                Hub.shipment("SHIP-0002", "standard"),
                Hub.shipment("SHIP-0003", "return"));
        long before = hub.arrives(Hub.parcel("SHIP-0001"));
        hub.world().site().loseEvents(1);
        long unannounced = hub.arrives(Hub.parcel("SHIP-0002"));
        hub.world().site().repeatEvents(4);
        long after = hub.arrives(Hub.parcel("SHIP-0003"));
        hub.runsEmpty();
        JsonObject gap = hub.records("plc.sequence_missed").get(0);
        assertEquals(1, hub.records("plc.sequence_missed").size());
        assertEquals(gap.getInteger("fromSequence") + 1, gap.getInteger("toSequence"));
        assertEquals(1, hub.figures().missedSequences());
        assertEquals(
                "its tracking id was never inducted",
                hub.records("codes.unmatched").get(0).getString("reason"));
        hub.thenInChute(3, before, Map.of("outcome", "SORTED", "reference", "SHIP-0001"));
        hub.thenInChute(12, unannounced, Map.of("outcome", "HOSPITAL", "physical", "NO_COMMAND", "reference", ""));
        hub.thenInChute(9, after, Map.of("outcome", "SORTED", "reference", "SHIP-0003"));
        hub.thenNothingIsWrong();
        aChuteThatClosedUnheardIsFoundClosedAfterTheGap();
    }

    /** The only word of a closed chute is lost; the line learns of it because it reads the chutes again after a gap. */
    private void aChuteThatClosedUnheardIsFoundClosedAfterTheGap() {
        hub.world().site().loseEvents(1);
        hub.world().site().lockChute(3, true);
        hub.runs(Duration.ofMillis(500));
        assertEquals("OPEN", stateOf(3), "nobody has heard of it yet");
        hub.given(Hub.shipment("SHIP-0004", "next-day"));
        long parcel = hub.arrives(Hub.parcel("SHIP-0004"));
        assertEquals("LOCKED", stateOf(3));
        hub.runsEmpty();
        hub.thenInChute(11, parcel, Map.of("outcome", "OVERFLOW", "cause", "OK", "physical", "CHUTE_LOCKED"));
        assertTrue(hub.world().commands().stream()
                .skip(2)
                .noneMatch(command -> command.destinations().contains(3)));
        hub.thenNothingIsWrong();
    }

    private String stateOf(int chute) {
        return hub.records("chute.changed").stream()
                .filter(record -> record.getInteger("chute") == chute)
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .getString("state");
    }
}
