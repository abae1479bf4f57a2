// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import io.tiersort.agent.config.Activations;
import io.tiersort.agent.config.PlanStore;
import io.tiersort.agent.sqlite.DataDirLock;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Asks the agent of a data folder for a stored plan and waits for its answer. */
final class PlanRequest {
    /** A running agent looks twice a second. */
    private static final long QUICK_NANOS = TimeUnit.MILLISECONDS.toNanos(1_500);

    @Option(names = "--config", required = true, paramLabel = "DIR", description = "The site directory.")
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private Path config;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of the agent.")
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private Path data;

    @Option(names = "--reason", defaultValue = "", paramLabel = "TEXT", description = "Why; kept in the history.")
    private String reason = "";

    @Option(
            names = "--wait",
            defaultValue = "10s",
            paramLabel = "TIME",
            description = "How long to wait for the agent's answer (default: 10s).")
    private Duration wait = Duration.ofSeconds(10);

    Path config() {
        return config;
    }

    Path data() {
        return data;
    }

    /** Asks, waits, prints; the exit code. */
    int run(CommandSpec spec, OutputOptions output, PlanStore.Revision revision)
            throws IOException, InterruptedException {
        Activations activations = new PlanStore(data).activations();
        String by = System.getProperty("user.name", "unknown");
        Activations.Request request = activations.ask(InstantSource.system().millis(), revision, by, reason.strip());
        Optional<Activations.Answer> answer = answer(activations, request.serial());
        JsonObject json = new JsonObject()
                .put("plan", revision.id())
                .put("revision", revision.number())
                .put("hash", revision.hash());
        if (answer.isEmpty()) {
            boolean running = DataDirLock.isHeld(data);
            output.print(
                    spec,
                    json.put("state", running ? "unanswered" : "asked"),
                    running
                            ? "no answer within " + wait.toSeconds() + " s: the agent has not taken " + revision.text()
                                    + " yet; see its log and tiersort plan list"
                            : "the agent is not running; it will start with " + revision.text());
            return running ? ExitCodes.UNREACHABLE : ExitCodes.OK;
        }
        Activations.Answer told = answer.get();
        output.print(
                spec,
                json.put("state", told.active() ? "active" : "refused")
                        .put("at", told.at())
                        .put("detail", told.detail()),
                revision.text()
                        + (told.active() ? " active since " + Instant.ofEpochMilli(told.at()) : " refused: ")
                        + told.detail().stripTrailing());
        return told.active() ? ExitCodes.OK : ExitCodes.CONFIG;
    }

    private Optional<Activations.Answer> answer(Activations activations, long serial)
            throws IOException, InterruptedException {
        long began = System.nanoTime();
        Optional<Activations.Answer> answer = Optional.empty();
        boolean goOn = true;
        while (goOn) {
            answer = activations.history().stream()
                    .filter(told -> told.request().serial() == serial)
                    .findFirst();
            long waited = System.nanoTime() - began;
            goOn = answer.isEmpty() && waited < wait.toNanos() && (waited < QUICK_NANOS || DataDirLock.isHeld(data));
            if (goOn) {
                TimeUnit.MILLISECONDS.sleep(50);
            }
        }
        return answer;
    }
}
