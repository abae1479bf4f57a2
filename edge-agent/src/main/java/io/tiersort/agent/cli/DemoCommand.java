// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import io.tiersort.agent.demo.Demo;
import io.tiersort.agent.demo.DemoSettings;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tiersort demo}. */
@Command(
        name = "demo",
        description =
                "A whole site in one go: virtual sorter, scanner and host, embedded MQTT broker, the agent and its "
                        + "console. Nothing to configure.")
final class DemoCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description =
                    "Let parcels in for so long, empty the line, print the balance and end (default: until Ctrl-C).")
    private @Nullable Duration duration;

    @Option(names = "--rate", defaultValue = "6000", description = "Parcels per hour, 1..20000 (default: 6000).")
    private int rate = 6_000;

    @Option(names = "--seed", defaultValue = "7", description = "Seed of everything random (default: 7).")
    private long seed = 7;

    @Option(names = "--port", defaultValue = "8080", description = "Port of the console, 0 for any (default: 8080).")
    private int port = 8_080;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Keep journal and site database there (default: a temporary folder, removed at the end).")
    private @Nullable Path data;

    @Option(
            names = "--broker",
            paramLabel = "HOST:PORT",
            description = "Use this MQTT broker instead of the embedded one.")
    private @Nullable String broker;

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (rate < 1 || rate > 20_000) {
            throw new CommandFailed(
                    ExitCodes.USAGE, "--rate: found " + rate + "; expected 1 to 20000 parcels per hour");
        }
        Talk talk = new Talk(spec);
        DemoSettings settings = new DemoSettings(rate, seed, port, data, broker);
        try (Demo demo = Demo.start(settings, talk::status)) {
            Shutdown shutdown = Shutdown.onSignal(demo::close);
            talk.say("console  " + demo.url());
            talk.say("broker   " + demo.broker() + ", records on " + demo.topic());
            JsonObject balance = watch(demo, talk, shutdown);
            if (!balance.isEmpty()) {
                output.print(spec, balance, balance.encodePrettily());
            }
            return balance.isEmpty() || balance.getBoolean("ok") ? ExitCodes.OK : ExitCodes.FAILED;
        }
    }

    private JsonObject watch(Demo demo, Talk talk, Shutdown shutdown) throws InterruptedException {
        long began = System.nanoTime();
        while (!shutdown.wasAsked()) {
            if (duration != null && System.nanoTime() - began >= duration.toNanos()) {
                talk.status("emptying the line …");
                return demo.finish();
            }
            shutdown.await(Duration.ofSeconds(1));
            talk.status(demo.status());
        }
        return new JsonObject();
    }
}
