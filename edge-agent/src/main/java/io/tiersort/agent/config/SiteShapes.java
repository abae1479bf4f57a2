// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import static io.tiersort.device.Option.absent;
import static io.tiersort.device.Option.optional;
import static io.tiersort.device.Option.required;

import io.tiersort.device.DriverType;
import io.tiersort.device.Option;
import io.tiersort.device.Option.Kind;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Every key of {@code site.yaml} and {@code conf.d/*.yaml}. */
final class SiteShapes {
    private static final int MILLIS_PER_MINUTE = 60_000;

    private SiteShapes() {}

    /** The whole of {@code site.yaml}. */
    static Shape root(List<DriverType> drivers) {
        return Shape.of(
                "a site",
                Field.of(required("version", Kind.INTEGER, "Version of this format."), Format.VERSION),
                Field.object("site", site(), "The building."),
                id("agent", "Id of this gateway; part of every record."),
                Field.defaulted("console", console(), "The web console of this gateway."),
                Field.defaulted("journal", journal(), "The durable list of facts."),
                Field.objects("lines", line(), "The sorter lines this gateway serves."),
                Field.maybe("devices", device(drivers), "Scanners and sorters; more may stand in conf.d/*.yaml."),
                Field.maybe("uplinks", uplink(), "Where records go; more may stand in conf.d/*.yaml."),
                Field.maybe("feeds", feed(), "Where shipments come from."),
                id("plan", "The plan that runs: plans/<plan>/plan.yaml."),
                Field.defaulted("codes", CodesKeys.shape(), "What the site decides about its codes."),
                Field.of(absent("shipments", Kind.TEXT, "CSV file of shipments, imported at start."), Format.FILE),
                Field.absent("simulation", simulation(), "Settings of the virtual site; a real line ignores them."));
    }

    /** What a file in {@code conf.d} may hold. */
    static Shape dropIn(List<DriverType> drivers) {
        return Shape.of(
                "a file in conf.d",
                Field.maybe("devices", device(drivers), "Further devices."),
                Field.maybe("uplinks", uplink(), "Further uplinks."));
    }

    private static Field id(String name, String doc) {
        return Field.of(required(name, Kind.TEXT, doc), Format.ID);
    }

    private static Shape site() {
        return Shape.of(
                "the building",
                id("id", "Id of the site; part of every record."),
                Field.of(required("name", Kind.TEXT, "Name for people.")),
                Field.of(required("zone", Kind.TEXT, "Time zone of the building."), Format.ZONE));
    }

    private static Shape console() {
        return Shape.of(
                "the console",
                Field.of(
                        optional("host", Kind.HOST, "127.0.0.1", "Address to listen on; 0.0.0.0 for every interface.")),
                Field.of(optional("port", Kind.INTEGER, "8080", "Port to listen on; 0 for any free one.")
                        .within(0, 65535)));
    }

    private static Shape journal() {
        Option window = optional("group-window", Kind.DURATION, "5ms", "Longest wait before a group is committed.");
        Option queue = optional("queue", Kind.INTEGER, "50000", "Records that may wait for the disk.");
        return Shape.of("the journal", Field.of(window.within(0, 50)), Field.of(queue.within(1000, 1_000_000)));
    }

    private static Shape line() {
        Option speed =
                required("speed", Kind.SPEED, "Design speed of the belt.").within(50, 10_000);
        Option lead =
                optional("command-lead", Kind.DURATION, "120ms", "From sending a command until the PLC acts on it.");
        Option grace = optional("read-grace", Kind.DURATION, "40ms", "Wait for a late result after the scan station.");
        Option reopen = optional(
                "reopen-after",
                Kind.DURATION,
                "3s",
                "Time a chute that was full must be open before it gets new parcels.");
        return Shape.of(
                "a line",
                id("id", "Id of the line; parcels are numbered L1-1, L1-2, …"),
                Field.of(
                        required("travel-per-count", Kind.TEXT, "Belt travel of one encoder count."),
                        Format.FINE_LENGTH),
                Field.of(speed),
                Field.of(required("length", Kind.LENGTH, "From the induct eye to the end, or one lap of a loop.")
                        .within(100, 2_000_000)),
                Field.of(optional(
                        "loop", Kind.FLAG, "false", "Whether a parcel that passes its chute comes round again.")),
                Field.of(optional("max-laps", Kind.INTEGER, "0", "Recirculations before the hospital.")
                        .within(0, 100)),
                Field.of(lead.within(1, 10_000)),
                Field.of(grace.within(0, 10_000)),
                Field.of(reopen.within(0, 600_000)),
                Field.of(absent(
                                "throttle-at",
                                Kind.INTEGER,
                                "Share of a loop in use, in percent, from which on inducts are slowed down; 85 without it,"
                                        + " 0 for never.")
                        .within(0, 100)),
                Field.objects("stations", station(), "Scan stations in belt order."),
                Field.absent("scale", scale(), "The in-line scale; used by the simulation."),
                Field.objects("chutes", chute(), "Every chute in belt order."),
                Field.of(required("hospital", Kind.INTEGER, "Chute for parcels that need a person.")
                        .within(1, 65535)),
                Field.of(absent("overflow", Kind.INTEGER, "Chute for what a full chute cannot take.")
                        .within(1, 65535)),
                id("sorter", "Id of the device that is the PLC of this line."));
    }

    private static Shape station() {
        return Shape.of(
                "a scan station",
                Field.of(required("point", Kind.INTEGER, "Number the PLC uses for it.")
                        .within(0, 65535)),
                Field.of(required("at", Kind.LENGTH, "Distance from the induct eye.")),
                Field.of(required("window", Kind.LENGTH, "Half width of the belt in which a result is matched.")
                        .within(1, 5000)),
                Field.list(required("scanners", Kind.TEXT, "Ids of the code readers here."), Format.ID));
    }

    private static Shape scale() {
        return Shape.of("a scale", Field.of(required("at", Kind.LENGTH, "Distance from the induct eye.")));
    }

    private static Shape chute() {
        Option actuation = optional("actuation", Kind.DURATION, "60ms", "Time the diverter needs before the parcel.");
        return Shape.of(
                "a chute",
                Field.of(required("number", Kind.INTEGER, "Number the PLC uses for it.")
                        .within(1, 65535)),
                Field.of(absent("name", Kind.TEXT, "Name for people; without it \"Chute\" and the number.")),
                Field.of(required("at", Kind.LENGTH, "Divert point, distance from the induct eye.")),
                Field.of(actuation.within(0, MILLIS_PER_MINUTE)),
                Field.of(absent("max-weight", Kind.MASS, "Heaviest parcel it takes; without it any.")
                        .within(1, 1_000_000)),
                Field.of(absent("max-length", Kind.LENGTH, "Longest parcel it takes; without it any.")
                        .within(1, 10_000)),
                Field.of(absent(
                                "capacity",
                                Kind.INTEGER,
                                "Parcels it holds: it gets no more than it has room for; without it only the PLC closes it.")
                        .within(1, 10_000)),
                Field.list(
                        absent("accepts", Kind.CHOICE, "Flags of restricted handling that it may take.")
                                .oneOf(ConditionReader.flags().toArray(String[]::new)),
                        Format.PLAIN),
                Field.absent("rate-limit", rateLimit(), "Most parcels to send to it; without it any number."),
                Field.of(optional(
                        "container",
                        Kind.FLAG,
                        "false",
                        "Whether it takes parcels only while a bag, cage or trolley is bound to it.")));
    }

    private static Shape rateLimit() {
        return Shape.of(
                "a rate limit",
                Field.of(required("parcels", Kind.INTEGER, "Parcels within that time.")
                        .within(1, 10_000)),
                Field.of(required("within", Kind.DURATION, "Time over which they are counted.")
                        .within(100, 3_600_000)));
    }

    private static Shape device(List<DriverType> drivers) {
        Map<String, Shape> variants = new TreeMap<>();
        for (DriverType driver : drivers) {
            Field[] fields = driver.options().stream().map(Field::of).toArray(Field[]::new);
            variants.put(driver.name(), Shape.of("driver \"" + driver.name() + "\"", fields));
        }
        return Shape.of(
                        "a device",
                        id("id", "Id of the device; lines refer to it."),
                        Field.of(required("driver", Kind.TEXT, "What the device is; decides the further keys.")))
                .choosing("driver", variants);
    }

    private static Field[] broker(Field... further) {
        Field[] fields = {
            id("id", "Id for people, figures and alarms."),
            Field.of(optional("type", Kind.CHOICE, "mqtt", "Protocol.").oneOf("mqtt")),
            Field.of(required("host", Kind.HOST, "Host of the broker.")),
            Field.of(optional("port", Kind.INTEGER, "1883", "Port of the broker.")
                    .within(1, 65535)),
            Field.of(optional("tls", Kind.FLAG, "false", "Whether the connection is encrypted.")),
            Field.of(
                    optional("client-id", Kind.TEXT, "{site}-{agent}-{id}", "Client id; must be unique at the broker."),
                    Format.TOPIC),
            Field.of(absent("username", Kind.TEXT, "User name; without it an anonymous connection.")),
            Field.of(absent("password", Kind.SECRET, "Password of the user."))
        };
        Field[] all = Arrays.copyOf(fields, fields.length + further.length);
        System.arraycopy(further, 0, all, fields.length, further.length);
        return all;
    }

    private static Shape uplink() {
        Option topic = optional("topic", Kind.TEXT, "tiersort/{site}/{agent}/records", "Topic of the records.");
        Option timeout = optional("ack-timeout", Kind.DURATION, "10s", "Silence after which the link is given up.");
        return Shape.of(
                "an uplink",
                broker(
                        Field.of(topic, Format.TOPIC),
                        Field.of(optional("batch", Kind.INTEGER, "100", "Records in one message.")
                                .within(1, 1000)),
                        Field.of(optional("window", Kind.INTEGER, "16", "Messages awaiting their answer.")
                                .within(1, 64)),
                        Field.of(optional("linger", Kind.DURATION, "5ms", "Wait for a fuller message.")
                                .within(0, 10_000)),
                        Field.of(timeout.within(100, 600_000))));
    }

    private static Shape feed() {
        return Shape.of(
                "a feed",
                broker(
                        Field.list(required("topics", Kind.TEXT, "Topics to subscribe to."), Format.TOPIC),
                        Field.of(absent("reply-topic", Kind.TEXT, "Topic for accepted and rejected."), Format.TOPIC)));
    }

    private static Shape simulation() {
        return Shape.of(
                "the simulation",
                Field.of(optional("seed", Kind.INTEGER, "1", "The same seed gives the same shift.")),
                Field.of(optional("rate", Kind.INTEGER, "6000", "Parcels per hour.")
                        .within(1, 20_000)),
                Field.of(absent("labels", Kind.TEXT, "CSV file of what is printed on the parcels."), Format.FILE),
                Field.defaulted("faults", faults(), "Probability of each fault, per parcel."));
    }

    private static Shape faults() {
        return Shape.of(
                "the faults",
                fault("no-read", "The tunnel reads nothing."),
                fault("multi-label", "The parcel carries a second label of the same shipment."),
                fault("conflict", "The parcel carries the label of another shipment."),
                fault("lift-off", "Someone takes the parcel off the belt."),
                fault("added", "Someone puts a parcel on the belt behind the induct."),
                fault("touching", "The parcel touches the one before it."),
                fault("chute-full", "The chute reports full."));
    }

    private static Field fault(String name, String doc) {
        return Field.of(optional(name, Kind.TEXT, "0", doc), Format.FRACTION);
    }
}
