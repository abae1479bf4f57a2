// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import io.tiersort.agent.config.Activations;
import io.tiersort.agent.config.PlanFinder;
import io.tiersort.agent.config.PlanStore;
import java.io.IOException;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tiersort plan rollback}. */
@Command(
        name = "rollback",
        description = "Activate a former revision again: the one that ran before the running one, or the one named.")
final class PlanCommandRollback implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final PlanRequest request = new PlanRequest();

    @Parameters(paramLabel = "REVISION", arity = "0..1", description = "r3, weekday/r3 or a hash.")
    private @Nullable String word;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PlanFinder finder = PlanPlaces.finder(Optional.of(request.config()), Optional.of(request.data()));
        try {
            PlanStore.Revision revision = word == null ? before() : finder.revision(word);
            PlanPlaces.sound(revision.text(), finder.find(revision.id() + "/r" + revision.number()));
            return request.run(spec, output, revision);
        } catch (NoSuchElementException unknown) {
            throw new CommandFailed(ExitCodes.FAILED, String.valueOf(unknown.getMessage()));
        }
    }

    private PlanStore.Revision before() throws IOException {
        PlanStore store = new PlanStore(request.data());
        List<Activations.Request> ran = store.activations().history().stream()
                .filter(Activations.Answer::active)
                .map(Activations.Answer::request)
                .toList();
        for (int i = ran.size() - 2; i >= 0; i--) {
            if (!ran.get(i).sameAs(ran.get(ran.size() - 1))) {
                Activations.Request former = ran.get(i);
                return store.find(former.id(), former.hash())
                        .orElseThrow(() -> new NoSuchElementException("plan " + former.id() + " r" + former.revision()
                                + " is not stored any more; name another revision, see tiersort plan list"));
            }
        }
        throw new NoSuchElementException("no former plan; nothing but the running one ran in " + request.data());
    }
}
