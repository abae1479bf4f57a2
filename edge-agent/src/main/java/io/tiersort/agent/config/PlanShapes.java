// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import static io.tiersort.device.Option.absent;
import static io.tiersort.device.Option.optional;
import static io.tiersort.device.Option.required;

import io.tiersort.device.Option.Kind;

/** Every key of a {@code plan.yaml}. */
final class PlanShapes {
    private static final int DWELL_MILLIS_MAX = 3_600_000;

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
                Field.objects("tier-rules", tierRule(), "Which tier a shipment gets; the first rule that holds wins."),
                Field.objects("routes", route(), "Which destination a parcel gets; the first route that holds wins."),
                Field.objects("destinations", destination(), "Logical destinations and their chutes."),
                Field.maybe("departures", departure(), "What leaves the building, and when."),
                Field.defaulted("weight-check", weightCheck(), "When a measured weight contradicts the declared one."));
    }

    private static Field id(String name, String doc) {
        return Field.of(required(name, Kind.TEXT, doc), Format.ID);
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
                Field.of(absent("departure", Kind.TEXT, "Departure that serves it; without it no cut-off."), Format.ID),
                Field.of(
                        absent("fallback", Kind.TEXT, "Tier that is promised when this one cannot be kept."),
                        Format.ID),
                Field.of(optional(
                        "verified", Kind.FLAG, "false", "Whether an unverified divert raises an alarm at once.")));
    }

    private static Shape tierRule() {
        return Shape.of(
                "a tier rule",
                id("id", "Id of the rule; shown where a decision is explained."),
                Field.condition("when", "Condition on the shipment; {} holds always and must be the last."),
                id("tier", "Tier that the shipment then travels in."));
    }

    private static Shape route() {
        return Shape.of(
                "a route",
                id("id", "Id of the route; shown where a decision is explained."),
                Field.condition("when", "Condition on the parcel and its tier; {} holds always."),
                id("destination", "Destination that the parcel then goes to."));
    }

    private static Shape destination() {
        return Shape.of(
                "a destination",
                id("id", "Id of the destination."),
                Field.list(
                        required("chutes", Kind.INTEGER, "Chutes, best first.").within(1, 65535), Format.PLAIN));
    }

    private static Shape departure() {
        return Shape.of(
                "a departure",
                id("id", "Id of the departure."),
                Field.of(required("name", Kind.TEXT, "Name for people.")),
                Field.of(optional("dwell", Kind.DURATION, "3min", "Time from decision to drop (95th percentile).")
                        .within(0, DWELL_MILLIS_MAX)),
                Field.objects("cut-offs", cutOff(), "Last moments to drop into a chute and still leave."));
    }

    private static Shape cutOff() {
        return Shape.of(
                "a cut-off",
                Field.list(required("days", Kind.TEXT, "Days of the week."), Format.DAYS),
                Field.of(required("at", Kind.TEXT, "Clock time in the plan's zone."), Format.TIME));
    }

    private static Shape weightCheck() {
        return Shape.of(
                "the weight check",
                Field.of(optional("difference", Kind.MASS, "100g", "Differences up to this are no contradiction.")
                        .within(0, 100_000)),
                Field.of(
                        optional("percent", Kind.INTEGER, "10", "Nor are differences up to this share of the declared.")
                                .within(0, 100)),
                Field.list(
                        absent("hospital-for", Kind.CHOICE, "Flags whose parcels then go to the hospital.")
                                .oneOf(ConditionReader.flags().toArray(String[]::new)),
                        Format.PLAIN));
    }
}
