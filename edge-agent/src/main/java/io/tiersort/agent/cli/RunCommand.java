// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import io.tiersort.agent.config.Revisions;
import io.tiersort.agent.runtime.Agent;
import io.tiersort.agent.runtime.AgentSettings;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tiersort run}. */
@Command(name = "run", description = "Run the agent of a site until it is told to stop (SIGTERM or Ctrl-C).")
final class RunCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(names = "--config", required = true, paramLabel = "DIR", description = "The site directory.")
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private Path config;

    @Option(
            names = "--data",
            required = true,
            paramLabel = "DIR",
            description = "Folder of the journal and the site database; created when missing.")
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private Path data;

    @Override
    public Integer call() throws IOException, InterruptedException {
        long began = System.nanoTime();
        Talk talk = new Talk(spec);
        Revisions.Accepted accepted = Configured.toRun(config, data, talk);
        Agent agent = Agent.start(AgentSettings.of(accepted.site(), accepted.plan(), data, talk));
        Shutdown shutdown = Shutdown.onSignal(agent::close);
        long millis = (System.nanoTime() - began) / 1_000_000;
        String url = "http://" + accepted.site().console().host() + ":" + agent.port() + "/";
        output.print(
                spec,
                new JsonObject()
                        .put("ready", true)
                        .put("millis", millis)
                        .put("url", url)
                        .put("shipments", agent.shipments().size())
                        .put("plan", accepted.plan().id())
                        .put("planRevision", accepted.plan().revision()),
                "ready in " + millis + " ms: site " + accepted.site().site().id() + ", plan "
                        + accepted.plan().id() + " revision " + accepted.plan().revision() + ", "
                        + agent.shipments().size() + " shipments, console " + url);
        shutdown.await();
        return ExitCodes.OK;
    }
}
