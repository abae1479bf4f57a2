// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.plan.Plan;
import io.tiersort.device.Drivers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanStoreTest {
    @TempDir
    Path directory;

    private SiteCopy site = new SiteCopy(Path.of(""));
    private PlanStore store = new PlanStore(Path.of(""));

    @BeforeEach
    void copyTheExample() throws IOException {
        site = SiteCopy.of("minimal", Files.createDirectory(directory.resolve("site")));
        store = new PlanStore(directory.resolve("data"));
    }

    private PlanFile.Surroundings around() {
        return PlanFile.Surroundings.of(
                SiteFile.load(site.directory(), Drivers.all()).orThrow(), ExamplesTest.CLOCK);
    }

    private Plan accept() throws IOException {
        return store.accept(site.directory().resolve("plans/weekday"), "weekday", around())
                .orThrow();
    }

    private PlanStore.Revision revision(int number) throws IOException {
        return store.revisions().stream()
                .filter(kept -> kept.number() == number)
                .findFirst()
                .orElseThrow();
    }

    private Activations.Request ask(int number) throws IOException {
        return store.activations().ask(1_000L + number, revision(number), "anna", "why not");
    }

    private void answer(Activations.Request request, boolean active) throws IOException {
        store.activations().answer(new Activations.Answer(request, request.at() + 500, active, ""));
    }

    @Test
    void theSameContentKeepsItsNumberAndAnotherOneGetsTheNext() throws IOException {
        Plan first = accept();
        assertEquals(1, accept().revision());
        site.edit(SiteCopy.PLAN, "11:50", "11:40");
        assertEquals(2, accept().revision());
        site.edit(SiteCopy.PLAN, "11:40", "11:50");
        assertEquals(1, accept().revision());
        assertEquals(
                List.of(2, 1),
                store.revisions().stream().map(PlanStore.Revision::number).toList());
        assertEquals(first, store.load("weekday", first.hash(), around()).orThrow());
    }

    @Test
    void whatIsLeftOfACopyThatWasCutShortIsNoPlan() throws IOException {
        Path half = directory.resolve("data/plans/weekday/.new");
        Files.createDirectories(half);
        Files.writeString(half.resolve("plan.yaml"), "version: 1");
        assertTrue(store.revisions().isEmpty());
        assertEquals(1, accept().revision());
    }

    @Test
    void aCopyThatWasChangedIsNotRun() throws IOException {
        Plan plan = accept();
        Path copy = revision(1).directory().resolve("plan.yaml");
        Files.writeString(copy, Files.readString(copy).replace("11:50", "11:51"));
        Loaded<Plan> loaded = store.load("weekday", plan.hash(), around());
        assertTrue(loaded.value().isEmpty());
        assertEquals(Code.REVISION, loaded.problems().list().get(0).code());
    }

    @Test
    void aPlanWithErrorsIsNotKept() throws IOException {
        site.edit(SiteCopy.PLAN, "chutes: [3]", "chutes: [33]");
        PlanFile.Surroundings around = around();
        assertTrue(store.accept(site.directory().resolve("plans/weekday"), "weekday", around)
                .problems()
                .hasErrors());
        assertTrue(store.revisions().isEmpty());
    }

    @Test
    void aRequestIsOpenUntilItIsAnsweredAndARefusalChangesNothing() throws IOException {
        accept();
        site.edit(SiteCopy.PLAN, "11:50", "11:40");
        accept();
        Activations activations = store.activations();
        answer(ask(1), true);
        Activations.Request second = ask(2);
        assertEquals(second, activations.unanswered().orElseThrow());
        answer(second, false);
        assertTrue(activations.unanswered().isEmpty());
        assertEquals(1, activations.active().orElseThrow().request().revision());
        assertEquals(2, activations.history().size());
        assertTrue(ask(2).serial() > second.serial());
    }

    @Test
    void whatRanAtAMomentIsKnownLater() throws IOException {
        accept();
        site.edit(SiteCopy.PLAN, "11:50", "11:40");
        accept();
        answer(ask(1), true);
        answer(ask(2), true);
        Activations activations = store.activations();
        assertTrue(activations.activeAt(1_500).isEmpty());
        assertEquals(1, activations.activeAt(1_501).orElseThrow().request().revision());
        assertEquals(2, activations.active().orElseThrow().request().revision());
    }

    @Test
    void aLineThatAPowerCutLeftUnfinishedDoesNotHideTheOthers() throws IOException {
        accept();
        answer(ask(1), true);
        Path history = directory.resolve("data/plans/history");
        Files.writeString(history, "\n{\"serial\":2,\"asked\":17,\"pl", StandardOpenOption.APPEND);
        Activations activations = store.activations();
        assertEquals(1, activations.history().size());
        answer(ask(1), true);
        assertEquals(2, activations.history().size());
    }

    @Test
    void oldCopiesGoButNeverTheOneThatRuns() throws IOException {
        accept();
        answer(ask(1), true);
        String time = "11:50";
        for (int minute = 0; minute < PlanStore.KEPT + 5; minute++) {
            String next = String.format("%02d:%02d", 8 + minute / 60, minute % 60);
            site.edit(SiteCopy.PLAN, time, next);
            time = next;
            assertEquals(minute + 2, accept().revision());
        }
        assertEquals(PlanStore.KEPT + 1, store.revisions().size());
        assertEquals(1, revision(1).number());
        assertFalse(store.revisions().stream().anyMatch(kept -> kept.number() == 2));
    }
}
