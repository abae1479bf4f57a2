// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.backtest;

import io.tiersort.agent.plan.Condition;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.plan.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What two plans do differently, by meaning and not by lines of text: comments, order of keys and spacing do not matter,
 * the order of rules and routes does.
 */
public final class PlanDiff {
    private final List<Change> changes = new ArrayList<>();

    private PlanDiff() {}

    /** What happened to a part. */
    public enum Kind {
        ADDED,
        REMOVED,
        CHANGED,
        /** Stands elsewhere among the parts that both plans have; the first match may be another one. */
        MOVED
    }

    /**
     * One difference.
     *
     * @param part such as {@code tier rule}
     * @param id of the part, or an empty text for a part there is one of
     * @param before in words; an empty text for a part that is new
     * @param after in words; an empty text for a part that is gone
     */
    public record Change(Kind kind, String part, String id, String before, String after) {}

    /** Every difference, part by part in the order of a plan; none when both do the same. */
    public static List<Change> between(Plan before, Plan after) {
        PlanDiff diff = new PlanDiff();
        diff.single("zone", before.zone(), after.zone());
        diff.parts("tier", before.tiers(), after.tiers(), Plan.Tier::id, PlanDiff::tier);
        diff.ordered("tier rule", before.tierRules(), after.tierRules(), Plan.TierRule::id, PlanDiff::rule);
        diff.ordered("route", before.routes(), after.routes(), Plan.Route::id, PlanDiff::route);
        diff.parts(
                "destination",
                before.destinations(),
                after.destinations(),
                Plan.Destination::id,
                PlanDiff::destination);
        diff.parts("departure", before.departures(), after.departures(), Plan.Departure::id, PlanDiff::departure);
        diff.parts(
                "modifier",
                before.modifiers(),
                after.modifiers(),
                modifier -> modifier.flag().word(),
                Record::toString);
        diff.parts(
                "refuge",
                before.refuges(),
                after.refuges(),
                refuge -> refuge.causes().toString(),
                Record::toString);
        diff.parts("point", before.points(), after.points(), Plan.Point::id, Record::toString);
        diff.single("measure check", before.measureCheck(), after.measureCheck());
        diff.single("route by label", before.routeByLabel(), after.routeByLabel());
        diff.tables(tables(before), tables(after));
        return List.copyOf(diff.changes);
    }

    private void single(String part, Object before, Object after) {
        if (!before.equals(after)) {
            changes.add(new Change(Kind.CHANGED, part, "", before.toString(), after.toString()));
        }
    }

    private <T> void parts(
            String part, List<T> before, List<T> after, Function<T, String> id, Function<T, String> words) {
        Map<String, T> former = new LinkedHashMap<>();
        before.forEach(each -> former.put(id.apply(each), each));
        for (T each : after) {
            T was = former.remove(id.apply(each));
            if (was == null) {
                changes.add(new Change(Kind.ADDED, part, id.apply(each), "", words.apply(each)));
            } else if (!was.equals(each)) {
                changes.add(new Change(Kind.CHANGED, part, id.apply(each), words.apply(was), words.apply(each)));
            }
        }
        former.forEach((name, gone) -> changes.add(new Change(Kind.REMOVED, part, name, words.apply(gone), "")));
    }

    private <T> void ordered(
            String part, List<T> before, List<T> after, Function<T, String> id, Function<T, String> words) {
        parts(part, before, after, id, words);
        List<String> was = new ArrayList<>(before.stream().map(id).toList());
        List<String> is = new ArrayList<>(after.stream().map(id).toList());
        was.retainAll(new HashSet<>(is));
        is.retainAll(new HashSet<>(was));
        Set<String> kept = longestCommonOrder(was, is);
        for (String moved : is) {
            if (!kept.contains(moved)) {
                changes.add(new Change(
                        Kind.MOVED,
                        part,
                        moved,
                        "place " + place(before, id, moved),
                        "place " + place(after, id, moved)));
            }
        }
    }

    private static <T> int place(List<T> all, Function<T, String> id, String name) {
        return all.stream().map(id).toList().indexOf(name) + 1;
    }

    /** The most ids that need not move: a longest rising sequence of former places. */
    private static Set<String> longestCommonOrder(List<String> was, List<String> is) {
        Map<String, Integer> places = new HashMap<>();
        was.forEach(id -> places.put(id, places.size()));
        int[] length = new int[is.size()];
        int[] previous = new int[is.size()];
        int best = -1;
        for (int i = 0; i < is.size(); i++) {
            length[i] = 1;
            previous[i] = -1;
            for (int j = 0; j < i; j++) {
                boolean rises =
                        Objects.requireNonNull(places.get(is.get(j))) < Objects.requireNonNull(places.get(is.get(i)));
                if (rises && length[j] + 1 > length[i]) {
                    length[i] = length[j] + 1;
                    previous[i] = j;
                }
            }
            best = best < 0 || length[i] > length[best] ? i : best;
        }
        Set<String> kept = new HashSet<>();
        for (int i = best; i >= 0; i = previous[i]) {
            kept.add(is.get(i));
        }
        return kept;
    }

