// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.identify.Policy;
import io.tiersort.agent.line.LineLayout;
import io.tiersort.device.DriverType;
import io.tiersort.device.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one gateway has to know about its site: checked, defaults filled in, placeholders replaced. Immutable.
 *
 * @param directory the site directory; files named in the configuration are relative to it
 * @param agent id of this gateway
 * @param plan id of the plan that runs: {@code plans/<id>/plan.yaml}
 * @param shipments a file to import at start
 * @param simulation settings of the virtual site
 * @param codes what the site decides about its codes
 */
public record SiteConfig(
        Path directory,
        Site site,
        String agent,
        Console console,
        Journal journal,
        List<Line> lines,
        List<Device> devices,
        List<Uplink> uplinks,
        List<Feed> feeds,
        String plan,
        Optional<Path> shipments,
        Optional<Simulation> simulation,
        Policy codes) {
    public SiteConfig {
        lines = List.copyOf(lines);
        devices = List.copyOf(devices);
        uplinks = List.copyOf(uplinks);
        feeds = List.copyOf(feeds);
    }

    /** The geometry of every line, in the order of the file. */
    public List<LineLayout> layouts() {
        return lines.stream().map(Line::layout).toList();
    }

    /** The device with this id; throws {@link IllegalArgumentException} when there is none. */
    public Device device(String id) {
        return devices.stream()
                .filter(device -> device.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such device: id=" + id));
    }

    /** The building; its zone is the one in which clock times are meant. */
    public record Site(String id, String name, ZoneId zone) {}

    /** Where the console listens; port 0 takes any free one. */
    public record Console(String host, int port) {}

    /**
     * The journal.
     *
     * @param groupWindow longest wait for further records before a group is committed
     * @param queue records that may wait for the journal, 1000..1000000
     */
    public record Journal(Duration groupWindow, int queue) {}

    /**
     * A sorter line.
     *
     * @param sorter id of the device that is the line's PLC
     * @param scaleAtMm position of the scale, 0 when there is none
     */
    public record Line(LineLayout layout, String sorter, int scaleAtMm) {}

    /**
     * A device and its checked settings.
     *
     * @param values by option name, as {@link io.tiersort.device.Option#parse} returns them, without secrets
     * @param secrets by option name
     */
    public record Device(String id, DriverType driver, Map<String, Object> values, Map<String, Secret> secrets) {
        public Device {
            values = Map.copyOf(values);
            secrets = Map.copyOf(secrets);
        }

        /** Settings for {@link DriverType#maker}; reads the secrets now and fails as {@link Secret#reveal} does. */
        public Settings settings() {
            Map<String, Object> all = new HashMap<>(values);
            secrets.forEach((option, secret) -> all.put(option, new String(secret.reveal())));
            return Settings.of(driver.options(), all);
        }
    }

    /** How to reach a broker and who to be there; an empty {@code username} connects without one. */
    public record Broker(
            String host, int port, boolean tls, String clientId, String username, Optional<Secret> password) {}

    /**
     * A place records are sent to.
     *
     * @param batch records in one message, 1..1000
     * @param window messages sent and not yet acknowledged, 1..64
     * @param linger wait for further records before a message that is not full is sent
     * @param ackTimeout silence after which the connection is given up
     */
    public record Uplink(
            String id, Broker broker, String topic, int batch, int window, Duration linger, Duration ackTimeout) {}

    /** A place shipments come from; {@code replyTopic} takes the answers and is empty for none. */
    public record Feed(String id, Broker broker, List<String> topics, String replyTopic) {
        public Feed {
            topics = List.copyOf(topics);
        }
    }

    /**
     * The virtual site.
     *
     * @param seed of every random choice
     * @param parcelsPerHour 1..20000
     * @param labels what is printed on the parcels; {@code tiersort sim} needs it
     */
    public record Simulation(long seed, int parcelsPerHour, Optional<Path> labels, Faults faults) {}

    /** Probabilities per parcel, 0..1; {@code chuteFull} per parcel that drops. */
    public record Faults(
            double noRead,
            double multiLabel,
            double conflict,
            double liftOff,
            double added,
            double touching,
            double chuteFull) {}
}
