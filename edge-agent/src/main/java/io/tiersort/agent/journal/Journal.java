// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.journal;

import io.tiersort.agent.sqlite.DataDirLock;
import io.tiersort.agent.sqlite.Sqlite;
import io.tiersort.agent.sqlite.StoreException;
import io.tiersort.cloud.Outbox;
import io.tiersort.cloud.OutboxRecord;
import io.tiersort.device.NanoClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.HdrHistogram.Histogram;

/**
 * The durable, numbered list of facts. An entry is accepted when its group's commit returned, which syncs the disk;
 * from then on no crash takes it. Sequences rise by one and are never given out twice; what damage takes is told by a
 * {@code journal.gap} record, what a full queue refused by a {@code journal.dropped} record. {@link #append} never
 * waits for the disk and may be called from any thread; everything that reads blocks on the disk.
 */
public final class Journal implements Outbox, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Journal.class.getName());
    private static final int PAGE = 500;
    private static final int PARCEL_RECORDS_MAX = 10_000;
    private static final long CLOSE_SECONDS = 10;

    private final Path database;
    private final Path log;
    private final DataDirLock dirLock;
    private final HighWater high;
    private final JournalQueue queue;
    private final JournalReader reader;
    private final JournalWriter writer;
    private final Thread thread;
    private final List<Runnable> appendListeners = new CopyOnWriteArrayList<>();
    private final List<Consumer<JournalState>> stateListeners = new CopyOnWriteArrayList<>();
    private volatile JournalState state = JournalState.FINE;

    private Journal(JournalSettings settings, InstantSource wall, DataDirLock dirLock)
            throws IOException, SQLException {
        this.dirLock = dirLock;
        database = settings.dir().resolve(JournalSalvage.DATABASE);
        log = settings.dir().resolve(JournalSalvage.DATABASE + "-wal");
        JournalOpening opening = new JournalOpening(settings, wall);
        JournalOpening.Opened opened = opening.start();
        high = HighWater.open(settings.dir());
        high.write(opened.next() - 1, opened.epoch());
        queue = new JournalQueue(settings, NanoClock.system());
        queue.restore(opened.cursors());
        reader = new JournalReader(database, this::suspect);
        writer = new JournalWriter(
                new JournalWriter.Parts(queue, opening, reader, high, observer(), NanoClock.system(), wall),
                opened,
                settings.bytesMax());
        thread = new Thread(writer, "journal");
        thread.setDaemon(true);
    }

    /**
     * Opens or creates the journal of a data folder. Takes as long for ten records as for ten million, except that
     * damage is salvaged first.
     *
     * @throws StoreException when another agent has the folder, the SQLite library is too old, or the folder cannot be
     *     written at all
     */
    public static Journal open(JournalSettings settings, InstantSource wall) {
        Path dir = settings.dir();
        try {
            Files.createDirectories(dir);
        } catch (IOException e) {
            throw cannotOpen(dir, e);
        }
        DataDirLock lock = DataDirLock.take(dir);
        try {
            Sqlite.unpackBelow(dir);
            Journal journal = new Journal(settings, wall, lock);
            journal.thread.start();
            return journal;
        } catch (IOException | SQLException e) {
            lock.close();
            throw cannotOpen(dir, e);
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static StoreException cannotOpen(Path dir, Exception cause) {
        return new StoreException(
                StoreException.Code.OPEN,
                "cannot open the journal: dir=" + dir + ", reason=" + cause.getMessage()
                        + "; expected a writable local folder with free space; check owner, mount and disk",
                cause);
    }

    private JournalWriter.Observer observer() {
        return new JournalWriter.Observer() {
            @Override
            public void appended() {
                tell(appendListeners, Runnable::run);
            }

            @Override
            public void state(JournalState now) {
                if (!now.equals(state)) {
                    state = now;
                    tell(stateListeners, listener -> listener.accept(now));
                }
            }

            @Override
            public long walBytes() {
                return size(log);
            }
        };
    }

    private static <L> void tell(List<L> listeners, Consumer<L> message) {
        for (L listener : listeners) {
            try {
                message.accept(listener);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "a listener of the journal failed", e);
            }
        }
    }

    private void suspect(String reason) {
        writer.suspect(reason);
    }

    /**
     * Queues entries for one commit. Never blocks.
     *
     * @param whenDurable runs on the journal's thread once all of them are durable; must not block
     * @return false when the queue is too full for their class or the journal is closed: none was queued, all were
     *     counted, {@code whenDurable} will not run
     */
    public boolean append(List<? extends JournalEntry> entries, Runnable whenDurable) {
        return queue.append(entries, whenDurable);
    }

    @Override
    public List<OutboxRecord> read(long after, int limit) {
        return reader.read(after, writer.durable(), limit);
    }

    @Override
    public long delivered(String uplink) {
        return queue.cursor(uplink);
    }

    @Override
    public void deliver(String uplink, long sequence) {
        queue.moveCursor(uplink, sequence);
    }

    @Override
    public long last() {
        return writer.durable();
    }

    @Override
    public void onAppend(Runnable listener) {
        appendListeners.add(listener);
    }

    /** The number of this start, the second part of an event's identity. */
    public int epoch() {
        return writer.epoch();
    }

    /** Records about one parcel, oldest first, at most 10,000; an empty subject stands for any. */
    public List<OutboxRecord> byParcel(String subject, long parcel) {
        return reader.byParcel(subject, parcel, PARCEL_RECORDS_MAX);
    }

    /** The highest parcel number in any record, 0 when no record is about a parcel. */
    public long highestParcel() {
        return reader.highestParcel();
    }

    /**
     * Shows records from the newest back, until {@code goOn} says no or {@code recordsMax} were shown. Other readers
     * get their turn in between.
     *
     * @return how many were shown
     */
    public int scanBack(int recordsMax, Predicate<OutboxRecord> goOn) {
        long before = writer.durable() + 1;
        int shown = 0;
        while (shown < recordsMax) {
            List<OutboxRecord> page = reader.readBack(before, Math.min(PAGE, recordsMax - shown));
            if (page.isEmpty()) {
                return shown;
            }
            for (OutboxRecord found : page) {
                shown++;
                if (!goOn.test(found)) {
                    return shown;
                }
            }
            before = page.get(page.size() - 1).sequence();
        }
        return shown;
    }

    /** How the journal is doing now. */
    public JournalState state() {
        return state;
    }

    /** {@code listener} is told of every change of the state, on the journal's thread; it must not block. */
    public void onState(Consumer<JournalState> listener) {
        stateListeners.add(listener);
    }

    /** Figures since the opening. Any thread; takes microseconds. */
    public JournalFigures figures() {
        return new JournalFigures(
                writer.accepted(),
                queue.queued(),
                queue.refused(),
                writer.commits(),
                writer.failures(),
                writer.lost(),
                writer.commitMicros(histogram -> histogram.getValueAtPercentile(50)),
                writer.commitMicros(histogram -> histogram.getValueAtPercentile(99)),
                writer.commitMicros(Histogram::getMaxValue),
                size(database),
                size(log));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            return 0;
        }
    }

    /** Another size limit for {@code journal.db}, 0 for none, taken up when it is opened again after a failure. */
    public void limit(long bytesMax) {
        writer.limit(bytesMax);
    }

    /** Writes what waits, for at most ten seconds, and gives the folder back. Idempotent. */
    @Override
    public void close() {
        queue.close();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.log(System.Logger.Level.ERROR, "journal did not close in time: queued={0}", queue.queued());
            return;
        }
        reader.close();
        try {
            high.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "journal.high did not close: {0}", e.getMessage());
        }
        dirLock.close();
    }
}
