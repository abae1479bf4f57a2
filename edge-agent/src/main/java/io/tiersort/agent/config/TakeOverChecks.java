// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Whether what takes over from a departure, its {@code next} or that of the tier's fallback, leaves before the departure
 * itself leaves again. If not, a parcel gains nothing by it, and the promise only gets worse. Looks at an ordinary week;
 * named dates do not count.
 */
final class TakeOverChecks {
    private static final int DAY = 24 * 60;
    private static final int WEEK = 7 * DAY;

    private final Report report;
    /** Cut-offs in minutes since Monday 00:00, by departure. */
    private final Map<String, NavigableSet<Integer>> week = new HashMap<>();

    TakeOverChecks(Report report) {
        this.report = report;
    }

    void check(Bound plan) {
        for (Bound departure : plan.objects("departures")) {
            NavigableSet<Integer> minutes = new TreeSet<>();
            departure.objects("cut-offs").stream()
                    .filter(cutOff -> cutOff.has("at"))
                    .forEach(cutOff -> PlanBuilder.days(cutOff)
                            .forEach(day -> minutes.add(minute(day, cutOff.value("at", LocalTime.class)))));
            week.putIfAbsent(departure.textOrEmpty("id"), minutes);
        }
        Map<String, String> departures = new HashMap<>();
        plan.objects("tiers")
                .forEach(tier -> departures.putIfAbsent(tier.textOrEmpty("id"), tier.textOrEmpty("departure")));
        plan.objects("departures")
                .forEach(each -> compare(each, "next", each.textOrEmpty("id"), each.textOrEmpty("next")));
        plan.objects("tiers").forEach(tier -> {
            String other = departures.getOrDefault(tier.textOrEmpty("fallback"), "");
            compare(tier, "fallback", tier.textOrEmpty("departure"), other);
        });
    }

    private static int minute(DayOfWeek day, LocalTime at) {
        return (day.getValue() - 1) * DAY + at.toSecondOfDay() / 60;
    }

    private void compare(Bound thing, String key, String departure, String other) {
        NavigableSet<Integer> own = week.getOrDefault(departure, new TreeSet<>());
        NavigableSet<Integer> others = week.getOrDefault(other, new TreeSet<>());
        if (own.isEmpty() || others.isEmpty()) {
            return;
        }
        String hint = key.equals("next")
                ? "name a departure that leaves in between, or remove next"
                : "fall back to a tier whose departure leaves in between, or remove fallback";
        if (departure.equals(other)) {
            report.warning(thing.spot(key), Code.TAKE_OVER, "\"" + other + "\" takes over from itself", hint);
            return;
        }
        for (DayOfWeek day : DayOfWeek.values()) {
            Integer last = own.lower(day.getValue() * DAY);
            if (last == null || last < (day.getValue() - 1) * DAY) {
                continue;
            }
            int again = after(own, last);
            int takenOver = after(others, last);
            if (takenOver >= again) {
                String message = "after " + words(last) + " \"" + other + "\" leaves on " + words(takenOver)
                        + ", no earlier than \"" + departure + "\" itself on " + words(again);
                report.warning(thing.spot(key), Code.TAKE_OVER, message, hint);
                return;
            }
        }
    }

    /** The first minute of the list after this one, counted on over the end of the week. */
    private static int after(NavigableSet<Integer> minutes, int minute) {
        Integer next = minutes.higher(minute);
        return next == null ? minutes.first() + WEEK : next;
    }

    private static String words(int minute) {
        int inWeek = minute % WEEK;
        String day = DayOfWeek.of(inWeek / DAY + 1).getDisplayName(TextStyle.FULL, Locale.ENGLISH);
        return day + " " + LocalTime.ofSecondOfDay((inWeek % DAY) * 60L);
    }
}
