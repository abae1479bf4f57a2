// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.journal;

import io.tiersort.cloud.OutboxRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Reads the journal of a data folder without owning it, also while an agent writes it. Blocking; any thread. */
public final class JournalLookup implements AutoCloseable {
    private static final int PARCEL_RECORDS_MAX = 10_000;
    private static final int PAGE = 1_000;

    private final JournalReader reader;

    private JournalLookup(JournalReader reader) {
        this.reader = reader;
    }

    /** Opens for reading; throws {@link IllegalArgumentException} when there is no journal. */
    public static JournalLookup open(Path dir) {
        Path database = dir.resolve(JournalSalvage.DATABASE);
        if (!Files.isRegularFile(database)) {
            throw new IllegalArgumentException(
                    "no journal: file=" + database + "; expected a data folder of an agent; check the path");
        }
        return new JournalLookup(new JournalReader(database, reason -> {}));
    }

    /** Records about one parcel, oldest first. */
    public List<OutboxRecord> byParcel(String subject, long parcel) {
        return reader.byParcel(subject, parcel, PARCEL_RECORDS_MAX);
    }

    /** The last record that each uplink has acknowledged, by the uplink's id. */
    public Map<String, Long> cursors() {
        return reader.cursors();
    }

    /** Shows records from the newest back until {@code goOn} says no or {@code recordsMax} were shown. */
    public void scanBack(int recordsMax, Predicate<OutboxRecord> goOn) {
        long before = Long.MAX_VALUE;
        int shown = 0;
        while (shown < recordsMax) {
            List<OutboxRecord> page = reader.readBack(before, Math.min(PAGE, recordsMax - shown));
            for (OutboxRecord found : page) {
                shown++;
                before = found.sequence();
                if (!goOn.test(found)) {
                    return;
                }
            }
            if (page.isEmpty()) {
                return;
            }
        }
    }

    /** Shows every record there is now, oldest first, until {@code goOn} says no; missing ones as {@code journal.gap}. */
    public void scan(Predicate<OutboxRecord> goOn) {
        List<OutboxRecord> newest = reader.readBack(Long.MAX_VALUE, 1);
        long last = newest.isEmpty() ? 0 : newest.get(0).sequence();
        long position = 0;
        while (position < last) {
            for (OutboxRecord found : reader.read(position, last, PAGE)) {
                position = found.sequence();
                if (!goOn.test(found)) {
                    return;
                }
            }
        }
    }

    @Override
    public void close() {
        reader.close();
    }
}
