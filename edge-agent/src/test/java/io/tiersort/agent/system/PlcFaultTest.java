// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.device.sim.VirtualSite;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The PLC goes, is silent, restarts, stutters: nothing stale is ever carried out and nothing is counted twice. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class PlcFaultTest {
    private static final int PARCELS = 32;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aPlcWhoseConnectionsDropKeepsItsParcels() throws Exception {
        try (SystemRig rig = SystemRig.start(folder, Parcels.known(PARCELS))) {
            for (int parcels = 8; parcels < PARCELS; parcels += 8) {
                rig.awaitInducted(parcels);
                rig.plc().dropConnections();
            }
            Proof proof = rig.settle();
            proof.allConfirmed(PARCELS);
            assertEquals(Outcome.SORTED, proof.end(PARCELS).outcome());
        }
    }

    @Test
    void whileThePlcAnswersNothingParcelsTakeItsDefaultAndAreAccountedForAfterwards() throws Exception {
        try (SystemRig rig = SystemRig.start(folder, Parcels.known(PARCELS))) {
            rig.awaitInducted(8);
            rig.plc().freeze(true);
            rig.awaitAlarm("L1:device.plc-1", true);
            rig.awaitInducted(20);
            rig.plc().freeze(false);
            rig.awaitAlarm("L1:device.plc-1", false);
            Proof proof = rig.settle();
            proof.allConfirmed(PARCELS);
            assertTrue(proof.ended(Outcome.HOSPITAL) > 0, "its default is the hospital");
            assertEquals(Outcome.SORTED, proof.end(PARCELS).outcome());
        }
    }

    @Test
    void parcelsThatTravelledAllTheWayWhileThePlcCouldNotBeReachedAreNotCalledLost() throws Exception {
        try (SystemRig rig = SystemRig.start(folder, Parcels.known(PARCELS))) {
            rig.awaitInducted(12);
            rig.plc().freeze(true);
            assertTrue(rig.site().runner().awaitEmpty(Waiting.LONG));
            rig.plc().freeze(false);
            Proof proof = rig.settle();
            proof.allConfirmed(PARCELS);
        }
    }

    @Test
    void aPlcThatRestartsWithParcelsOnTheBeltVoidsWhatWasDecidedForThem() throws Exception {
        try (SystemRig rig = SystemRig.start(folder, Parcels.known(PARCELS))) {
            rig.awaitInducted(PARCELS / 2);
            rig.order(VirtualSite::restartPlc);
            Proof proof = rig.settle();
            assertTrue(proof.ended(Outcome.FLUSHED) > 0, "what lay on the belt is flushed");
            proof.facts(Fact.ParcelClosed.class).stream()
                    .filter(close -> close.outcome() == Outcome.FLUSHED)
                    .forEach(close -> assertEquals(
                            close.cause() == Cause.STRAY ? Physical.ESTOP_FLUSH : Physical.PLC_RESTART,
                            close.physical(),
                            close::toString));
            assertEquals(
                    2,
                    proof.facts(Fact.SessionOpened.class).stream()
                            .map(Fact.SessionOpened::epoch)
                            .distinct()
                            .count());
            assertTrue(proof.ended(Outcome.SORTED) > 0, "what comes afterwards is sorted");
        }
    }

    @Test
    void eventsSentAgainChangeNothing() throws Exception {
        try (SystemRig rig = SystemRig.start(folder, Parcels.known(PARCELS))) {
            for (int parcels = 1; parcels < PARCELS; parcels++) {
                rig.awaitInducted(parcels);
                rig.order(plc -> plc.repeatEvents(20));
            }
            Proof proof = rig.settle();
            proof.allSorted(PARCELS);
        }
    }

    @Test
    void aJumpInThePlcsSequenceIsToldAndCostsNoParcel() throws Exception {
        try (SystemRig rig = SystemRig.start(folder, Parcels.known(PARCELS))) {
            rig.awaitInducted(PARCELS / 2);
            rig.order(plc -> plc.skipSequences(7));
            Proof proof = rig.settle();
            long missed = proof.facts(Fact.SequenceMissed.class).stream()
                    .mapToLong(gap -> gap.toSequence() - gap.fromSequence())
                    .sum();
            assertEquals(7, missed);
            proof.allSorted(PARCELS);
        }
    }

    @Test
    void withoutThePlcsBeatNoCommandIsSentAndAfterwardsAllGoesOn() throws Exception {
        try (SystemRig rig = SystemRig.start(folder, Parcels.known(PARCELS))) {
            rig.awaitInducted(8);
            rig.order(plc -> plc.stopBeat(true));
            rig.awaitAlarm("L1:plc.silent", true);
            rig.awaitInducted(20);
            rig.order(plc -> plc.stopBeat(false));
            rig.awaitAlarm("L1:plc.silent", false);
            Proof proof = rig.settle();
            proof.allConfirmed(PARCELS);
            assertTrue(!proof.facts(Fact.CommandDropped.class).isEmpty(), "commands were held back");
            assertEquals(Outcome.SORTED, proof.end(PARCELS).outcome());
        }
    }
}
