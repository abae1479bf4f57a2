// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.system;

import io.tiersort.agent.config.SiteCheck;
import io.tiersort.device.Drivers;
import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** The site directory of a test: a short line at free ports, with a script of parcels. */
final class SiteFolder {
    private static final System.Logger LOG = System.getLogger(SiteFolder.class.getName());
    private static final int QUEUE = 50_000;
    private static final int FIRST_PORT = 20_000;
    private static final int PORTS = 12_000;
    private static final AtomicInteger NEXT_PORT =
            new AtomicInteger((int) (ProcessHandle.current().pid() * 97 % PORTS));

    private final Path directory;
    private final Map<String, String> values = new HashMap<>();
    private final Parcels parcels;

    private SiteFolder(Path directory, Parcels parcels) {
        this.directory = directory;
        this.parcels = parcels;
    }

    /** Settings of a site at free ports, not written yet; the broker's port is still to be given. */
    static SiteFolder in(Path directory, Parcels parcels) throws IOException {
        return new SiteFolder(directory, parcels)
                .with("console", 0)
                .with("scanner", freePort())
                .with("plc", freePort())
                .with("rate", 12_000)
                .with("queue", QUEUE)
                .with("role", "client");
    }

    /** The same site with another value for a placeholder of {@code site.yaml}. */
    SiteFolder with(String placeholder, Object value) {
        values.put(placeholder, value.toString());
        return this;
    }

    /** The value of a placeholder. */
    int port(String placeholder) {
        return Integer.parseInt(values.getOrDefault(placeholder, "0"));
    }

    Path directory() {
        return directory;
    }

    Parcels parcels() {
        return parcels;
    }

    /** Writes every file. */
    SiteFolder write() throws IOException {
        Files.createDirectories(directory.resolve("plans/short"));
        String site = resource("site.yaml");
        for (Map.Entry<String, String> value : values.entrySet()) {
            site = site.replace("@" + value.getKey() + "@", value.getValue());
        }
        Files.writeString(directory.resolve("site.yaml"), site);
        Files.writeString(directory.resolve("plans/short/plan.yaml"), resource("plans/short/plan.yaml"));
        Files.writeString(directory.resolve("shipments.csv"), parcels.shipments());
        Files.writeString(directory.resolve("labels.csv"), parcels.labelFile());
        return this;
    }

    /** The configuration as the agent reads it; fails when it is wrong. */
    SiteCheck.Checked load() {
        return SiteCheck.check(directory, Drivers.all(), InstantSource.system()).orThrow();
    }

    /** A free port below those that the system gives to outgoing connections, so that no connection takes it meanwhile. */
    static int freePort() throws IOException {
        while (true) {
            int port = FIRST_PORT + Math.floorMod(NEXT_PORT.getAndIncrement(), PORTS);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException taken) {
                LOG.log(System.Logger.Level.DEBUG, "port {0} is taken", port);
            }
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = SiteFolder.class.getResourceAsStream("/system/" + name)) {
            if (in == null) {
                throw new IOException("no such test resource: system/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
