// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.system;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** The broker that most sites have, from the path, in a process of its own; keeps its sessions on the disk. */
final class Mosquitto implements AutoCloseable {
    private final Path folder;
    private final int port;
    private Process process;

    private Mosquitto(Path folder, int port) throws Exception {
        this.folder = folder;
        this.port = port;
        Files.writeString(folder.resolve("mosquitto.conf"), """
                listener %d 127.0.0.1
                allow_anonymous true
                set_tcp_nodelay true
                user root
                persistence true
                persistence_location %s/
                autosave_on_changes true
                autosave_interval 1
                max_inflight_messages 100
                max_queued_messages 0
                """.formatted(port, folder));
        process = launched();
    }

    static Mosquitto start(Path folder) throws Exception {
        return new Mosquitto(folder, SiteFolder.freePort());
    }

    int port() {
        return port;
    }

    /** Asks it to end, which makes it save, and starts it again. */
    void restart() throws Exception {
        process.destroy();
        assertTrue(process.waitFor(20, TimeUnit.SECONDS), "mosquitto does not end");
        process = launched();
    }

    private Process launched() throws Exception {
        Path log = folder.resolve("mosquitto.log");
        Process started = new ProcessBuilder(
                        "mosquitto", "-c", folder.resolve("mosquitto.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        Waiting.until("mosquitto listens", this::listens, log::toString);
        return started;
    }

    private boolean listens() {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
