// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.config.Bound.Item;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What no single key of a plan can tell: ids, references, and what further checks find. Tolerates absent values. */
final class PlanChecks {
    private final Report report;
    private final PlanFile.Surroundings surroundings;
    private final PlanTables tables;

    PlanChecks(Report report, PlanFile.Surroundings surroundings, PlanTables tables) {
        this.report = report;
        this.surroundings = surroundings;
        this.tables = tables;
    }

    void check(Bound plan) {
        Map<String, Bound> tiers = byId(plan, "tiers", "tier");
        Map<String, Bound> destinations = byId(plan, "destinations", "destination");
        Map<String, Bound> departures = byId(plan, "departures", "departure");
        Map<String, Bound> calendars = byId(plan, "calendars", "calendar");
        byId(plan, "tier-rules", "tier rule");
        byId(plan, "routes", "route");
        numbers(plan.objects("tiers"));
        plan.objects("tiers").forEach(tier -> tier(tier, tiers, destinations, departures));
        plan.objects("tier-rules").forEach(rule -> refer(rule, "tier", "tier", tiers.keySet()));
        plan.objects("routes").forEach(route -> route(route, destinations.keySet()));
        plan.objects("destinations").forEach(each -> refer(each, "departure", "departure", departures.keySet()));
        plan.objects("departures").forEach(each -> refer(each, "next", "departure", departures.keySet()));
        plan.objects("departures").forEach(each -> refer(each, "holidays", "calendar", calendars.keySet()));
        unused(destinations, destinationsUsed(plan), "route goes to destination");
        unused(departures, departuresUsed(plan), "tier leaves with departure");
        unused(calendars, words(plan.objects("departures"), "holidays"), "departure keeps calendar");
        distinct(plan.objects("modifiers"), "flag", "modifier of flag");
        new RuleChecks(report).check(plan, tiers);
        new ChuteChecks(report, surroundings.lines()).check(plan);
        new CalendarChecks(report, surroundings).check(plan);
        new TakeOverChecks(report).check(plan);
        new PointChecks(report).check(plan, byId(plan, "points", "point"));
        unusedTables(byId(plan, PlanTables.KEY, "table"));
    }

    private Map<String, Bound> byId(Bound plan, String list, String what) {
        return distinct(plan.objects(list), "id", what);
    }

    private Map<String, Bound> distinct(List<Bound> all, String key, String what) {
        Map<String, Bound> things = new TreeMap<>();
        for (Bound thing : all) {
            Bound first = thing.has(key) ? things.putIfAbsent(thing.text(key), thing) : null;
            if (first != null) {
                String message = what + " \"" + thing.text(key) + "\" is already described in "
                        + first.spot(key).where();
                report.error(
                        thing.spot(key),
                        Code.DUPLICATE_ID,
                        message,
                        "give each " + what + " an " + key + " of its own");
            }
        }
        return things;
    }

    private void numbers(List<Bound> tiers) {
        Map<Integer, Bound> seen = new HashMap<>();
        for (Bound tier : tiers) {
            Bound first = tier.has("number") ? seen.putIfAbsent(tier.number("number"), tier) : null;
            if (first != null) {
                String message = "number " + tier.number("number") + " already belongs to tier \""
                        + first.textOrEmpty("id") + "\"";
                report.error(tier.spot("number"), Code.DUPLICATE_ID, message, "give each tier a number of its own");
            }
        }
    }

    private void tier(
            Bound tier, Map<String, Bound> tiers, Map<String, Bound> destinations, Map<String, Bound> departures) {
        refer(tier, "departure", "departure", departures.keySet());
        refer(tier, "fallback", "tier", tiers.keySet());
        tier.object("early").ifPresent(early -> refer(early, "destination", "destination", destinations.keySet()));
    }

    private void refer(Bound thing, String key, String what, Set<String> known) {
        if (thing.has(key) && !known.contains(thing.text(key))) {
            String word = thing.text(key);
            String message = "there is no " + what + " \"" + word + "\"";
            report.error(thing.spot(key), Code.UNKNOWN_REFERENCE, message, Suggestion.hint(word, known));
        }
    }

    private void route(Bound route, Set<String> destinations) {
        exactlyOne(report, route, "destination", "by");
        refer(route, "destination", "destination", destinations);
        route.object("by").filter(by -> by.has("table")).ifPresent(by -> {
            String table = by.text("table");
            boolean found = tables.find(table).isPresent();
            refer(by, "table", "table", tables.ids());
            if (found && tables.sound(table)) {
                tables.words(table).forEach((word, spot) -> {
                    if (!destinations.contains(word)) {
                        String message = "route \"" + route.textOrEmpty("id") + "\" goes by this table, and there is no"
                                + " destination \"" + word + "\"";
                        report.error(spot, Code.UNKNOWN_REFERENCE, message, Suggestion.hint(word, destinations));
                    }
                });
            }
        });
    }

    /** Of two keys that say the same in different ways one must be given and the other not. */
    static void exactlyOne(Report report, Bound bound, String one, String other) {
        if (bound.written(one) == bound.written(other)) {
            boolean both = bound.written(one);
            String message = (both ? "both \"" : "neither \"") + one + (both ? "\" and \"" : "\" nor \"") + other
                    + "\"; expected one of the two";
            report.error(bound.spot(), Code.EITHER_OR, message, (both ? "remove " : "add ") + "one of them");
        }
    }

    private Set<String> destinationsUsed(Bound plan) {
        Set<String> used = words(plan.objects("routes"), "destination");
        plan.objects("routes").stream()
                .flatMap(route -> route.object("by").stream())
                .forEach(by -> used.addAll(tables.words(by.textOrEmpty("table")).keySet()));
        plan.objects("tiers").stream()
                .flatMap(tier -> tier.object("early").stream())
                .forEach(early -> used.add(early.textOrEmpty("destination")));
        return used;
    }

    private static Set<String> departuresUsed(Bound plan) {
        Set<String> used = words(plan.objects("departures"), "next");
        Stream.of("tiers", "destinations").forEach(list -> used.addAll(words(plan.objects(list), "departure")));
        return used;
    }

    private static Set<String> words(List<Bound> things, String key) {
        Set<String> words = new HashSet<>();
        things.forEach(thing -> words.add(thing.textOrEmpty(key)));
        return words;
    }

    private void unused(Map<String, Bound> things, Set<String> used, String sentence) {
        things.forEach((id, thing) -> {
            if (!used.contains(id)) {
                String message = "no " + sentence + " \"" + id + "\"";
                report.warning(thing.spot("id"), Code.NOT_USED, message, "refer to it, or remove it");
            }
        });
    }

    private void unusedTables(Map<String, Bound> described) {
        Set<String> asked = new HashSet<>(described.keySet());
        asked.removeIf(id -> !tables.askedFor(id));
        unused(described, asked, "condition and no route asks table");
    }

    /** The values of a list, each reported when it stands there twice. */
    static <T> Set<T> once(Report report, List<Item<T>> items, String what) {
        Set<T> seen = new HashSet<>();
        for (Item<T> item : items) {
            if (!seen.add(item.value())) {
                String message = what + " " + item.value() + " is named twice";
                report.error(item.spot(), Code.DUPLICATE_ID, message, "name it once");
            }
        }
        return seen;
    }
}
