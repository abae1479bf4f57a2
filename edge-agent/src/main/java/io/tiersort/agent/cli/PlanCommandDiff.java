// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import io.tiersort.agent.backtest.PlanDiff;
import io.tiersort.agent.plan.Plan;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tiersort plan diff}. */
@Command(name = "diff", description = "Tell what two plans do differently, by meaning and not by lines of text.")
final class PlanCommandDiff implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final PlanPlaces places = new PlanPlaces();

    @Parameters(index = "0", paramLabel = "BEFORE", description = PlanPlaces.WORD)
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private String before;

    @Parameters(index = "1", paramLabel = "AFTER", description = "The same.")
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private String after;

    @Override
    public Integer call() throws IOException {
        Plan one = places.sound(before);
        Plan other = places.sound(after);
        List<PlanDiff.Change> changes = PlanDiff.between(one, other);
        JsonArray array = new JsonArray();
        changes.forEach(change -> array.add(new JsonObject()
                .put("kind", word(change))
                .put("part", change.part())
                .put("id", change.id())
                .put("before", change.before())
                .put("after", change.after())));
        output.print(
                spec,
                new JsonObject()
                        .put("before", name(one))
                        .put("after", name(other))
                        .put("changes", array),
                changes.isEmpty()
                        ? "no difference"
                        : changes.stream().map(PlanCommandDiff::text).collect(Collectors.joining("\n")));
        return ExitCodes.OK;
    }

    private static JsonObject name(Plan plan) {
        return new JsonObject()
                .put("plan", plan.id())
                .put("revision", plan.revision())
                .put("hash", plan.hash());
    }

    private static String word(PlanDiff.Change change) {
        return change.kind().name().toLowerCase(Locale.ROOT);
    }

    private static String text(PlanDiff.Change change) {
        String head = (change.part() + " " + change.id()).strip() + " " + word(change);
        return head
                + (change.before().isEmpty() ? "" : "\n  - " + change.before())
                + (change.after().isEmpty() ? "" : "\n  + " + change.after());
    }
}
