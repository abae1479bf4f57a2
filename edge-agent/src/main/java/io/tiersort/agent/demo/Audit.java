// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.demo;

import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.runtime.LineObserver;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.agent.shipment.ShipmentLookup;
import io.tiersort.device.event.ScannedCode;
import io.tiersort.device.sim.SiteLedger;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Compares what the agent says of each parcel with where the physics put it and what is printed on it. Any thread. */
final class Audit implements LineObserver {
    private static final long EPOCH_FACTOR = 1L << 32;

    private static final int PARCELS_MAX = 200_000;

    private final Map<Long, Long> numbers = newest();
    private final Map<Long, Fact.ParcelClosed> closed = newest();

    private static <V> Map<Long, V> newest() {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Long, V> eldest) {
                return size() > PARCELS_MAX;
            }
        };
    }

    @Override
    public synchronized void happened(String line, Fact fact) {
        if (fact instanceof Fact.ParcelInducted inducted) {
            numbers.put(inducted.epoch() * EPOCH_FACTOR + inducted.trackingId(), inducted.parcel());
        } else if (fact instanceof Fact.ParcelClosed close) {
            closed.put(close.parcel(), close);
        } else if (fact instanceof Fact.OutcomeCorrected corrected) {
            closed.computeIfPresent(corrected.parcel(), (number, before) -> corrected(before, corrected));
        }
    }

    private static Fact.ParcelClosed corrected(Fact.ParcelClosed before, Fact.OutcomeCorrected corrected) {
        return new Fact.ParcelClosed(
                before.at(),
                before.parcel(),
                before.trackingId(),
                before.reference(),
                before.tier(),
                corrected.outcome(),
                before.cause(),
                corrected.physical(),
                corrected.chute(),
                before.dwellMillis());
    }

    /**
     * The verdict: parcels compared; {@code wrongChute}: the agent says another chute than the one it lies in;
     * {@code wrongShipment}: sorted as a shipment whose codes are not printed on it; {@code unknown}: physically in a
     * sorting chute without a word from the agent.
     */
    synchronized JsonObject compare(SiteLedger ledger, ShipmentLookup shipments, int hospital) {
        long compared = 0;
        long wrongChute = 0;
        long wrongShipment = 0;
        long unknown = 0;
        for (SiteLedger.Entry entry : ledger.entries()) {
            if (entry.ending() != SiteLedger.Ending.IN_CHUTE) {
                continue;
            }
            compared++;
            Fact.ParcelClosed said = said(entry);
            if (said == null) {
                unknown += entry.chute() == hospital ? 0 : 1;
            } else {
                wrongChute += confirmed(said) && said.chute() != entry.chute() ? 1 : 0;
                wrongShipment += sorted(said) && !printed(entry, said.reference(), shipments) ? 1 : 0;
            }
        }
        return new JsonObject()
                .put("compared", compared)
                .put("wrongChute", wrongChute)
                .put("wrongShipment", wrongShipment)
                .put("unknown", unknown);
    }

    /** What the agent says of the first of the parcel's tracking ids that it knows. */
    private Fact.@Nullable ParcelClosed said(SiteLedger.Entry entry) {
        for (SiteLedger.Identity identity : entry.identities()) {
            Long number = numbers.get(identity.epoch() * EPOCH_FACTOR + identity.trackingId());
            Fact.ParcelClosed said = number == null ? null : closed.get(number);
            if (said != null && said.chute() == entry.chute()) {
                return said;
            }
        }
        SiteLedger.Identity last = entry.identities().isEmpty()
                ? new SiteLedger.Identity(-1, 0)
                : entry.identities().get(entry.identities().size() - 1);
        Long number = numbers.get(last.epoch() * EPOCH_FACTOR + last.trackingId());
        return number == null ? null : closed.get(number);
    }

    private static boolean confirmed(Fact.ParcelClosed said) {
        return said.outcome() != Outcome.LOST && said.outcome() != Outcome.EOL && said.outcome() != Outcome.FLUSHED;
    }

    private static boolean sorted(Fact.ParcelClosed said) {
        return said.outcome() == Outcome.SORTED || said.outcome() == Outcome.SORTED_ALT;
    }

    private static boolean printed(SiteLedger.Entry entry, String reference, ShipmentLookup shipments) {
        for (ScannedCode code : entry.labels().codes()) {
            String data = code.data();
            Shipment shipment = shipments.byCode(data);
            if (shipment == null && data.startsWith("00")) {
                shipment = shipments.byCode(data.substring(2));
            }
            if (shipment != null && shipment.reference().equals(reference)) {
                return true;
            }
        }
        return false;
    }
}
