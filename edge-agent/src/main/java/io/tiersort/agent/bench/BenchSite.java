// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Writes the site directory of the benchmark: the plan of the packaged city hub, one line, all scanners at one station. */
record BenchSite(String agent, int plc, JsonArray scanners, int broker, long pollMillis) {
    private static final String PLAN = "plans/weekday/plan.yaml";
    private static final int CHUTES = 12;

    void write(Path directory) throws IOException {
        Path plan = directory.resolve(PLAN);
        Files.createDirectories(plan.toAbsolutePath().getParent());
        try (InputStream in =
                BenchSite.class.getClassLoader().getResourceAsStream("config/examples/city-hub/" + PLAN)) {
            if (in == null) {
                throw new IOException("not packaged: " + PLAN + "; rebuild the distribution");
            }
            Files.write(plan, in.readAllBytes());
        }
        Files.writeString(directory.resolve("site.yaml"), site());
    }

    private String site() {
        return """
                version: 1
                site: {id: bench, name: Benchmark, zone: Europe/Berlin}
                agent: %s
                console: {host: 127.0.0.1, port: 0}
                journal: {group-window: 5ms, queue: 50000}
                lines:
                  - id: L1
                    travel-per-count: 1mm
                    speed: 2000mm/s
                    length: 60m
                    loop: false
                    command-lead: 120ms
                    read-grace: 40ms
                    stations:
                      - {point: 1, at: 2500mm, window: 200mm, scanners: [%s]}
                    chutes:
                %s
                    hospital: 12
                    overflow: 11
                    sorter: plc-1
                devices:
                %s
                  - {id: plc-1, driver: modbus-sorter, host: 127.0.0.1, port: %d, poll-interval: %dms,
                     event-base: %d, event-slots: %d, command-base: %d, command-slots: %d}
                uplinks:
                  - {id: cloud, type: mqtt, host: 127.0.0.1, port: %d, topic: "tiersort/{site}/{agent}/records"}
                plan: weekday
                """.formatted(
                        agent,
                        names(),
                        chutes(),
                        devices(),
                        plc,
                        pollMillis,
                        Registers.EVENT_BASE,
                        Registers.EVENT_SLOTS,
                        Registers.COMMAND_BASE,
                        Registers.COMMAND_SLOTS,
                        broker);
    }

    private String names() {
        return IntStream.range(0, scanners.size())
                .mapToObj(number -> "tunnel-" + number)
                .collect(Collectors.joining(", "));
    }

    private static String chutes() {
        return IntStream.rangeClosed(1, CHUTES)
                .mapToObj(number -> "      - {number: " + number + ", name: Chute " + number + ", at: "
                        + (20 + 3 * number) + "m, actuation: 60ms, capacity: 100}")
                .collect(Collectors.joining("\n"));
    }

    private String devices() {
        return IntStream.range(0, scanners.size())
                .mapToObj(number -> "  - {id: tunnel-" + number
                        + ", driver: tunnel-scanner, role: client, host: 127.0.0.1, port: "
                        + scanners.getInteger(number)
                        + ", framing: stx-etx, separator: \";\", stamp: tracking-id, aim: true}")
                .collect(Collectors.joining("\n"));
    }
}
