// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.sim;

import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.plan.Rules;
import io.tiersort.agent.plan.Subject;
import io.tiersort.agent.plan.Timetable;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.event.ScannedCode;
import io.tiersort.device.sim.Labels;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes shipments and the parcels that carry their labels, from a seed: every kind that a plan has a tier rule for, the
 * ordinary ones more often than the special ones. Promises are such that the plan can keep them, except for a few that come
 * too late, as in life. One owner.
 */
public final class ShipmentMaker {
    private static final long HOUR = 3_600_000;
    private static final double TOO_LATE = 0.02;
    private static final double UNKNOWN_TO_HOST = 0.01;
    private static final double FLAGGED = 0.01;
    private static final double HELD = 0.002;
    private static final double WEAK_CODE_ONLY = 0.1;
    private static final double EARLY = 0.3;
    private static final double GROUPED = 0.2;
    private static final int GROUP = 4;
    private static final int ATTEMPTS = 20;

    /** Application identifier 421 (deliver to, with country) and the number of Germany. */
    private static final String DELIVER_TO = "421276";

    private final RandomGenerator random;
    private final Plan plan;
    private final Map<String, Plan.Tier> tiers;
    private final Map<String, Plan.Destination> destinations;
    private final Timetable timetable;
    private final InstantSource wall;
    private final String run;
    private final int shares;
    private long serial;

    /** A shipment that is told to the host unless {@code secret}, and the parcel that will come. */
    public record Made(Shipment shipment, Labels labels, boolean secret) {}

    /** {@code run} goes into every reference, so that two runs never use the same one. */
    public ShipmentMaker(RandomGenerator random, Plan plan, InstantSource wall, String run) {
        this.random = random;
        this.plan = plan;
        this.timetable = new Timetable(plan);
        this.wall = wall;
        this.run = run;
        tiers = plan.tiers().stream().collect(Collectors.toMap(Plan.Tier::id, Function.identity()));
        destinations =
                plan.destinations().stream().collect(Collectors.toMap(Plan.Destination::id, Function.identity()));
        shares = plan.tierRules().stream().mapToInt(this::share).sum();
    }

    /** The next parcel. */
    public Made next() {
        serial++;
        Plan.TierRule rule = pick();
        Traits traits = traits(rule);
        String group = random.nextDouble() < GROUPED ? "G" + run + serial / GROUP : "";
        Shipment open = traits.shipment(
                "TS" + run + String.format("%07d", serial), List.of(sscc()), group, notBefore(traits.subject()));
        Shipment promised = open.promisedBy(promise(traits.subject(), open.notBefore()));
        boolean secret = random.nextDouble() < UNKNOWN_TO_HOST;
        Labels labels = new Labels(
                List.of(label(promised, secret)),
                promised.grams(),
                promised.lengthMm(),
                promised.widthMm(),
                promised.heightMm());
        return new Made(promised, labels, secret);
    }

    private Plan.TierRule pick() {
        int left = random.nextInt(shares);
        for (Plan.TierRule rule : plan.tierRules()) {
            left -= share(rule);
            if (left < 0) {
                return rule;
            }
        }
        throw new IllegalStateException("shares do not add up: " + shares);
    }

    private int share(Plan.TierRule rule) {
        Plan.Tier tier = tiers.get(rule.tier());
        return switch (rule.precedence()) {
            case HANDLING, PREFERENCE -> 1;
            case RETURNS, SEGMENT -> 3;
            case PROMISE -> tier != null && tier.premium() ? 3 : 6;
            case DEFAULT -> 6;
        };
    }

    /** Traits for which the rule holds; after some attempts those of another rule. */
    private Traits traits(Plan.TierRule rule) {
        Traits traits = drawn(rule);
        for (int attempt = 1; attempt < ATTEMPTS && !Rules.holds(rule.when(), traits.subject()); attempt++) {
            traits = drawn(rule);
        }
        return traits;
    }

    private Traits drawn(Plan.TierRule rule) {
        Traits traits = new Traits(random);
        traits.meet(rule.when());
        for (Plan.Modifier modifier : plan.modifiers()) {
            if (random.nextDouble() < FLAGGED) {
                traits.flag(modifier.flag());
            }
        }
        if (random.nextDouble() < HELD) {
            traits.flag(Shipment.Flag.HOLD);
        }
        boolean locker = traits.service().equals("locker");
        boolean shop = traits.service().equals("pickup-point");
        List<Plan.Point> points = plan.points().stream()
                .filter(point -> (locker && !point.compartments().isEmpty())
                        || (shop && point.compartments().isEmpty()))
                .toList();
        if (traits.point().isEmpty() && !points.isEmpty()) {
            traits.sendTo(points.get(random.nextInt(points.size())).id());
        }
        return traits;
    }

    /** What is printed; where a plan sorts by label, the label of a shipment that nobody announced says where it goes. */
    private ScannedCode label(Shipment shipment, boolean secret) {
        String strong = "00" + shipment.codes().get(0);
        if (secret && plan.routeByLabel()) {
            return new ScannedCode("C1", strong + DELIVER_TO + shipment.postcode());
        }
        return random.nextDouble() < WEAK_CODE_ONLY
                ? new ScannedCode("C0", shipment.reference())
                : new ScannedCode("C1", strong);
    }

    /** Extension digit, an example company prefix, the run and a serial number, and the check digit. */
    private String sscc() {
        String body =
                "34" + String.format("%05d", Math.floorMod(run.hashCode(), 100_000)) + String.format("%010d", serial);
        int sum = 0;
        for (int i = 0; i < body.length(); i++) {
            sum += (body.charAt(i) - '0') * ((body.length() - i) % 2 == 1 ? 3 : 1);
        }
        return body + (10 - sum % 10) % 10;
    }

    /** Where a tier lets early parcels wait, some of its shipments are for a later day. */
    private long notBefore(Subject subject) {
        Plan.Tier tier = tier(subject);
        if (tier == null || tier.early() == null || random.nextDouble() >= EARLY) {
            return 0;
        }
        return wall.millis() + tier.early().lead().toMillis() + (1 + random.nextInt(24)) * HOUR;
    }

    /** The end of a tour that the shipment can still make, 0 when nothing leaves for it. */
    private long promise(Subject subject, long notBefore) {
        Plan.Tier tier = tier(subject);
        String departure = tier == null ? null : departure(tier, subject);
        if (tier == null || departure == null) {
            return 0;
        }
        long from = Math.max(wall.millis(), notBefore);
        long cutOff = timetable.nextCutOff(departure, from + timetable.dwellMillis(departure) + HOUR);
        boolean tooLate = tier.fallback() != null && random.nextDouble() < TOO_LATE;
        return cutOff == Timetable.NEVER ? 0 : tooLate ? from + 60_000 : cutOff + 5 * HOUR;
    }

    private Plan.@Nullable Tier tier(Subject subject) {
        for (Plan.TierRule rule : plan.tierRules()) {
            if (Rules.holds(rule.when(), subject)) {
                return tiers.get(rule.tier());
            }
        }
        return null;
    }

    private @Nullable String departure(Plan.Tier tier, Subject subject) {
        for (Plan.Route route : plan.routes()) {
            String id = route.destinationOf(subject.in(tier.id()));
            Plan.Destination destination = id == null ? null : destinations.get(id);
            if (destination != null) {
                return destination.departure() == null ? tier.departure() : destination.departure();
            }
        }
        return tier.departure();
    }
}
