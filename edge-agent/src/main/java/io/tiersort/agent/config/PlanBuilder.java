// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.line.Reasons;
import io.tiersort.agent.plan.Condition;
import io.tiersort.agent.plan.Condition.TextField;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.plan.Table;
import io.tiersort.agent.shipment.Shipment;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes records of a plan without errors. */
final class PlanBuilder {
    private final PlanTables tables;
    private final Map<String, Set<LocalDate>> calendars = new HashMap<>();

    private PlanBuilder(PlanTables tables) {
        this.tables = tables;
    }

    /**
     * The plan.
     *
     * @param hash of its files
     * @param siteZone for a plan that names no zone
     */
    static Plan build(Bound root, PlanTables tables, String hash, ZoneId siteZone) {
        return new PlanBuilder(tables).plan(root, hash, siteZone);
    }

    private Plan plan(Bound root, String hash, ZoneId siteZone) {
        root.objects("calendars").forEach(each -> calendars.put(each.text("id"), Set.copyOf(each.list("dates"))));
        return new Plan(
                root.text("plan"),
                0,
                hash,
                root.has("zone") ? root.value("zone", ZoneId.class) : siteZone,
                each(root, "tiers", PlanBuilder::tier).stream()
                        .sorted(Comparator.comparingInt(Plan.Tier::number))
                        .toList(),
                RuleOrder.sorted(root.objects("tier-rules")).stream()
                        .map(PlanBuilder::tierRule)
                        .toList(),
                each(root, "routes", this::route),
                each(root, "destinations", PlanBuilder::destination),
                each(root, "departures", this::departure),
                each(root, "modifiers", PlanBuilder::modifier),
                each(root, "refuges", PlanBuilder::refuge),
                each(root, "points", PlanBuilder::point),
                measureCheck(root.object("measure-check").orElseThrow()),
                root.flag("route-by-label"));
    }

    private static <T> List<T> each(Bound bound, String list, Function<Bound, T> make) {
        return bound.objects(list).stream().map(make).toList();
    }

    private static Plan.Tier tier(Bound tier) {
        return new Plan.Tier(
                tier.text("id"),
                tier.text("name"),
                tier.number("number"),
                tier.number("rank"),
                tier.flag("premium"),
                textOrNull(tier, "departure"),
                textOrNull(tier, "fallback"),
                tier.flag("verified"),
                tier.object("early")
                        .map(early -> new Plan.Early(early.duration("lead"), early.text("destination")))
                        .orElse(null));
    }

    private static @Nullable String textOrNull(Bound bound, String name) {
        return bound.has(name) ? bound.text(name) : null;
    }

    private static int lapsOrAny(Bound bound) {
        return bound.has("max-laps") ? bound.number("max-laps") : -1;
    }

    private static Plan.TierRule tierRule(Bound rule) {
        return new Plan.TierRule(
                rule.text("id"), RuleOrder.precedence(rule), rule.value("when", Condition.class), rule.text("tier"));
    }

    private Plan.Route route(Bound route) {
        return new Plan.Route(
                route.text("id"),
                route.value("when", Condition.class),
                route.textOrEmpty("destination"),
                route.object("by").map(this::byTable).orElse(null));
    }

    private Plan.ByTable byTable(Bound by) {
        Table table = tables.find(by.text("table")).orElseThrow();
        return new Plan.ByTable(constant(TextField.values(), by.text("with")), table);
    }

    /** The constant that a plan writes as this word. */
    private static <T extends Enum<T>> T constant(T[] all, String word) {
        return Arrays.stream(all)
                .filter(each -> ConditionReader.word(each).equals(word))
                .findFirst()
                .orElseThrow();
    }

    private static Plan.Destination destination(Bound destination) {
        return new Plan.Destination(
                destination.text("id"),
                each(destination, "chutes", chute -> new Plan.Outlet(chute.number("chute"), chute.number("weight"))),
                destination.flag("balance"),
                destination.<Long>list("overflow").stream()
                        .map(Math::toIntExact)
                        .toList(),
                lapsOrAny(destination),
                destination.has("together") ? destination.duration("together") : Duration.ZERO,
                textOrNull(destination, "departure"));
    }

    private Plan.Departure departure(Bound departure) {
        return new Plan.Departure(
                departure.text("id"),
                departure.text("name"),
                each(departure, "cut-offs", PlanBuilder::cutOff),
                calendars.getOrDefault(departure.textOrEmpty("holidays"), Set.of()),
                departure.duration("dwell"),
                departure.object("capacity").map(PlanBuilder::room).orElse(Plan.Capacity.UNLIMITED),
                textOrNull(departure, "next"));
    }

    private static Plan.CutOff cutOff(Bound cutOff) {
        return new Plan.CutOff(days(cutOff), Set.copyOf(cutOff.list("dates")), cutOff.value("at", LocalTime.class));
    }

    static Set<DayOfWeek> days(Bound cutOff) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        cutOff.<Set<DayOfWeek>>list("days").forEach(days::addAll);
        return days;
    }

    private static Plan.Capacity room(Bound room) {
        return new Plan.Capacity(
                room.numberOrZero("parcels"), room.numberOrZero("weight"), room.numberOrZero("volume"));
    }

    private static Plan.Modifier modifier(Bound modifier) {
        return new Plan.Modifier(
                constant(Shipment.Flag.values(), modifier.text("flag")),
                modifier.flag("restricted"),
                modifier.flag("verified"),
                modifier.flag("weighed"),
                modifier.flag("overflow"),
                lapsOrAny(modifier));
    }

    private static Plan.Refuge refuge(Bound refuge) {
        Set<String> causes = refuge.<String>list("causes").stream()
                .map(word -> constant(Reasons.Cause.values(), word).name())
                .collect(Collectors.toSet());
        return new Plan.Refuge(causes, refuge.number("chute"));
    }

    private static Plan.Point point(Bound point) {
        return new Plan.Point(
                point.text("id"),
                each(point, "compartments", PlanBuilder::compartment),
                point.number("clearance"),
                point.object("room").map(PlanBuilder::room).orElse(Plan.Capacity.UNLIMITED),
                textOrNull(point, "alternative"));
    }

    private static Plan.Compartment compartment(Bound compartment) {
        return new Plan.Compartment(
                compartment.text("size"),
                compartment.number("length"),
                compartment.number("width"),
                compartment.number("height"),
                compartment.numberOrZero("max-weight"),
                compartment.number("count"));
    }

    private static Plan.MeasureCheck measureCheck(Bound check) {
        return new Plan.MeasureCheck(
                check.number("difference"),
                check.number("percent"),
                check.number("scale-error"),
                check.number("side-difference"),
                check.number("side-percent"),
                Set.copyOf(check.list("hospital-for")));
    }
}
