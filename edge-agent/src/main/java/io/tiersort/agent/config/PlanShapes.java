// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import static io.tiersort.device.Option.absent;
import static io.tiersort.device.Option.optional;
import static io.tiersort.device.Option.required;

import io.tiersort.agent.line.Reasons;
import io.tiersort.agent.plan.Condition.TextField;
import io.tiersort.device.Option.Kind;
import java.util.Arrays;

/** Every key of a {@code plan.yaml}. */
final class PlanShapes {
    private static final int MILLIS_PER_HOUR = 3_600_000;
    private static final int EARLY_MILLIS_MAX = 14 * 24 * MILLIS_PER_HOUR;
    private static final int GRAMS_MAX = 1_000_000;
    private static final int LAPS_MAX = 100;

    private PlanShapes() {}

    /** The whole of {@code plan.yaml}. */
    static Shape root() {
        return Shape.of(
                "a plan",
                Field.of(required("version", Kind.INTEGER, "Version of this format."), Format.VERSION),
                id("plan", "Id of the plan; the name of its directory."),
                Field.of(
                        absent("zone", Kind.TEXT, "Time zone of its clock times; without it the site's."), Format.ZONE),
                Field.objects("tiers", tier(), "The promises a parcel can travel under."),
                Field.objects(
                        "tier-rules",
                        tierRule(),
                        "Which tier a shipment gets; by precedence, then as written, the first rule that holds wins."),
                Field.objects("routes", route(), "Which destination a parcel gets; the first route that holds wins."),
                Field.objects("destinations", destination(), "Logical destinations and their chutes."),
                Field.maybe("departures", departure(), "What leaves the building, and when."),
                Field.maybe("calendars", calendar(), "Days on which departures do not leave as usual."),
                Field.maybe("modifiers", modifier(), "Handling that flags ask for on top of the tier."),
                Field.maybe(
                        "refuges",
                        refuge(),
                        "Chutes for parcels without a destination, by cause; others go to the hospital."),
                Field.maybe("points", point(), "Locker banks and pickup points whose room is counted here."),
                Field.defaulted(
                        "measure-check", measureCheck(), "When measured and declared values contradict each other."),
                Field.of(optional(
                        "route-by-label",
                        Kind.FLAG,
                        "false",
                        "Whether a parcel the host does not know is routed by what its label says.")),
                tables());
    }

    /** The key that is read before all others, because conditions need the tables. */
    static Field tables() {
        return Field.maybe(PlanTables.KEY, table(), "Tables that conditions and routes look into.");
    }

    private static Field id(String name, String doc) {
        return Field.of(required(name, Kind.TEXT, doc), Format.ID);
    }

    private static Field maybeId(String name, String doc) {
        return Field.of(absent(name, Kind.TEXT, doc), Format.ID);
    }

    private static Field flag(String name, String fallback, String doc) {
        return Field.of(optional(name, Kind.FLAG, fallback, doc));
    }

    private static Shape table() {
        return Shape.of(
                "a table",
                id("id", "Id of the table."),
                Field.of(required("file", Kind.TEXT, "Its rows; see Tables below."), Format.TABLE));
    }

    private static Shape tier() {
        return Shape.of(
                "a tier",
                id("id", "Id of the tier, such as SAME_DAY."),
                Field.of(required("name", Kind.TEXT, "Name for people.")),
                Field.of(required("number", Kind.INTEGER, "Shown on the PLC's panel.")
                        .within(1, 65535)),
                Field.of(required("rank", Kind.INTEGER, "1 is the most demanding promise.")
                        .within(1, 1000)),
                flag("premium", "false", "Whether it must be claimed: by the service, the segment or a flag."),
                maybeId("departure", "Departure that serves it; without it no cut-off."),
                maybeId("fallback", "Tier that is promised when this one cannot be kept."),
                flag("verified", "false", "Whether an unverified divert raises an alarm at once."),
                Field.absent("early", early(), "Where parcels wait that must not be delivered yet."));
    }

