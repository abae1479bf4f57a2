// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Memory that a benchmark asks for and what the machine has left, in MiB. */
final class Memory {
    private static final long MIB = 1 << 20;
    /** A record of the table with its slots, while the slots are being doubled. */
    private static final long BYTES_PER_SHIPMENT = 210;

    private static final long HEAP_BASE = 128;
    private static final long BESIDES_HEAP = 128;

    private Memory() {}

    /** Heap for a line that knows so many shipments. */
    static long heapFor(int shipments) {
        return HEAP_BASE + shipments * BYTES_PER_SHIPMENT / MIB;
    }

    /** Refuses what the machine cannot hold; swapping measures the disk. */
    static void require(int shipments, long left) throws IOException {
        long needed = heapFor(shipments) + BESIDES_HEAP;
        if (left < needed) {
            throw new IOException("not enough memory to measure: shipments=" + shipments + ", free=" + left
                    + " MiB; expected " + needed + " MiB; choose fewer --shipments or end other programs");
        }
    }

    /** What can still be had: free memory and what the system would give up for it. */
    static long left() throws IOException {
        Path info = Path.of("/proc/meminfo");
        if (Files.isReadable(info)) {
            try (Stream<String> lines = Files.lines(info)) {
                return lines.filter(line -> line.startsWith("MemAvailable:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
                        .findFirst()
                        .orElse(free());
            }
        }
        return free();
    }

    private static long free() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getFreeMemorySize() / MIB
                : Long.MAX_VALUE;
    }
}
