// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.line.LineLayout;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.DriverType;
import io.tiersort.device.Option;
import io.tiersort.device.Option.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes records of a site without errors. */
final class SiteBuilder {
    private static final int THROTTLE_AT = 85;

    private final Places places;
    private final List<DriverType> drivers;

    SiteBuilder(Places places, List<DriverType> drivers) {
        this.places = places;
        this.drivers = drivers;
    }

    SiteConfig build(Bound root, List<Bound> devices, List<Bound> uplinks) {
        Bound building = root.object("site").orElseThrow();
        Bound console = root.object("console").orElseThrow();
        Bound journal = root.object("journal").orElseThrow();
        Names names = new Names(building.text("id"), root.text("agent"));
        return new SiteConfig(
                places.data(),
                new SiteConfig.Site(building.text("id"), building.text("name"), building.value("zone", ZoneId.class)),
                root.text("agent"),
                new SiteConfig.Console(console.text("host"), console.number("port")),
                new SiteConfig.Journal(journal.duration("group-window"), journal.number("queue")),
                root.objects("lines").stream().map(SiteBuilder::line).toList(),
                devices.stream().map(this::device).toList(),
                uplinks.stream().map(uplink -> uplink(uplink, names)).toList(),
                root.objects("feeds").stream().map(feed -> feed(feed, names)).toList(),
                root.text("plan"),
                file(root, "shipments"),
                root.object("simulation").map(this::simulation),
                CodesKeys.policy(root.object("codes").orElseThrow()));
    }

    /** What fills the placeholders of topics and client ids. */
    private record Names(String site, String agent) {
        String fill(String text, String id) {
            return text.replace("{site}", site).replace("{agent}", agent).replace("{id}", id);
        }
    }

    private static SiteConfig.Line line(Bound line) {
        LineLayout layout = new LineLayout(
                line.text("id"),
                line.number("travel-per-count"),
                line.number("speed"),
                line.number("length"),
                line.objects("stations").stream().map(SiteBuilder::station).toList(),
                line.objects("chutes").stream().map(SiteBuilder::chute).toList(),
                line.number("hospital"),
                line.numberOrZero("overflow"),
                line.flag("loop"),
                line.number("max-laps"),
                line.duration("command-lead"),
                line.duration("read-grace"),
                line.duration("reopen-after"),
                throttleAt(line));
        int scale = line.object("scale").map(object -> object.number("at")).orElse(0);
        return new SiteConfig.Line(layout, line.text("sorter"), scale);
    }

    /** Only a loop can be crowded by what comes round again. */
    private static int throttleAt(Bound line) {
        int given = line.has("throttle-at") ? line.number("throttle-at") : THROTTLE_AT;
        return line.flag("loop") ? given : 0;
    }

    private static LineLayout.Station station(Bound station) {
        return new LineLayout.Station(
                station.number("point"), station.list("scanners"), station.number("at"), station.number("window"));
    }

    private static LineLayout.Chute chute(Bound chute) {
        int number = chute.number("number");
        Optional<Bound> rate = chute.object("rate-limit");
        return new LineLayout.Chute(
                number,
                chute.has("name") ? chute.text("name") : "Chute " + number,
                chute.number("at"),
                chute.duration("actuation"),
                chute.numberOrZero("max-weight"),
                chute.numberOrZero("max-length"),
                chute.numberOrZero("capacity"),
                chute.<String>list("accepts").stream().map(SiteBuilder::flag).collect(Collectors.toSet()),
                rate.map(limit -> limit.number("parcels")).orElse(0),
                rate.map(limit -> limit.duration("within")).orElse(Duration.ZERO),
                chute.flag("container"));
    }

    private static Shipment.Flag flag(String word) {
        return Arrays.stream(Shipment.Flag.values())
                .filter(flag -> flag.word().equals(word))
                .findFirst()
                .orElseThrow();
    }

    private SiteConfig.Device device(Bound device) {
        DriverType driver = drivers.stream()
                .filter(type -> type.name().equals(device.text("driver")))
                .findFirst()
                .orElseThrow();
        Map<String, Object> values = new HashMap<>();
        Map<String, Secret> secrets = new HashMap<>();
        for (Option option : driver.options()) {
            String name = option.name();
            if (option.kind() == Kind.SECRET) {
                secret(device, name).ifPresent(secret -> secrets.put(name, secret));
            } else if (device.has(name)) {
                values.put(name, option.kind() == Kind.TEXTS ? device.list(name) : device.raw(name));
            }
        }
        return new SiteConfig.Device(device.text("id"), driver, values, secrets);
    }

    private SiteConfig.Broker broker(Bound broker, Names names) {
        return new SiteConfig.Broker(
                broker.text("host"),
                broker.number("port"),
                broker.flag("tls"),
                names.fill(broker.text("client-id"), broker.text("id")),
                broker.textOrEmpty("username"),
                secret(broker, "password"));
    }

    private SiteConfig.Uplink uplink(Bound uplink, Names names) {
        String id = uplink.text("id");
        return new SiteConfig.Uplink(
                id,
                broker(uplink, names),
                names.fill(uplink.text("topic"), id),
                uplink.number("batch"),
                uplink.number("window"),
                uplink.duration("linger"),
                uplink.duration("ack-timeout"));
    }

    private SiteConfig.Feed feed(Bound feed, Names names) {
        String id = feed.text("id");
        List<String> topics = feed.list("topics");
        return new SiteConfig.Feed(
                id,
                broker(feed, names),
                topics.stream().map(topic -> names.fill(topic, id)).toList(),
                names.fill(feed.textOrEmpty("reply-topic"), id));
    }

    private SiteConfig.Simulation simulation(Bound simulation) {
        Bound faults = simulation.object("faults").orElseThrow();
        return new SiteConfig.Simulation(
                simulation.number("seed"),
                simulation.number("rate"),
                file(simulation, "labels"),
                new SiteConfig.Faults(
                        faults.fraction("no-read"),
                        faults.fraction("multi-label"),
                        faults.fraction("conflict"),
                        faults.fraction("lift-off"),
                        faults.fraction("added"),
                        faults.fraction("touching"),
                        faults.fraction("chute-full")));
    }

    private Optional<Path> file(Bound object, String name) {
        return Optional.of(object.textOrEmpty(name))
                .filter(text -> !text.isEmpty())
                .map(places.data()::resolve)
                .filter(Files::isRegularFile);
    }

    private Optional<Secret> secret(Bound object, String name) {
        return object.has(name) ? Optional.of(new Secret(object.text(name), places.secrets())) : Optional.empty();
    }
}
