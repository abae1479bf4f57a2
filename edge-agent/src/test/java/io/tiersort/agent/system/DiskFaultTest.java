// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.journal.JournalState.Level;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The disk is full: the line sorts on, people are told, and facts are kept until there is room. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class DiskFaultTest {
    private static final int PARCELS = 48;
    private static final long ROOM_FOR_SOME = 64 * 1024;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void sortingGoesOnWhileTheDiskIsFullAndEverythingIsWrittenWhenThereIsRoomAgain() throws Exception {
        try (SystemRig rig = SystemRig.prepare(folder, Parcels.known(PARCELS))) {
            rig.startAgent(settings -> settings.withJournalOf(ROOM_FOR_SOME)).startSite();
            awaitFull(rig);
            awaitSorted(rig);
            assertEquals("failing", rig.agent().model().health().getString("status"));
            rig.awaitAlarm("journal", true);
            rig.agent().journal().limit(0);
            rig.awaitAlarm("journal", false);
            rig.settle().allSorted(PARCELS);
        }
    }

    @Test
    void whatAFullDiskCouldNotTakeIsAskedFromThePlcOnceMoreAfterARestart() throws Exception {
        try (SystemRig rig = SystemRig.prepare(folder, Parcels.known(PARCELS))) {
            rig.startAgent(settings -> settings.withJournalOf(ROOM_FOR_SOME)).startSite();
            awaitFull(rig);
            awaitSorted(rig);
            rig.stopAgent();
            rig.startAgent();
            rig.settle().allConfirmed(PARCELS);
        }
    }

    private static void awaitFull(SystemRig rig) throws Exception {
        Waiting.until(
                "the disk is full",
                () -> rig.agent().journal().state().level() == Level.FAILED,
                () -> rig.agent().journal().figures());
        assertTrue(rig.agent().journal().state().reason().contains("disk full"));
        assertFalse(rig.site().runner().ledger().totals().onBelt() == 0, "in the middle of the work");
    }

    /** Parcels whose whole way lies in the time without a disk reach their chutes. */
    private static void awaitSorted(SystemRig rig) throws Exception {
        long before = inSortingChutes(rig);
        Waiting.until(
                "parcels are sorted without a disk",
                () -> inSortingChutes(rig) >= before + 16,
                () -> rig.site().runner().ledger().totals());
    }

    private static long inSortingChutes(SystemRig rig) {
        return rig.site().runner().ledger().totals().perChute().entrySet().stream()
                .filter(chute -> chute.getKey() <= 4)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }
}
