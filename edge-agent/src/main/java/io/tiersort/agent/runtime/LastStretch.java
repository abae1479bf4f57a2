// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.fact.FactCodec;
import io.tiersort.agent.journal.Journal;
import io.tiersort.agent.line.LineLayout;
import io.tiersort.cloud.OutboxRecord;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/**
 * What the journal tells of a line's latest work: its records back to some time before its newest parcel record, and all
 * records of older parcels that have no end yet, because a belt may stand for hours with parcels on it. Blocking.
 */
final class LastStretch {
    private static final int SCANNED_MAX = 400_000;
    private static final int OLDER_MAX = 10_000;
    private static final int SHORTEST_PITCH_MM = 100;
    private static final String INDUCTED = "parcel.inducted";
    private static final String CLOSED = "parcel.closed";
    /** Comes days later and says nothing of the belt. */
    private static final String FEEDBACK = "feedback.received";

    private final Journal journal;
    private final LineLayout layout;
    private final TreeMap<Long, OutboxRecord> bySequence = new TreeMap<>();
    private long newestParcelMillis = Long.MIN_VALUE;
    private long oldestParcel = Long.MAX_VALUE;

    private LastStretch(Journal journal, LineLayout layout) {
        this.journal = journal;
        this.layout = layout;
    }

    /** Reads back from the newest record; {@code slack} is added to the time a parcel may need for its whole way. */
    static LastStretch of(Journal journal, LineLayout layout, Duration slack) {
        LastStretch stretch = new LastStretch(journal, layout);
        long travel = layout.lengthMm() * 1_000L / Math.max(1, layout.speedMmPerSecond());
        long window = travel * (layout.maxLaps() + 3L) + slack.toMillis();
        journal.scanBack(SCANNED_MAX, record -> stretch.take(record, window));
        stretch.addOlderOpenParcels();
        return stretch;
    }

    /** Oldest first. */
    List<OutboxRecord> records() {
        return List.copyOf(bySequence.values());
    }

    /** The highest parcel number that may have been given out when no record here is about a parcel, else 0. */
    long lastNumber() {
        return newestParcelMillis == Long.MIN_VALUE ? journal.highestParcel() : 0;
    }

    private boolean take(OutboxRecord record, long window) {
        if (record.type().equals(FEEDBACK)) {
            return true;
        }
        boolean aboutParcel = record.subject().startsWith(layout.line() + "-");
        if (aboutParcel) {
            newestParcelMillis = Math.max(newestParcelMillis, record.timeMillis());
        }
        if (record.type().equals(INDUCTED) && aboutParcel) {
            oldestParcel = Math.min(
                    oldestParcel,
                    Long.parseLong(record.subject().substring(layout.line().length() + 1)));
        }
        if (aboutParcel || record.subject().equals(layout.line())) {
            bySequence.put(record.sequence(), record);
        }
        return newestParcelMillis == Long.MIN_VALUE || record.timeMillis() >= newestParcelMillis - window;
    }

    /** Parcels end nearly in the order of their numbers: after a belt full of ended ones no open one is expected. */
    private void addOlderOpenParcels() {
        long below = Math.min(oldestParcel, journal.highestParcel() + 1);
        int beltful = layout.lengthMm() / SHORTEST_PITCH_MM;
        int endedInARow = 0;
        for (long number = below - 1; number > 0 && below - number < OLDER_MAX && endedInARow < beltful; number--) {
            List<OutboxRecord> life = journal.byParcel(FactCodec.parcelId(layout.line(), number), number);
            boolean open = !life.isEmpty()
                    && life.stream().noneMatch(record -> record.type().equals(CLOSED));
            endedInARow = open ? 0 : endedInARow + 1;
            if (open) {
                life.forEach(record -> bySequence.put(record.sequence(), record));
            }
        }
    }
}
