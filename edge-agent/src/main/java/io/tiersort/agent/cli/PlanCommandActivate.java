// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import io.tiersort.agent.config.PlanFinder;
import io.tiersort.agent.config.PlanStore;
import io.tiersort.agent.plan.Plan;
import java.io.IOException;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tiersort plan activate}. */
@Command(
        name = "activate",
        description =
                "Check a plan, store it, and have the agent follow it from the next parcel on. An agent that is not "
                        + "running starts with it; a plan with errors changes nothing.")
final class PlanCommandActivate implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final PlanRequest request = new PlanRequest();

    @Parameters(paramLabel = "PLAN", description = PlanPlaces.WORD)
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private String word;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PlanFinder finder = PlanPlaces.finder(Optional.of(request.config()), Optional.of(request.data()));
        try {
            Plan plan = PlanPlaces.sound(word, finder.accept(word));
            PlanStore.Revision revision =
                    new PlanStore(request.data()).find(plan.id(), plan.hash()).orElseThrow();
            return request.run(spec, output, revision);
        } catch (NoSuchElementException unknown) {
            throw new CommandFailed(ExitCodes.FAILED, String.valueOf(unknown.getMessage()));
        }
    }
}