    private static Shape early() {
        return Shape.of(
                "the wait",
                Field.of(required("lead", Kind.DURATION, "Parcels wait that may be delivered only later than this.")
                        .within(1, EARLY_MILLIS_MAX)),
                id("destination", "Destination where they wait."));
    }

    private static Shape tierRule() {
        return Shape.of(
                "a tier rule",
                id("id", "Id of the rule; shown where a decision is explained."),
                Field.of(absent(
                                RuleOrder.KEY,
                                Kind.CHOICE,
                                "What the rule rests on, highest first; without it default for {}, else promise.")
                        .oneOf(RuleOrder.words())),
                Field.condition("when", "Condition on the shipment; {} holds always."),
                id("tier", "Tier that the shipment then travels in."));
    }

    private static Shape route() {
        return Shape.of(
                "a route",
                id("id", "Id of the route; shown where a decision is explained."),
                Field.condition("when", "Condition on the parcel and its tier; {} holds always."),
                maybeId("destination", "Destination that the parcel then goes to."),
                Field.absent("by", by(), "Instead of destination: a table that names it."));
    }

    private static Shape by() {
        String[] fields = Arrays.stream(TextField.values())
                .filter(field -> field != TextField.FLAGS)
                .map(ConditionReader::word)
                .toArray(String[]::new);
        return Shape.of(
                "the look into a table",
                id("table", "Id of the table; its words are destinations; without a row the route does not hold."),
                Field.of(required("with", Kind.CHOICE, "What is looked up.").oneOf(fields)));
    }

    private static Shape destination() {
        return Shape.of(
                "a destination",
                id("id", "Id of the destination."),
                Field.brief("chutes", outlet(), "Chutes, best first."),
                flag("balance", "false", "Whether parcels are spread by weight and load; else the first open chute."),
                Field.list(
                        absent("overflow", Kind.INTEGER, "Chutes for what these cannot take; without it the line's.")
                                .within(1, 65535),
                        Format.PLAIN),
                Field.of(absent("max-laps", Kind.INTEGER, "Laps while its chutes are closed; without it the line's.")
                        .within(0, LAPS_MAX)),
                Field.of(absent("together", Kind.DURATION, "How long parcels of one group keep to one chute.")
                        .within(1000, 24 * MILLIS_PER_HOUR)),
                maybeId("departure", "What leaves from here; without it the tier says."));
    }

    private static Shape outlet() {
        return Shape.of(
                "a chute of a destination",
                Field.of(required("chute", Kind.INTEGER, "Number of the chute.").within(1, 65535)),
                Field.of(optional("weight", Kind.INTEGER, "1", "Its share in a balanced destination.")
                        .within(1, 100)));
    }

    private static Shape departure() {
        return Shape.of(
                "a departure",
                id("id", "Id of the departure."),
                Field.of(required("name", Kind.TEXT, "Name for people.")),
                Field.of(optional("dwell", Kind.DURATION, "3min", "Time from decision to drop (95th percentile).")
                        .within(0, MILLIS_PER_HOUR)),
                Field.objects("cut-offs", cutOff(), "Last moments to drop into a chute and still leave."),
                maybeId("holidays", "Calendar of days without cut-offs but those that name the date."),
                Field.absent("capacity", room(), "What one run takes; without it there is no limit."),
                maybeId("next", "Departure that takes what this one has no room for; without it its own next run."));
    }

    private static Shape cutOff() {
        return Shape.of(
                "a cut-off",
                Field.list(absent("days", Kind.TEXT, "Days of the week."), Format.DAYS),
                Field.list(
                        absent("dates", Kind.TEXT, "Instead of days: dates, which then have no other cut-offs."),
                        Format.DATE),
                Field.of(required("at", Kind.TEXT, "Clock time in the plan's zone."), Format.TIME));
    }

