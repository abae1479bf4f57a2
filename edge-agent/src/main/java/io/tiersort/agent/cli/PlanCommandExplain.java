// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import io.tiersort.agent.backtest.PlanExplanation;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.plan.Subject;
import io.tiersort.agent.shipment.ShipmentBook;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tiersort plan explain}. */
@Command(
        name = "explain",
        description = "Tell what a plan says to one shipment: rule by rule, route, destination, chutes, departures.")
final class PlanCommandExplain implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final PlanPlaces places = new PlanPlaces();

    @Option(names = "--plan", required = true, paramLabel = "PLAN", description = PlanPlaces.WORD)
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private String plan;

    @ArgGroup(multiplicity = "1")
    private final Asked asked = new Asked();

    @Option(names = "--at", paramLabel = "TIME", description = "Moment of the decision (default: now).")
    private @Nullable Instant at;

    /** One of the two. */
    static final class Asked {
        @Option(names = "--shipment", paramLabel = "REF", description = "Reference of a shipment; needs --data.")
        private @Nullable String shipment;

        @Option(
                names = "--basis",
                split = ",",
                paramLabel = "KEY=VALUE",
                description = "Values by hand, such as service=express,postcode=10115,weight=1200 (g and mm).")
        private @Nullable Map<String, String> basis;
    }

    @Override
    public Integer call() throws IOException {
        Plan sound = places.sound(plan);
        Subject subject = subject();
        long millis = (at == null ? InstantSource.system().instant() : at).toEpochMilli();
        PlanExplanation explanation = PlanExplanation.of(sound, subject, millis);
        output.print(spec, json(sound, explanation), text(sound, explanation));
        return explanation.destination().isEmpty() ? ExitCodes.FAILED : ExitCodes.OK;
    }

    private Subject subject() {
        Map<String, String> basis = asked.basis;
        if (basis != null) {
            return SubjectText.of(basis);
        }
        Path data = places.data()
                .orElseThrow(() -> new CommandFailed(
                        ExitCodes.USAGE, "--shipment needs --data, the data folder with the shipments"));
        String reference = asked.shipment == null ? "" : asked.shipment;
        return ShipmentBook.peek(data, reference)
                .map(SubjectText::of)
                .orElseThrow(() -> new CommandFailed(
                        ExitCodes.FAILED,
                        "no shipment \"" + reference + "\" in " + data + "; expected the reference of a shipment"));
    }

    private static JsonObject json(Plan plan, PlanExplanation told) {
        JsonArray promises = new JsonArray();
        told.promises()
                .forEach(promise -> promises.add(new JsonObject()
                        .put("tier", promise.tier())
                        .put("departure", promise.departure())
                        .put("runs", new JsonArray(promise.runs()))
                        .put("kept", promise.kept())
                        .put("why", promise.why())));
        return new JsonObject()
                .put("plan", plan.id())
                .put("revision", plan.revision())
                .put("hash", plan.hash())
                .put("rules", steps(told.rules()))
                .put("promised", told.promised())
                .put("promises", promises)
                .put("tier", told.tier())
                .put("routes", steps(told.routes()))
                .put("destination", told.destination())
                .put("chutes", new JsonArray(told.chutes()));
    }

    private static JsonArray steps(List<PlanExplanation.Step> steps) {
        JsonArray array = new JsonArray();
        steps.forEach(step -> array.add(new JsonObject()
                .put("id", step.id())
                .put("condition", step.condition())
                .put("held", step.held())
                .put("obstacle", step.obstacle())
                .put("gives", step.gives())));
        return array;
    }

    private static String text(Plan plan, PlanExplanation told) {
        List<String> lines = new ArrayList<>();
        lines.add(
                "plan " + plan.id() + (plan.revision() == 0 ? "" : " r" + plan.revision()) + " (" + plan.hash() + ")");
        told.rules().forEach(step -> lines.add(text("rule", step)));
        lines.add("promised tier " + or(told.promised(), "none: no rule holds"));
        told.promises()
                .forEach(promise ->
                        lines.add("  " + promise.tier() + (promise.kept() ? " can be kept: " : " CANNOT be kept: ")
                                + promise.why()
                                + (promise.departure().isEmpty()
                                        ? ""
                                        : "; departure " + promise.departure() + " cuts off at "
                                                + promise.runs().stream()
                                                        .map(Instant::ofEpochMilli)
                                                        .toList())));
        lines.add("tier " + or(told.tier(), "none"));
        told.routes().forEach(step -> lines.add(text("route", step)));
        lines.add("destination " + or(told.destination(), "none: no route holds") + ", chutes " + told.chutes());
        return String.join("\n", lines);
    }

    private static String text(String what, PlanExplanation.Step step) {
        return "  " + what + " " + step.id()
                + (step.held()
                        ? " holds (" + step.condition() + ") -> " + step.gives()
                        : " does not hold: " + step.obstacle());
    }

    private static String or(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }
}
