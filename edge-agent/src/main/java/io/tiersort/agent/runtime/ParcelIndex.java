// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.fact.FactCodec;
import io.tiersort.agent.line.Fact;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The newest parcels, for search: bounded, in memory, rebuilt from facts as they happen. The journal stays the record.
 * Any thread; each call takes microseconds but for a search, which walks the bounded list.
 */
final class ParcelIndex implements LineObserver {
    private static final int PARCELS_MAX = 20_000;

    private final Map<String, Summary> parcels = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Summary> eldest) {
            return size() > PARCELS_MAX;
        }
    };

    private static final class Summary {
        private final String id;
        private final Fact.ParcelInducted inducted;
        private final List<String> codes = new ArrayList<>(2);
        private String reference = "";
        private String tier = "";
        private String cause = "";
        private String outcome = "";
        private int chute;

        Summary(String id, Fact.ParcelInducted inducted) {
            this.id = id;
            this.inducted = inducted;
        }

        boolean mentions(String query) {
            return id.equalsIgnoreCase(query)
                    || String.valueOf(inducted.trackingId()).equals(query)
                    || reference.contains(query)
                    || codes.stream().anyMatch(code -> code.contains(query));
        }

        JsonObject json() {
            return new JsonObject()
                    .put("id", id)
                    .put("trackingId", inducted.trackingId())
                    .put("epoch", inducted.epoch())
                    .put("time", inducted.at())
                    .put("reference", reference)
                    .put("codes", new JsonArray(List.copyOf(codes)))
                    .put("tier", tier)
                    .put("chute", chute)
                    .put("cause", cause)
                    .put("outcome", outcome);
        }
    }

    @Override
    public synchronized void happened(String line, Fact fact) {
        if (fact.parcel() == 0) {
            return;
        }
        String id = FactCodec.parcelId(line, fact.parcel());
        if (fact instanceof Fact.ParcelInducted inducted) {
            parcels.put(id, new Summary(id, inducted));
            return;
        }
        Summary summary = parcels.get(id);
        if (summary != null) {
            changed(summary, fact);
        }
    }

    private static void changed(Summary summary, Fact fact) {
        if (fact instanceof Fact.CodesSeen seen) {
            seen.codes().forEach(code -> summary.codes.add(code.data()));
        } else if (fact instanceof Fact.ParcelDecided decided) {
            summary.reference = decided.reference();
            summary.tier = decided.tier();
            summary.cause = decided.cause().name();
            summary.chute = decided.chutes().isEmpty() ? 0 : decided.chutes().get(0);
        } else if (fact instanceof Fact.ParcelClosed closed) {
            summary.outcome = closed.outcome().name();
            summary.cause = closed.cause().name();
            summary.chute = closed.chute();
        } else if (fact instanceof Fact.OutcomeCorrected corrected) {
            summary.outcome = corrected.outcome().name();
            summary.chute = corrected.chute();
        }
    }

    /** Newest first; an empty query matches every parcel. */
    synchronized JsonArray search(String query, int limit) {
        List<Summary> all = new ArrayList<>(parcels.values());
        JsonArray found = new JsonArray();
        for (int i = all.size() - 1; i >= 0 && found.size() < limit; i--) {
            if (query.isEmpty() || all.get(i).mentions(query)) {
                found.add(all.get(i).json());
            }
        }
        return found;
    }

    synchronized Optional<JsonObject> summary(String id) {
        return Optional.ofNullable(parcels.get(id)).map(Summary::json);
    }
}
