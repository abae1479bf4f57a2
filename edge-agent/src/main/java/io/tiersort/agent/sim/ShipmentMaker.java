// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.sim;

import io.tiersort.agent.plan.Label;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.plan.Rules;
import io.tiersort.agent.plan.Subject;
import io.tiersort.agent.plan.Timetable;
import io.tiersort.agent.shipment.Customer;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.event.ScannedCode;
import io.tiersort.device.sim.Labels;
import io.tiersort.device.sim.ParcelShapes;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Makes shipments and the parcels that carry their labels, from a seed: what a city hub sees on a usual day. Promises are
 * such that the plan can keep them, except for a few that come too late, as in life. One owner.
 */
public final class ShipmentMaker {
    private static final long HOUR = 3_600_000;
    private static final double TOO_LATE = 0.02;
    private static final double UNKNOWN_TO_HOST = 0.01;
    private static final double HIGH_VALUE = 0.03;
    private static final double HELD = 0.002;
    private static final double WEAK_CODE_ONLY = 0.1;

    private final RandomGenerator random;
    private final Plan plan;
    private final Timetable timetable;
    private final InstantSource wall;
    private final String run;
    private long serial;

    /** A shipment that is told to the host unless {@code secret}, and the parcel that will come. */
    public record Made(Shipment shipment, Labels labels, boolean secret) {}

    private record Service(String segment, String service, int weight) {}

    private static final List<Service> SERVICES = List.of(
            new Service("private", "same-day", 10),
            new Service("business", "same-day", 6),
            new Service("pharmacy", "same-day", 2),
            new Service("private", "slot", 6),
            new Service("private", "next-day", 28),
            new Service("private", "weekend", 5),
            new Service("private", "locker", 12),
            new Service("private", "pickup-point", 7),
            new Service("subscription", "consolidated", 7),
            new Service("private", "return", 7),
            new Service("private", "standard", 10));

    /** {@code run} goes into every reference, so that two runs never use the same one. */
    public ShipmentMaker(RandomGenerator random, Plan plan, InstantSource wall, String run) {
        this.random = random;
        this.plan = plan;
        this.timetable = new Timetable(plan);
        this.wall = wall;
        this.run = run;
    }

    /** The next parcel. */
    public Made next() {
        serial++;
        ParcelShapes.Shape shape = ParcelShapes.draw(random);
        Service service = pick();
        Shipment shipment = shipment(service, shape);
        Shipment promised = shipment.promisedBy(promise(shipment));
        ScannedCode label = random.nextDouble() < WEAK_CODE_ONLY
                ? new ScannedCode("C0", promised.reference())
                : new ScannedCode("C1", "00" + promised.codes().get(0));
        Labels labels = new Labels(List.of(label), shape.grams(), shape.lengthMm(), shape.widthMm(), shape.heightMm());
        return new Made(promised, labels, random.nextDouble() < UNKNOWN_TO_HOST);
    }

    private Service pick() {
        int total = SERVICES.stream().mapToInt(Service::weight).sum();
        int left = random.nextInt(total);
        for (Service service : SERVICES) {
            left -= service.weight();
            if (left < 0) {
                return service;
            }
        }
        throw new IllegalStateException("weights do not add up: " + total);
    }

    private Shipment shipment(Service service, ParcelShapes.Shape shape) {
        Set<Shipment.Flag> flags = random.nextDouble() < HIGH_VALUE
                ? Set.of(Shipment.Flag.HIGH_VALUE)
                : random.nextDouble() < HELD ? Set.of(Shipment.Flag.HOLD) : Set.of();
        String postcode = (random.nextInt(10) < 7 ? "1" + random.nextInt(4) : "2" + random.nextInt(10))
                + (100 + random.nextInt(900));
        String point = service.service().equals("locker") ? "LB-" + (1 + random.nextInt(20)) : "";
        return new Shipment(
                "TS" + run + String.format("%07d", serial),
                List.of(sscc()),
                service.segment(),
                service.service(),
                flags,
                postcode,
                "DE",
                point,
                "",
                "",
                "",
                0,
                0,
                shape.grams(),
                shape.lengthMm(),
                shape.widthMm(),
                shape.heightMm(),
                Shipment.Status.OPEN);
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

    private long promise(Shipment shipment) {
        long now = wall.millis();
        Subject subject = new Subject(
                shipment,
                Label.NONE,
                Customer.UNKNOWN,
                "",
                shipment.grams(),
                shipment.lengthMm(),
                shipment.widthMm(),
                shipment.heightMm());
        for (Plan.TierRule rule : plan.tierRules()) {
            if (Rules.holds(rule.when(), subject)) {
                return promise(rule.tier(), now);
            }
        }
        return 0;
    }

    private long promise(String tierId, long now) {
        for (Plan.Tier tier : plan.tiers()) {
            String departure = tier.departure();
            if (tier.id().equals(tierId) && departure != null) {
                long cutOff = timetable.nextCutOff(departure, now + timetable.dwellMillis(departure) + HOUR);
                boolean tooLate = tier.fallback() != null && random.nextDouble() < TOO_LATE;
                return cutOff == Timetable.NEVER ? 0 : tooLate ? now + 60_000 : cutOff + 5 * HOUR;
            }
        }
        return 0;
    }
}
