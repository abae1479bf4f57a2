// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.plan.Condition;
import io.tiersort.agent.plan.Plan;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes records of a plan without errors. */
final class PlanBuilder {
    private PlanBuilder() {}

    static Plan build(Bound root, SourceText source, ZoneId siteZone) {
        return new Plan(
                root.text("plan"),
                0,
                Hash.of(new TreeMap<>(Map.of(PlanFile.NAME, source.text()))),
                root.has("zone") ? root.value("zone", ZoneId.class) : siteZone,
                root.objects("tiers").stream()
                        .map(PlanBuilder::tier)
                        .sorted(Comparator.comparingInt(Plan.Tier::number))
                        .toList(),
                root.objects("tier-rules").stream().map(PlanBuilder::tierRule).toList(),
                root.objects("routes").stream().map(PlanBuilder::route).toList(),
                root.objects("destinations").stream()
                        .map(PlanBuilder::destination)
                        .toList(),
                root.objects("departures").stream().map(PlanBuilder::departure).toList(),
                List.of(),
                List.of(),
                List.of(),
                measureCheck(root.object("weight-check").orElseThrow()),
                false);
    }

    private static Plan.Tier tier(Bound tier) {
        return new Plan.Tier(
                tier.text("id"),
                tier.text("name"),
                tier.number("number"),
                tier.number("rank"),
                false,
                textOrNull(tier, "departure"),
                textOrNull(tier, "fallback"),
                tier.flag("verified"),
                null);
    }

    private static @Nullable String textOrNull(Bound bound, String name) {
        return bound.has(name) ? bound.text(name) : null;
    }

    private static Plan.TierRule tierRule(Bound rule) {
        return new Plan.TierRule(
                rule.text("id"), Plan.Precedence.PROMISE, rule.value("when", Condition.class), rule.text("tier"));
    }

    private static Plan.Route route(Bound route) {
        return new Plan.Route(route.text("id"), route.value("when", Condition.class), route.text("destination"), null);
    }

    private static Plan.Destination destination(Bound destination) {
        List<Long> chutes = destination.list("chutes");
        return new Plan.Destination(
                destination.text("id"),
                chutes.stream()
                        .map(chute -> new Plan.Outlet(Math.toIntExact(chute), 1))
                        .toList(),
                false,
                List.of(),
                -1,
                Duration.ZERO,
                null);
    }

    private static Plan.Departure departure(Bound departure) {
        return new Plan.Departure(
                departure.text("id"),
                departure.text("name"),
                departure.objects("cut-offs").stream().map(PlanBuilder::cutOff).toList(),
                Set.of(),
                departure.duration("dwell"),
                Plan.Capacity.UNLIMITED,
                null);
    }

    private static Plan.CutOff cutOff(Bound cutOff) {
        return new Plan.CutOff(days(cutOff), Set.of(), cutOff.value("at", LocalTime.class));
    }

    static Set<DayOfWeek> days(Bound cutOff) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        cutOff.<Set<DayOfWeek>>list("days").forEach(days::addAll);
        return days;
    }

    private static Plan.MeasureCheck measureCheck(Bound check) {
        List<String> flags = check.list("hospital-for");
        return new Plan.MeasureCheck(check.number("difference"), check.number("percent"), 0, 0, 0, Set.copyOf(flags));
    }
}