    private static Shape room() {
        return Shape.of(
                "the room",
                Field.of(absent("parcels", Kind.INTEGER, "Most parcels.").within(1, 1_000_000)),
                Field.of(absent("weight", Kind.MASS, "Largest mass.").within(1, Integer.MAX_VALUE)),
                Field.of(absent("volume", Kind.TEXT, "Largest volume."), Format.VOLUME));
    }

    private static Shape calendar() {
        return Shape.of(
                "a calendar",
                id("id", "Id of the calendar."),
                Field.list(required("dates", Kind.TEXT, "Its days."), Format.DATE));
    }

    private static Shape modifier() {
        return Shape.of(
                "a modifier",
                Field.of(required("flag", Kind.CHOICE, "Flag of the shipment.").oneOf(flags())),
                flag("restricted", "false", "Whether only chutes that accept the flag may take the parcel."),
                flag("verified", "false", "Whether an unverified divert raises an alarm at once."),
                flag("weighed", "false", "Whether a parcel without a valid weight goes to its refuge."),
                flag("overflow", "true", "Whether the parcel may go to an overflow chute."),
                Field.of(absent("max-laps", Kind.INTEGER, "Laps allowed; without it no limit of its own.")
                        .within(0, LAPS_MAX)));
    }

    private static Shape refuge() {
        String[] causes = Arrays.stream(Reasons.Cause.values())
                .filter(cause -> cause != Reasons.Cause.OK)
                .map(ConditionReader::word)
                .toArray(String[]::new);
        return Shape.of(
                "a refuge",
                Field.list(
                        required("causes", Kind.CHOICE, "Why a parcel goes there.")
                                .oneOf(causes),
                        Format.PLAIN),
                Field.of(required("chute", Kind.INTEGER, "Number of the chute.").within(1, 65535)));
    }

    private static Shape point() {
        return Shape.of(
                "a point",
                id("id", "Id of the point, as shipments name it."),
                Field.of(optional(
                                "clearance",
                                Kind.LENGTH,
                                "5mm",
                                "Room that a parcel needs on each side of a compartment.")
                        .within(0, 100)),
                Field.maybe("compartments", compartment(), "Sizes of a locker bank, smallest first."),
                Field.absent("room", room(), "Instead of compartments: what one departure may bring."),
                maybeId("alternative", "Point that takes over when this one has no room."));
    }

    private static Shape compartment() {
        return Shape.of(
                "a compartment",
                id("size", "Name of the size."),
                side("length"),
                side("width"),
                side("height"),
                Field.of(absent("max-weight", Kind.MASS, "Heaviest parcel; without it any.")
                        .within(1, GRAMS_MAX)),
                Field.of(required("count", Kind.INTEGER, "Compartments of this size.")
                        .within(1, 10_000)));
    }

    private static Field side(String name) {
        return Field.of(required(name, Kind.LENGTH, "A side; the order of the three does not matter.")
                .within(1, 10_000));
    }

    private static Shape measureCheck() {
        return Shape.of(
                "the measure check",
                Field.of(optional("difference", Kind.MASS, "100g", "Differences up to this are no contradiction.")
                        .within(0, 100_000)),
                Field.of(
                        optional("percent", Kind.INTEGER, "10", "Nor are differences up to this share of the declared.")
                                .within(0, 100)),
                Field.of(optional("scale-error", Kind.MASS, "0g", "Permissible error of the scale, on top of both.")
                        .within(0, 100_000)),
                Field.of(optional("side-difference", Kind.LENGTH, "0mm", "The same for each side of the box.")
                        .within(0, 10_000)),
                Field.of(optional(
                                "side-percent",
                                Kind.INTEGER,
                                "0",
                                "The same; 0 together with 0mm means that boxes are not compared.")
                        .within(0, 100)),
                Field.list(
                        absent("hospital-for", Kind.CHOICE, "Flags whose parcels then go to their refuge.")
                                .oneOf(flags()),
                        Format.PLAIN));
    }

    private static String[] flags() {
        return ConditionReader.flags().toArray(String[]::new);
    }
}
