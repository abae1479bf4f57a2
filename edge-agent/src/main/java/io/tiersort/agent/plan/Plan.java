// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.plan;

import io.tiersort.agent.shipment.Shipment;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
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
 * @param tierRules by precedence, then as written; first match wins
 * @param routes first match wins; conditions may use the tier
 * @param modifiers handling that flags ask for on top of the tier, at most one per flag
 * @param refuges where parcels without a destination go by cause; other causes go to the line's hospital
 * @param points lockers and pickup points whose room is counted here
 * @param routeByLabel whether a parcel the host does not know is routed by what its label says
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
        List<Modifier> modifiers,
        List<Refuge> refuges,
        List<Point> points,
        MeasureCheck measureCheck,
        boolean routeByLabel) {
    public Plan {
        tiers = List.copyOf(tiers);
        tierRules = List.copyOf(tierRules);
        routes = List.copyOf(routes);
        destinations = List.copyOf(destinations);
        departures = List.copyOf(departures);
        modifiers = List.copyOf(modifiers);
        refuges = List.copyOf(refuges);
        points = List.copyOf(points);
    }

    /** The same plan under a revision number of the site. */
    public Plan numbered(int number) {
        return new Plan(
                id,
                number,
                hash,
                zone,
                tiers,
                tierRules,
                routes,
                destinations,
                departures,
                modifiers,
                refuges,
                points,
                measureCheck,
                routeByLabel);
    }

    /**
     * A service tier.
     *
     * @param number 1..65535, shown on the PLC's panel
     * @param rank 1 is the most demanding promise; a fallback never has a lower number than its tier
     * @param premium true when it must be claimed: by the service, the segment or a flag, never by a rule for everybody
     * @param departure id of the departure that serves it, or null when it has no cut-off; a destination may name another
     * @param fallback id of the tier that is promised instead when this one cannot be kept, or null
     * @param verified true when an unverified divert must raise an alarm at once (high value)
     * @param early where parcels wait that must not be delivered yet, or null when they never wait
     */
    public record Tier(
            String id,
            String name,
            int number,
            int rank,
            boolean premium,
            @Nullable String departure,
            @Nullable String fallback,
            boolean verified,
            @Nullable Early early) {}

    /** Parcels whose earliest delivery is more than {@code lead} ahead wait at {@code destination}. */
    public record Early(Duration lead, String destination) {}

    /**
     * What a rule rests on; the order is the precedence (handbook of sortation, 4.1). Holds, intercepts and cancellations
     * come before all rules.
     */
    public enum Precedence {
        /** The parcel goes back. */
        RETURNS,
        /** Handling that safety or value demands. */
        HANDLING,
        /** What was promised in the contract for this order. */
        PROMISE,
        /** What this customer prefers. */
        PREFERENCE,
        /** What the customer's segment gets unless something above says otherwise. */
        SEGMENT,
        /** What everybody gets. */
        DEFAULT
    }

    /** Shipments for which {@code when} holds travel in {@code tier}. */
    public record TierRule(String id, Precedence precedence, Condition when, String tier) {}

    /**
     * Parcels for which {@code when} holds go to a destination.
     *
     * @param destination id of the destination; an empty text when {@code by} names it
     * @param by a table whose word is the id of the destination, or null; a key without a row makes the route not hold
     */
    public record Route(
            String id,
            Condition when,
            String destination,
            @Nullable ByTable by) {
        /** Id of the destination for this subject, or null when the route does not hold for it. */
        public @Nullable String destinationOf(Subject subject) {
            if (!Rules.holds(when, subject)) {
                return null;
            }
            return by == null ? destination : by.table().find(Rules.value(by.field(), subject));
        }
    }

    /** A table and the field it is asked with. */
    public record ByTable(Condition.TextField field, Table table) {}

    /**
     * A logical destination and its chutes.
     *
     * @param outlets its chutes, best first; on several lines: those of all lines
     * @param balanced true when parcels are spread by weight and load, false when the first open chute takes them
     * @param overflow chutes for what its own cannot take, in order; an empty list means the line's overflow
     * @param maxLaps recirculations allowed while its chutes are closed, -1 for as many as the line allows
     * @param together how long parcels of one group keep to the chute of the first; zero when they need not
     * @param departure what leaves from here, or null when the tier says it
     */
    public record Destination(
            String id,
            List<Outlet> outlets,
            boolean balanced,
            List<Integer> overflow,
            int maxLaps,
            Duration together,
            @Nullable String departure) {
        public Destination {
            outlets = List.copyOf(outlets);
            overflow = List.copyOf(overflow);
        }

        /** Numbers of its chutes, best first. */
        public List<Integer> chutes() {
            return outlets.stream().map(Outlet::chute).toList();
        }
    }

    /** A chute of a destination and its share, 1..100; shares count only in a balanced destination. */
    public record Outlet(int chute, int weight) {}

    /**
     * Something that leaves the building.
     *
     * @param cutOffs last moment at which a parcel may drop into a chute and still leave with it
     * @param holidays days without cut-offs but those that name the date
     * @param dwell time from decision to drop that is allowed for (95th percentile)
     * @param capacity what one run of it takes
     * @param next id of the departure that takes what this one has no room for, or null for its own next run
     */
    public record Departure(
            String id,
            String name,
            List<CutOff> cutOffs,
            Set<LocalDate> holidays,
            Duration dwell,
            Capacity capacity,
            @Nullable String next) {
        public Departure {
            cutOffs = List.copyOf(cutOffs);
            holidays = Set.copyOf(holidays);
        }
    }

    /**
     * A clock time in the plan's zone, on days of the week or on named dates. A date that is named by some cut-off of a
     * departure has only the cut-offs that name it.
     */
    public record CutOff(Set<DayOfWeek> days, Set<LocalDate> dates, LocalTime at) {
        public CutOff {
            days = Set.copyOf(days);
            dates = Set.copyOf(dates);
        }
    }

    /** Room for parcels, mass in grams and volume in millilitres; 0 for no limit. */
    public record Capacity(int parcels, long grams, long millilitres) {
        /** No limit at all. */
        public static final Capacity UNLIMITED = new Capacity(0, 0, 0);
    }

    /**
     * What a flag asks for on top of the tier.
     *
     * @param restricted only chutes that accept this flag may take the parcel
     * @param verified an unverified divert raises an alarm at once
     * @param weighed a parcel without a valid weight, or with a contradicting one, goes to its refuge
     * @param overflow false when the parcel must not go to an overflow chute
     * @param maxLaps recirculations allowed, -1 for no limit of its own
     */
    public record Modifier(
            Shipment.Flag flag, boolean restricted, boolean verified, boolean weighed, boolean overflow, int maxLaps) {}

    /** Parcels without a destination for one of these causes (names of the line's causes) go to this chute. */
    public record Refuge(Set<String> causes, int chute) {
        public Refuge {
            causes = Set.copyOf(causes);
        }
    }

    /**
     * A locker bank or pickup point.
     *
     * @param compartments sizes of a locker bank, smallest first; an empty list for a point without compartments
     * @param clearanceMm room that a parcel needs on each side of a compartment
     * @param room parcels that one departure may bring, for a point without compartments
     * @param alternative point that takes over when this one has no room, or null
     */
    public record Point(
            String id,
            List<Compartment> compartments,
            int clearanceMm,
            Capacity room,
            @Nullable String alternative) {
        public Point {
            compartments = List.copyOf(compartments);
        }
    }

    /** Compartments of one size; sides in mm, the order of the sides does not matter; {@code maxGrams} 0 for no limit. */
    public record Compartment(String size, int lengthMm, int widthMm, int heightMm, int maxGrams, int count) {}

    /**
     * When measured and declared values contradict each other: the difference is above the allowance and above the
     * percentage of the declared value.
     *
     * @param grams allowance for the mass, on top of {@code scaleGrams}
     * @param scaleGrams maximum permissible error of the scale in service
     * @param millimetres allowance for each side of the box
     * @param sidePercent share of each declared side; 0 together with 0 mm means that boxes are not compared
     * @param hospitalFlags flags whose parcels go to their refuge on a contradiction; others are sorted and marked
     */
    public record MeasureCheck(
            int grams, int percent, int scaleGrams, int millimetres, int sidePercent, Set<String> hospitalFlags) {
        public MeasureCheck {
            hospitalFlags = Set.copyOf(hospitalFlags);
        }
    }
}
