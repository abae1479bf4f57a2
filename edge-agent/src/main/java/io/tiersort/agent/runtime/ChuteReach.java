// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.LineLayout;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/**
 * Which chutes a parcel could still reach at a decision, by the belt position of the decision and the geometry of the
 * line. Distances are exact; milliseconds are those at the design speed of the belt.
 */
final class ChuteReach {
    private final LineLayout layout;
    private final long inductEncoder;
    private final Fact.ParcelDecided decided;

    private ChuteReach(LineLayout layout, long inductEncoder, Fact.ParcelDecided decided) {
        this.layout = layout;
        this.inductEncoder = inductEncoder;
        this.decided = decided;
    }

    /** Every chute of the line; only those considered, without positions, when positions are not known. */
    static JsonArray of(ParcelLife life, Fact.ParcelDecided decided, Optional<LineLayout> layout) {
        Optional<Fact.ParcelInducted> inducted = life.first(Fact.ParcelInducted.class);
        JsonArray chutes = new JsonArray();
        if (layout.isEmpty() || inducted.isEmpty() || decided.encoder() == 0) {
            decided.candidates()
                    .forEach(candidate -> chutes.add(
                            new JsonObject().put("chute", candidate.chute()).put("verdict", candidate.verdict())));
            return chutes;
        }
        ChuteReach reach = new ChuteReach(layout.get(), inducted.get().encoder(), decided);
        layout.get().chutes().forEach(chute -> chutes.add(reach.chute(chute)));
        return chutes;
    }

    private JsonObject chute(LineLayout.Chute chute) {
        long leadMillis = chute.actuation().plus(layout.commandLead()).toMillis();
        long leadMm = Math.max(layout.speedMmPerSecond(), 100) * leadMillis / 1_000;
        long latest = inductEncoder + (chute.atMm() - leadMm) * 1_000 / layout.micrometresPerCount();
        long leftMm = (latest - decided.encoder()) * layout.micrometresPerCount() / 1_000;
        JsonObject json = new JsonObject()
                .put("chute", chute.number())
                .put("name", chute.name())
                .put("latestEncoder", latest)
                .put("leftMm", leftMm)
                .put("leftMs", leftMm * 1_000 / layout.speedMmPerSecond())
                .put("reachable", leftMm >= 0);
        decided.candidates().stream()
                .filter(candidate -> candidate.chute() == chute.number())
                .findFirst()
                .ifPresent(candidate -> json.put("verdict", candidate.verdict()));
        return json;
    }
}
