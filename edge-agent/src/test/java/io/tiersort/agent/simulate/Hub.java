// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.simulate;

import io.tiersort.agent.SourceTree;
import io.tiersort.agent.config.SiteCheck;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.Drivers;
import io.tiersort.device.event.ScannedCode;
import io.tiersort.device.sim.Labels;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The city hub of the examples, with parcels made to order. */
public final class Hub {
    /** A Monday, noon in Berlin. */
    public static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");

    private Hub() {}

    /** Its configuration. */
    public static SiteCheck.Checked config() {
        return SiteCheck.check(
                        SourceTree.ROOT.resolve("config/examples/city-hub"), Drivers.all(), InstantSource.fixed(NOON))
                .value()
                .orElseThrow();
    }

    /** Its line at noon: no parcels, no faults. */
    public static WorldBuilder world() {
        SiteCheck.Checked checked = config();
        return World.of(checked.site().layouts().get(0), checked.plan())
                .scaleAt(checked.site().lines().get(0).scaleAtMm())
                .start(NOON);
    }

    /** A kilogram for a private customer in the city; the reference is its only code. */
    public static Shipment shipment(String reference, String service, Shipment.Flag... flags) {
        return new Shipment(
                reference,
                List.of(),
                "private",
                service,
                Set.of(flags),
                "10115",
                "DE",
                "",
                "",
                "",
                "",
                0,
                0,
                1_000,
                300,
                200,
                100,
                Shipment.Status.OPEN);
    }

    /** A parcel as such a shipment declares it, with these codes printed on it, of Code 128 each. */
    public static Labels parcel(String... codes) {
        return new Labels(
                Arrays.stream(codes).map(code -> new ScannedCode("C0", code)).toList(), 1_000, 300, 200, 100);
    }
}
