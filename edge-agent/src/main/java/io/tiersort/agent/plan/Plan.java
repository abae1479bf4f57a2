// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.plan;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One revision of a sort plan: which tier a parcel travels in, and which chutes that means. Immutable.
 *
 * @param id name of the plan, such as {@code weekday}
 * @param revision 1 and up, counted by the site; 0 for a plan that was never activated
 * @param hash first 12 hex digits of the SHA-256 of its files
 * @param zone in which its clock times are meant
 * @param tiers by number, ascending
 * @param tierRules first match wins
 * @param routes first match wins; conditions may use the tier
 */
public record Plan(
        String id,
        int revision,
        String hash,
        ZoneId zone,
        List<Tier> tiers,
        List<TierRule> tierRules,
        List<Route> routes,
        List<Destination> destinations,
        List<Departure> departures,
        WeightCheck weightCheck) {
    public Plan {
        tiers = List.copyOf(tiers);
        tierRules = List.copyOf(tierRules);
        routes = List.copyOf(routes);
        destinations = List.copyOf(destinations);
        departures = List.copyOf(departures);
    }

    /**
     * A service tier.
     *
     * @param number 1..65535, shown on the PLC's panel
     * @param rank 1 is the most demanding promise; a fallback never has a lower number than its tier
     * @param departure id of the departure that serves it, or null when it has no cut-off
     * @param fallback id of the tier that is promised instead when this one cannot be kept, or null
     * @param verified true when an unverified divert must raise an alarm at once (high value)
     */
    public record Tier(
            String id,
            String name,
            int number,
            int rank,
            @Nullable String departure,
            @Nullable String fallback,
            boolean verified) {}

    /** Shipments for which {@code when} holds travel in {@code tier}. */
    public record TierRule(String id, Condition when, String tier) {}

    /** Parcels for which {@code when} holds go to {@code destination}. */
    public record Route(String id, Condition when, String destination) {}

    /** A logical destination and its chutes, best first. */
    public record Destination(String id, List<Integer> chutes) {
        public Destination {
            chutes = List.copyOf(chutes);
        }
    }

    /**
     * Something that leaves the building.
     *
     * @param cutOffs last moment at which a parcel may drop into a chute and still leave with it
     * @param dwell time from decision to drop that is allowed for (95th percentile)
     */
    public record Departure(String id, String name, List<CutOff> cutOffs, Duration dwell) {
        public Departure {
            cutOffs = List.copyOf(cutOffs);
        }
    }

    /** A clock time on some days of the week, in the plan's zone. */
    public record CutOff(Set<DayOfWeek> days, LocalTime at) {
        public CutOff {
            days = Set.copyOf(days);
        }
    }

    /**
     * When a measured mass contradicts the declared one: the difference is above {@code grams} and above {@code percent}.
     *
     * @param hospitalFlags flags whose parcels go to the hospital on a contradiction; others are sorted and flagged
     */
    public record WeightCheck(int grams, int percent, Set<String> hospitalFlags) {
        public WeightCheck {
            hospitalFlags = Set.copyOf(hospitalFlags);
        }
    }
}
