// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.console;

import io.tiersort.agent.fact.FactCodec;
import io.tiersort.agent.journal.JournalEntry;
import io.tiersort.agent.line.Fact;
import io.tiersort.agent.runtime.ParcelExplanation;
import io.tiersort.cloud.OutboxRecord;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** What the agent tells of a made-up parcel, told by the agent's own code. */
final class SampleExplanation {
    private SampleExplanation() {}

    static JsonObject of(SampleParcel parcel) {
        List<OutboxRecord> records = new ArrayList<>();
        for (Fact fact : SampleLife.of(parcel)) {
            JournalEntry entry = FactCodec.entry("L1", fact);
            records.add(new OutboxRecord(
                    parcel.number() * 10L + records.size(),
                    1,
                    entry.timeMillis(),
                    entry.type(),
                    entry.subject(),
                    entry.body()));
        }
        SampleBackground background = new SampleBackground(parcel.number() * 10L + 5);
        return ParcelExplanation.of((subject, number) -> records, background, parcel.id())
                .orElseThrow();
    }
}
