// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A process of the benchmark. One thread talks to it; closing is for any thread. */
final class Child implements AutoCloseable {
    private static final Duration GOODBYE = Duration.ofSeconds(20);
    private static final long KIB = 1_024;

    private final String role;
    private final Path log;
    private final Process process;
    private final BufferedReader answers;
    private final JsonObject began;
    private final long startMillis;

    /** Which java runs a process, and with which flags. */
    record Java(String binary, List<String> flags) {
        /** The java that runs this, with these flags. */
        static Java here(String... flags) {
            return new Java(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(), List.of(flags));
        }

        /** The flags this process runs with, without those that attach something to it. */
        static List<String> ownFlags() {
            return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                    .filter(flag -> !flag.startsWith("-javaagent") && !flag.startsWith("-agentlib"))
                    .toList();
        }
    }

    /** Starts the process and waits until it has begun; its log goes to {@code <folder>/<role>.log}. */
    static Child start(String role, Java java, JsonObject setup, Path folder, Duration limit)
            throws IOException, InterruptedException {
        Path log = folder.resolve(role + ".log");
        List<String> command = new ArrayList<>(List.of(java.binary()));
        command.addAll(java.flags());
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), Part.class.getName(), role, setup.encode()));
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        return new Child(role, log, process, began, limit);
    }

    private Child(String role, Path log, Process process, long start, Duration limit)
            throws IOException, InterruptedException {
        this.role = role;
        this.log = log;
        this.process = process;
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end of " + role));
        try {
            began = answer(limit);
        } catch (IOException | InterruptedException failed) {
            process.destroyForcibly();
            throw failed;
        }
        startMillis = (System.nanoTime() - start) / 1_000_000;
    }

    /** What it said when it had begun. */
    JsonObject began() {
        return began;
    }

    /** From starting the process until it had begun, in ms. */
    long startMillis() {
        return startMillis;
    }

    /** Gives an order and waits for the answer. */
    JsonObject ask(JsonObject order, Duration limit) throws IOException, InterruptedException {
        OutputStream orders = process.getOutputStream();
        orders.write((order.encode() + "\n").getBytes(StandardCharsets.UTF_8));
        orders.flush();
        return answer(limit);
    }

    private JsonObject answer(Duration limit) throws IOException, InterruptedException {
        CompletableFuture<String> line = CompletableFuture.supplyAsync(this::readLine);
        try {
            return new JsonObject(line.get(limit.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException silent) {
            process.destroyForcibly();
            throw new IOException(
                    "the " + role + " of the benchmark does not answer within " + limit.toSeconds() + " s");
        } catch (ExecutionException | DecodeException failed) {
            throw new IOException("the " + role + " of the benchmark ended: " + lastWords(), failed);
        }
    }

    /** The next answer; a Java says things of its own on the same stream. */
    private String readLine() {
        try {
            String line = answers.readLine();
            while (line != null && !line.startsWith("{")) {
                Files.writeString(log, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                line = answers.readLine();
            }
            return line == null ? "" : line;
        } catch (IOException broken) {
            return "";
        }
    }

    private String lastWords() throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            List<String> all = lines.toList();
            return String.join(" | ", all.subList(Math.max(0, all.size() - 5), all.size()));
        }
    }

    /** Memory that the process holds now ({@code VmRSS}) or held at most ({@code VmHWM}), in MiB; 0 where unknown. */
    long memory(String figure) throws IOException {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        if (!Files.isReadable(status)) {
            return 0;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(figure + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / KIB)
                    .findFirst()
                    .orElse(0);
        }
    }

    /** Processor time used so far, in ms. */
    long processorMillis() {
        return process.info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
    }

    /** Ends the process in good order, or by force when that takes too long. */
    @Override
    public void close() throws IOException {
        try {
            process.getOutputStream().close();
            if (!process.waitFor(GOODBYE.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
