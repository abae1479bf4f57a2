// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import java.util.EnumMap;
import java.util.Map;

/**
 * How often each fault happens; a fault that is not named never happens.
 *
 * @param rates share 0..1, or times an hour 0..3600 where {@link Fault#hourly()}
 */
public record FaultMix(Map<Fault, Double> rates) {
    private static final double HOURLY_MAX = 3_600;

    public FaultMix {
        rates = Map.copyOf(rates);
        rates.forEach((fault, rate) -> {
            double most = fault.hourly() ? HOURLY_MAX : 1;
            if (!(rate >= 0 && rate <= most)) {
                throw new IllegalArgumentException("fault rate: " + fault + "=" + rate + "; expected 0.." + most);
            }
        });
    }

    /** A line on which nothing goes wrong. */
    public static FaultMix none() {
        return new FaultMix(Map.of());
    }

    /** What a well kept line sees. */
    public static FaultMix usual() {
        return none().with(Fault.NO_READ, 0.015)
                .with(Fault.MULTI_LABEL, 0.05)
                .with(Fault.CONFLICT, 0.03)
                .with(Fault.PARTIAL_READ, 0.004)
                .with(Fault.FOREIGN_CODE, 0.05)
                .with(Fault.DUPLICATE_CODE, 0.03)
                .with(Fault.UNWEIGHED, 0.005)
                .with(Fault.LIFT_OFF, 0.001)
                .with(Fault.ADDED_BY_HAND, 0.0005)
                .with(Fault.TOUCHING, 0.002)
                .with(Fault.DOUBLE_TRIGGER, 0.0005)
                .with(Fault.SLIP, 0.002)
                .with(Fault.FULL_BURST, 2)
                .with(Fault.JAM, 1);
    }

    /** A shift in which everything goes wrong, many times. */
    public static FaultMix worst() {
        EnumMap<Fault, Double> all = new EnumMap<>(Fault.class);
        for (Fault fault : Fault.values()) {
            all.put(fault, fault.hourly() ? 60.0 : 0.05);
        }
        return new FaultMix(all);
    }

    /** The same mix with one rate changed. */
    public FaultMix with(Fault fault, double rate) {
        EnumMap<Fault, Double> changed = new EnumMap<>(Fault.class);
        changed.putAll(rates);
        changed.put(fault, rate);
        return new FaultMix(changed);
    }

    /** The rate of one fault, 0 when it never happens. */
    public double rate(Fault fault) {
        return rates.getOrDefault(fault, 0.0);
    }
}
