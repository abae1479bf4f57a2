// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import io.tiersort.agent.journal.JournalLookup;
import io.tiersort.agent.runtime.NearIds;
import io.tiersort.cloud.OutboxRecord;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Finds the parcel that a person means by an id, a code or a shipment reference, among the newest records. */
final class ParcelSought {
    private static final int SEARCHED_MAX = 2_000_000;
    private static final int NEAR_SEARCHED_MAX = 100_000;

    private final JournalLookup journal;
    private final Path data;
    private final String id;

    ParcelSought(JournalLookup journal, Path data, String id) {
        this.journal = journal;
        this.data = data;
        this.id = id;
    }

    /** What {@code teller} tells of the parcel; fails with near matches when there is none. */
    JsonObject tell(Function<String, Optional<JsonObject>> teller) {
        return teller.apply(id)
                .or(() -> mentioned().flatMap(teller))
                .orElseThrow(() -> new CommandFailed(
                        ExitCodes.FAILED,
                        "no parcel \"" + id + "\" among the newest " + SEARCHED_MAX + " records of " + data
                                + "; expected an id such as L1-42, a code or a shipment reference" + near()));
    }

    private Optional<String> mentioned() {
        String quoted = "\"" + id + "\"";
        List<String> subjects = new ArrayList<>(1);
        journal.scanBack(SEARCHED_MAX, record -> {
            if (aboutParcel(record) && new String(record.body(), StandardCharsets.UTF_8).contains(quoted)) {
                subjects.add(record.subject());
            }
            return subjects.isEmpty();
        });
        return subjects.stream().findFirst();
    }

    private String near() {
        NearIds near = new NearIds(id);
        journal.scanBack(NEAR_SEARCHED_MAX, record -> {
            near.offer(record);
            return true;
        });
        List<String> found = near.nearest();
        return found.isEmpty() ? "" : "; near it: " + String.join(", ", found);
    }

    private static boolean aboutParcel(OutboxRecord record) {
        return record.type().startsWith("parcel.") && record.subject().contains("-");
    }
}
