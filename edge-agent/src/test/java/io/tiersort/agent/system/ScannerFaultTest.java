// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.device.Health;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The scanner babbles, is silent or goes away: parcels it cannot name go to the hospital, all others where they belong. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class ScannerFaultTest {
    private static final int PARCELS = 24;
    private static final int HOSPITAL = 6;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void brokenAndOversizedFramesBetweenGoodOnesCostNoParcel() throws Exception {
        try (SystemRig rig = SystemRig.start(folder, Parcels.known(PARCELS))) {
            for (int parcels = 1; parcels < PARCELS; parcels++) {
                rig.awaitInducted(parcels);
                rig.scanner().splitWrites(parcels);
                SystemRig.done(rig.scanner().garbage(broken(parcels)));
            }
            Proof proof = rig.settle();
            proof.allSorted(PARCELS);
        }
    }

    /** Frames as a bad cable makes them: no end, no start, control characters inside, far too long, empty. */
    private static byte[] broken(int kind) {
        byte[] oversized = new byte[10_000];
        Arrays.fill(oversized, (byte) 'A');
        oversized[0] = 2;
        return switch (kind % 5) {
            case 0 -> new byte[] {2, 'h', 'a', 'l', 'f'};
            case 1 -> "rest\u0003".getBytes(StandardCharsets.US_ASCII);
            case 2 -> new byte[] {2, (byte) 0xff, 0, 7, (byte) 0x80, 3};
            case 3 -> oversized;
            default -> new byte[] {2, 3, 3, 2, 3};
        };
    }

    @Test
    void aFloodOfGarbageStopsNothingButItsOwnReadings() throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (SystemRig rig = SystemRig.start(folder, Parcels.known(2 * PARCELS))) {
            rig.awaitInducted(PARCELS / 2);
            byte[] noise = new byte[256 * 1024];
            for (int burst = 0; burst < 16; burst++) {
                random.nextBytes(noise);
                SystemRig.done(rig.scanner().garbage(noise));
            }
            rig.awaitInducted(2 * PARCELS);
            Proof proof = rig.settle();
            proof.allConfirmed(2 * PARCELS);
            assertEquals(Outcome.SORTED, proof.end(1).outcome());
            assertEquals(Outcome.SORTED, proof.end(2 * PARCELS).outcome(), "the scanner is heard again");
        }
    }

    @Test
    void aScannerThatIsCutOffIsFoundAgain() throws Exception {
        try (SystemRig rig = SystemRig.start(folder, Parcels.known(PARCELS))) {
            for (int parcels = 4; parcels < PARCELS; parcels += 4) {
                rig.awaitInducted(parcels);
                rig.scanner().cut();
            }
            rig.awaitInducted(PARCELS);
            Proof proof = rig.settle();
            proof.allConfirmed(PARCELS);
            assertEquals(Outcome.SORTED, proof.end(PARCELS).outcome());
            long losses = proof.facts(Fact.DeviceHealthChanged.class).stream()
                    .filter(health -> health.device().equals("tunnel-1") && health.health() != Health.NORMAL)
                    .count();
            assertTrue(losses >= 5, () -> "every cut is told: " + losses);
        }
    }

    @Test
    void withASilentScannerEveryParcelGoesToTheHospitalAsNotRead() throws Exception {
        try (SystemRig rig = SystemRig.start(folder, Parcels.known(PARCELS))) {
            rig.awaitInducted(8);
            rig.scanner().mute(true);
            rig.awaitInducted(16);
            rig.scanner().mute(false);
            Proof proof = rig.settle();
            proof.allConfirmed(PARCELS);
            assertTrue(proof.ended(Outcome.SORTED) > 0, "what was read is sorted");
            assertTrue(proof.ended(Outcome.HOSPITAL) >= 4, "what was not read is not guessed");
            proof.facts(Fact.ParcelClosed.class).stream()
                    .filter(close -> close.outcome() == Outcome.HOSPITAL && close.physical() == Physical.NONE)
                    .forEach(close -> assertEquals(Cause.NOREAD, close.cause()));
        }
    }

    @Test
    void aScannerThatConnectsToTheAgentIsReadAllTheSame() throws Exception {
        try (SystemRig rig = SystemRig.prepare(folder, Parcels.known(PARCELS), site -> site.with("role", "server"))) {
            rig.startAgent().startSite();
            rig.awaitInducted(PARCELS / 2);
            rig.scanner().cut();
            Proof proof = rig.settle();
            proof.allConfirmed(PARCELS);
            assertEquals(Outcome.SORTED, proof.end(PARCELS).outcome());
        }
    }

    @Test
    void unknownParcelsAndParcelsWithTwoKnownShipmentsGoToTheHospitalAndNowhereElse() throws Exception {
        Parcels parcels = Parcels.none();
        for (int i = 0; i < PARCELS; i += 4) {
            parcels.tell(i).tell(i + 1).label(i);
            parcels.label(i + 1, i + 1);
            parcels.label(i + 2);
            parcels.tell(i + 100).tell(i + 101).label(i + 100, i + 101);
        }
        try (SystemRig rig = SystemRig.start(folder, parcels)) {
            Proof proof = rig.settle();
            for (int i = 1; i <= PARCELS; i += 4) {
                ended(proof, i, Outcome.SORTED, Cause.OK);
                ended(proof, i + 1, Outcome.SORTED, Cause.OK);
                ended(proof, i + 2, Outcome.HOSPITAL, Cause.NO_DATA);
                ended(proof, i + 3, Outcome.HOSPITAL, Cause.MULTI_CONFLICT);
                assertEquals("", proof.end(i + 3).reference(), "no shipment is credited");
            }
        }
    }

    private static void ended(Proof proof, long parcel, Outcome outcome, Cause cause) {
        Fact.ParcelClosed end = proof.end(parcel);
        assertEquals(outcome, end.outcome(), end::toString);
        assertEquals(cause, end.cause(), end::toString);
        assertEquals(outcome == Outcome.HOSPITAL, end.chute() == HOSPITAL, end::toString);
        assertFalse(end.dwellMillis() <= 0, end::toString);
    }
}
