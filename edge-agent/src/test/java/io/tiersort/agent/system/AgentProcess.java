// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.cli.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The {@code tiersort} command in a process of its own. */
final class AgentProcess implements AutoCloseable {
    private final Process process;
    private final Path output;
    private final Path talk;

    private AgentProcess(Process process, Path output, Path talk) {
        this.process = process;
        this.output = output;
        this.talk = talk;
    }

    /** Starts a command; its two outputs go to files named after {@code name}. */
    static AgentProcess start(Path logs, String name, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Path output = logs.resolve(name + ".out");
        Path talk = logs.resolve(name + ".err");
        Process process = new ProcessBuilder(command)
                .redirectOutput(output.toFile())
                .redirectError(talk.toFile())
                .start();
        return new AgentProcess(process, output, talk);
    }

    /** Runs the agent of a site and waits until it says that it is ready. */
    static AgentProcess run(SystemRig rig, String name) throws Exception {
        AgentProcess agent = start(
                rig.directory(),
                name,
                "run",
                "--config",
                rig.folder().directory().toString(),
                "--data",
                rig.data().toString(),
                "-o",
                "json");
        Waiting.until(
                "the agent is ready",
                () -> agent.output().contains("\"ready\" : true") || !agent.process.isAlive(),
                agent::talk);
        assertTrue(agent.process.isAlive(), agent::talk);
        return agent;
    }

    /** What it has printed as data. */
    String output() {
        return read(output);
    }

    /** What it has told people. */
    String talk() {
        return read(talk);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            return unreadable.toString();
        }
    }

    boolean hasEnded() {
        return !process.isAlive();
    }

    /** SIGKILL. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGTERM; how long it took to end. */
    long terminateMillis() throws InterruptedException {
        long asked = System.nanoTime();
        process.destroy();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it does not end");
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - asked);
    }

    /** Waits for its end by itself; its exit code. */
    int exitCode() throws InterruptedException {
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), this::talk);
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
    }
}
