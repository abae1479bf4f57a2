// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.demo;

import io.tiersort.agent.config.Revisions;
import io.tiersort.agent.config.SiteConfig;
import io.tiersort.device.Drivers;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The packaged example of a city hub, moved to free ports, a broker, a rate and a seed. */
final class DemoSite {
    private static final String EXAMPLE = "config/examples/city-hub/";
    private static final List<String> FILES =
            List.of("site.yaml", "plans/weekday/plan.yaml", "shipments.csv", "labels.csv");

    private DemoSite() {}

    /** Unpacks the example and loads it; what is played differs from the file only in addresses, rate and seed. */
    static Revisions.Accepted unpack(Path directory, Path data) throws IOException {
        for (String name : FILES) {
            Path target = directory.resolve(name);
            Files.createDirectories(target.toAbsolutePath().getParent());
            try (InputStream in = DemoSite.class.getClassLoader().getResourceAsStream(EXAMPLE + name)) {
                if (in == null) {
                    throw new IOException("not packaged: " + EXAMPLE + name + "; rebuild the distribution");
                }
                Files.write(target, in.readAllBytes());
            }
        }
        Revisions.Start start = new Revisions(data, Drivers.all(), InstantSource.system()).start(directory);
        return start.accepted()
                .orElseThrow(() -> new IOException(start.problems().text()));
    }

    /** Where the demo's broker is. */
    record Address(String host, int port) {}

    static SiteConfig moved(SiteConfig site, DemoSettings settings, Address broker) throws IOException {
        List<SiteConfig.Device> devices = new ArrayList<>();
        for (SiteConfig.Device device : site.devices()) {
            Map<String, Object> values = new HashMap<>(device.values());
            values.put("port", (long) freePort());
            devices.add(new SiteConfig.Device(device.id(), device.driver(), values, device.secrets()));
        }
        List<SiteConfig.Uplink> uplinks = site.uplinks().stream()
                .map(uplink -> new SiteConfig.Uplink(
                        uplink.id(),
                        at(uplink.broker(), broker),
                        uplink.topic(),
                        uplink.batch(),
                        uplink.window(),
                        uplink.linger(),
                        uplink.ackTimeout()))
                .toList();
        List<SiteConfig.Feed> feeds = site.feeds().stream()
                .map(feed ->
                        new SiteConfig.Feed(feed.id(), at(feed.broker(), broker), feed.topics(), feed.replyTopic()))
                .toList();
        return new SiteConfig(
                site.directory(),
                site.site(),
                site.agent(),
                new SiteConfig.Console(site.console().host(), settings.port()),
                site.journal(),
                site.lines(),
                devices,
                uplinks,
                feeds,
                site.plan(),
                site.shipments(),
                site.simulation()
                        .map(simulation -> new SiteConfig.Simulation(
                                settings.seed(), settings.rate(), Optional.empty(), simulation.faults())),
                site.codes());
    }

    private static SiteConfig.Broker at(SiteConfig.Broker broker, Address address) {
        return new SiteConfig.Broker(
                address.host(), address.port(), broker.tls(), broker.clientId(), broker.username(), broker.password());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
