// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import io.tiersort.agent.config.Activations;
import io.tiersort.agent.config.Loaded;
import io.tiersort.agent.config.PlanStore;
import io.tiersort.agent.plan.Plan;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tiersort plan}. */
@Command(
        name = "plan",
        description = "Check, compare, try out and activate sort plans.",
        subcommands = {
            PlanCommand.ListAll.class,
            PlanCommand.Check.class,
            PlanCommandDiff.class,
            PlanCommandExplain.class,
            PlanCommandBacktest.class,
            PlanCommandActivate.class,
            PlanCommandRollback.class
        })
final class PlanCommand {
    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli itself acts on it
    private final HelpOption help = new HelpOption();

    /** {@code tiersort plan list}. */
    @Command(name = "list", description = "Tell the stored plans and which of them runs. The agent may be running.")
    static final class ListAll implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before call()
        private CommandSpec spec;

        @Mixin
        private final OutputOptions output = new OutputOptions();

        @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of the agent.")
        @SuppressWarnings("NullAway.Init") // set by picocli before call()
        private Path data;

        @Override
        public Integer call() throws IOException {
            PlanStore store = new PlanStore(data);
            List<Activations.Answer> history = store.activations().history();
            Optional<Activations.Answer> active = store.activations().active();
            Optional<Activations.Request> asked = store.activations().unanswered();
            JsonArray plans = new JsonArray();
            List<String> lines = new ArrayList<>();
            for (PlanStore.Revision kept : store.revisions()) {
                String state = state(kept, active, asked, history);
                plans.add(new JsonObject()
                        .put("plan", kept.id())
                        .put("revision", kept.number())
                        .put("hash", kept.hash())
                        .put("accepted", kept.acceptedAt())
                        .put("state", state));
                lines.add(String.format(
                        "%-20s r%-4d %s  accepted %s  %s",
                        kept.id(), kept.number(), kept.hash(), Instant.ofEpochMilli(kept.acceptedAt()), state));
            }
            JsonArray answers = new JsonArray();
            lines.add(history.isEmpty() ? "no plan has run yet" : "history");
            history.forEach(answer -> {
                answers.add(answer.json());
                lines.add("  " + told(answer));
            });
            asked.ifPresent(request -> lines.add("  asked by " + request.by() + " at "
                    + Instant.ofEpochMilli(request.at()) + ", not answered yet: " + request.id() + " r"
                    + request.revision()));
            output.print(spec, new JsonObject().put("plans", plans).put("history", answers), String.join("\n", lines));
            return ExitCodes.OK;
        }

        private static String told(Activations.Answer answer) {
            Activations.Request request = answer.request();
            String reason = request.reason().isEmpty() ? "" : ": " + request.reason();
            return Instant.ofEpochMilli(answer.at()) + "  " + request.id() + " r" + request.revision() + " "
                    + request.hash() + (answer.active() ? "  active" : "  refused") + ", asked by " + request.by()
                    + reason;
        }

        private static String state(
                PlanStore.Revision kept,
                Optional<Activations.Answer> active,
                Optional<Activations.Request> asked,
                List<Activations.Answer> history) {
            if (active.filter(answer -> is(kept, answer.request())).isPresent()) {
                return "active";
            }
            if (asked.filter(request -> is(kept, request)).isPresent()) {
                return "asked";
            }
            boolean ran = history.stream().anyMatch(answer -> answer.active() && is(kept, answer.request()));
            return ran ? "former" : "stored";
        }

        private static boolean is(PlanStore.Revision kept, Activations.Request request) {
            return kept.id().equals(request.id()) && kept.hash().equals(request.hash());
        }
    }

    /** {@code tiersort plan check}. */
    @Command(name = "check", description = "Check one plan; print every problem with file, line and column.")
    static final class Check implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before call()
        private CommandSpec spec;

        @Mixin
        private final OutputOptions output = new OutputOptions();

        @Mixin
        private final PlanPlaces places = new PlanPlaces();

        @Parameters(paramLabel = "PLAN", description = PlanPlaces.WORD)
        @SuppressWarnings("NullAway.Init") // set by picocli before call()
        private String plan;

        @Override
        public Integer call() throws IOException {
            Loaded<Plan> loaded = places.load(plan);
            output.print(
                    spec,
                    new JsonObject()
                            .put("valid", loaded.value().isPresent())
                            .put("summary", loaded.problems().summary())
                            .put("problems", loaded.problems().json()),
                    loaded.problems().text().stripTrailing());
            return loaded.value().isPresent() ? ExitCodes.OK : ExitCodes.CONFIG;
        }
    }
}