    private void tables(Map<String, Table> before, Map<String, Table> after) {
        before.forEach((id, table) -> {
            Table now = after.get(id);
            if (now == null) {
                changes.add(
                        new Change(Kind.REMOVED, "table", id, rows(table.rows().size()), ""));
            } else if (!now.equals(table)) {
                Set<Table.Row> added = new HashSet<>(now.rows());
                table.rows().forEach(added::remove);
                Set<Table.Row> removed = new HashSet<>(table.rows());
                now.rows().forEach(removed::remove);
                changes.add(new Change(
                        Kind.CHANGED,
                        "table",
                        id,
                        rows(table.rows().size()),
                        rows(now.rows().size()) + ", " + added.size() + " of them new; " + removed.size() + " gone"));
            }
        });
        after.forEach((id, table) -> {
            if (!before.containsKey(id)) {
                changes.add(new Change(
                        Kind.ADDED, "table", id, "", rows(table.rows().size())));
            }
        });
    }

    private static String rows(int count) {
        return count + (count == 1 ? " row" : " rows");
    }

    /** Tables as rules and routes refer to them. */
    private static Map<String, Table> tables(Plan plan) {
        Map<String, Table> tables = new LinkedHashMap<>();
        plan.tierRules().forEach(rule -> collect(rule.when(), tables));
        plan.routes().forEach(route -> {
            collect(route.when(), tables);
            Plan.ByTable by = route.by();
            if (by != null) {
                tables.put(by.table().id(), by.table());
            }
        });
        return tables;
    }

    private static void collect(Condition condition, Map<String, Table> tables) {
        if (condition instanceof Condition.Listed listed) {
            tables.put(listed.table().id(), listed.table());
        } else if (condition instanceof Condition.All all) {
            all.parts().forEach(part -> collect(part, tables));
        } else if (condition instanceof Condition.Any any) {
            any.parts().forEach(part -> collect(part, tables));
        } else if (condition instanceof Condition.Not not) {
            collect(not.part(), tables);
        }
    }

    private static String tier(Plan.Tier tier) {
        Plan.Early early = tier.early();
        return tier.name() + ", number " + tier.number() + ", rank " + tier.rank() + (tier.premium() ? ", premium" : "")
                + named(", leaves with ", tier.departure()) + named(", else ", tier.fallback())
                + (tier.verified() ? ", verified" : "")
                + (early == null ? "" : ", more than " + early.lead() + " early waits at " + early.destination());
    }

    private static String named(String before, @Nullable String id) {
        return id == null ? "" : before + id;
    }

    private static String rule(Plan.TierRule rule) {
        return ConditionText.word(rule.precedence()) + ": " + ConditionText.of(rule.when()) + " -> " + rule.tier();
    }

    private static String route(Plan.Route route) {
        Plan.ByTable by = route.by();
        return ConditionText.of(route.when()) + " -> "
                + (by == null
                        ? route.destination()
                        : "what table " + by.table().id() + " says to " + ConditionText.word(by.field()));
    }

    private static String destination(Plan.Destination destination) {
        List<String> outlets = destination.outlets().stream()
                .map(outlet -> outlet.chute() + (destination.balanced() ? " (" + outlet.weight() + ")" : ""))
                .toList();
        return "chutes " + String.join(", ", outlets)
                + (destination.overflow().isEmpty() ? "" : ", overflow " + destination.overflow())
                + (destination.maxLaps() < 0 ? "" : ", at most " + destination.maxLaps() + " laps")
                + (destination.together().isZero() ? "" : ", groups together for " + destination.together())
                + named(", leaves with ", destination.departure());
    }

    private static String departure(Plan.Departure departure) {
        List<String> cutOffs = departure.cutOffs().stream()
                .map(cutOff -> cutOff.at() + " on "
                        + (cutOff.dates().isEmpty()
                                ? cutOff.days().stream().sorted().toList()
                                : cutOff.dates().stream().sorted().toList()))
                .toList();
        return departure.name() + ", cut-offs " + String.join(", ", cutOffs) + ", dwell " + departure.dwell()
                + (departure.holidays().isEmpty()
                        ? ""
                        : ", not on " + departure.holidays().stream().sorted().toList())
                + (departure.capacity().equals(Plan.Capacity.UNLIMITED) ? "" : ", " + departure.capacity())
                + named(", then ", departure.next());
    }
}
