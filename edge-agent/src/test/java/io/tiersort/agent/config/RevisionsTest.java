// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.config.Revisions.Accepted;
import io.tiersort.agent.config.Revisions.Start;
import io.tiersort.device.Drivers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RevisionsTest {
    @TempDir
    Path directory;

    private SiteCopy site = new SiteCopy(Path.of(""));

    @BeforeEach
    void copyTheExample() throws IOException {
        site = SiteCopy.of("minimal", Files.createDirectory(directory.resolve("site")));
    }

    private Start start() throws IOException {
        return new Revisions(directory.resolve("data"), Drivers.all(), ExamplesTest.CLOCK).start(site.directory());
    }

    private Accepted accepted() throws IOException {
        return start().accepted().orElseThrow();
    }

    private Path stored(String hash, String file) {
        return directory.resolve("data/revisions").resolve(hash).resolve(file);
    }

    @Test
    void theFirstGoodStartIsRevisionOneAndKeepsItsFiles() throws IOException {
        Start start = start();
        Accepted accepted = start.accepted().orElseThrow();
        assertFalse(start.fallback());
        assertEquals(1, accepted.plan().revision());
        assertEquals(
                Files.readString(site.directory().resolve(SiteCopy.SITE)),
                Files.readString(stored(accepted.hash(), SiteCopy.SITE)));
        assertTrue(Files.exists(stored(accepted.hash(), SiteCopy.PLAN)));
    }

    @Test
    void startingAgainWithTheSameFilesChangesNothing() throws IOException {
        Accepted first = accepted();
        Accepted second = accepted();
        assertEquals(first.hash(), second.hash());
        assertEquals(1, second.plan().revision());
    }

    @Test
    void theRevisionOfThePlanCountsOnlyChangesOfThePlan() throws IOException {
        Accepted first = accepted();
        site.edit(SiteCopy.SITE, "name: Express", "name: Fast");
        Accepted second = accepted();
        assertNotEquals(first.hash(), second.hash());
        assertEquals(1, second.plan().revision());
        site.edit(SiteCopy.PLAN, "11:50", "11:40");
        assertEquals(2, accepted().plan().revision());
        site.edit(SiteCopy.PLAN, "11:40", "11:50");
        Accepted back = accepted();
        assertEquals(1, back.plan().revision());
        assertEquals(first.plan().hash(), back.plan().hash());
    }

    @Test
    void aPlanIsCountedOnAfterAnotherOneRan() throws IOException {
        accepted();
        site.edit(SiteCopy.SITE, "plan: weekday", "plan: peak");
        String peak = Files.readString(site.directory().resolve(SiteCopy.PLAN)).replace("plan: weekday", "plan: peak");
        site.write("plans/peak/plan.yaml", peak);
        assertEquals(1, accepted().plan().revision());
        site.edit(SiteCopy.SITE, "plan: peak", "plan: weekday").edit(SiteCopy.PLAN, "11:50", "11:40");
        Accepted again = accepted();
        assertEquals("weekday", again.plan().id());
        assertEquals(2, again.plan().revision());
    }

    @Test
    void withWrongFilesTheLastAcceptedRevisionRunsAndTheProblemsAreTold() throws IOException {
        Accepted good = accepted();
        site.edit(SiteCopy.SITE, "speed: 1m/s", "speed: fast");
        Start start = start();
        assertTrue(start.fallback());
        assertEquals(good.hash(), start.accepted().orElseThrow().hash());
        assertEquals(good.plan(), start.accepted().orElseThrow().plan());
        assertEquals(
                1000, start.accepted().orElseThrow().site().layouts().get(0).speedMmPerSecond());
        assertEquals("1 error, 0 warnings", start.problems().summary());
    }

    @Test
    void withWrongFilesAtTheVeryFirstStartThereIsNothingToRun() throws IOException {
        site.edit(SiteCopy.PLAN, "chutes: [3]", "chutes: [33]");
        Start start = start();
        assertTrue(start.accepted().isEmpty());
        assertFalse(start.fallback());
        assertTrue(start.problems().hasErrors());
        assertFalse(Files.exists(directory.resolve("data/revisions/current")));
    }

    @Test
    void theLastRevisionRunsEvenWhenTheWholeSiteDirectoryIsGone() throws IOException {
        Accepted good = accepted();
        site = new SiteCopy(directory.resolve("gone"));
        Start start = start();
        assertEquals(good.hash(), start.accepted().orElseThrow().hash());
        assertTrue(start.accepted().orElseThrow().site().shipments().isEmpty());
    }

    @Test
    void aCopyThatWasChangedIsNotRun() throws IOException {
        Accepted good = accepted();
        Path copy = stored(good.hash(), SiteCopy.PLAN);
        Files.writeString(copy, Files.readString(copy).replace("11:50", "11:51"));
        site.edit(SiteCopy.SITE, "speed: 1m/s", "speed: fast");
        Start start = start();
        assertTrue(start.accepted().isEmpty());
        assertTrue(start.problems().list().stream().anyMatch(problem -> problem.code() == Code.REVISION));
    }

    @Test
    void aDamagedPointerIsToldAndGoodFilesAreAcceptedAnew() throws IOException {
        accepted();
        Files.writeString(directory.resolve("data/revisions/current"), "\0\0\0");
        Start start = start();
        assertEquals(1, start.accepted().orElseThrow().plan().revision());
        assertEquals(Code.REVISION, start.problems().list().get(0).code());
        assertTrue(start().problems().list().isEmpty());
    }

    @Test
    void aCrashBeforeThePointerWasReplacedLeavesTheFormerRevision() throws IOException {
        Accepted good = accepted();
        Files.writeString(directory.resolve("data/revisions/current.new"), "revision 0123456789ab\n");
        Files.createDirectories(stored("0123456789ab", "plans"));
        site.edit(SiteCopy.SITE, "speed: 1m/s", "speed: fast");
        assertEquals(good.hash(), start().accepted().orElseThrow().hash());
    }

    @Test
    void oldCopiesAreRemovedBeyondTheLimit() throws IOException {
        String time = "11:50";
        for (int minute = 10; minute < 10 + RevisionStore.KEPT + 5; minute++) {
            site.edit(SiteCopy.PLAN, time, "10:" + minute);
            time = "10:" + minute;
            assertEquals(minute - 9, accepted().plan().revision());
        }
        try (Stream<Path> copies = Files.list(directory.resolve("data/revisions"))) {
            assertEquals(RevisionStore.KEPT, copies.filter(Files::isDirectory).count());
        }
    }
}
