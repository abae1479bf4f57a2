// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.journal;

import io.tiersort.agent.sqlite.Sqlite;
import io.tiersort.agent.sqlite.StoreException;
import io.tiersort.device.NanoClock;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToLongFunction;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/**
 * The journal's one writer thread: takes work from the {@link JournalQueue}, numbers it, commits it, confirms it. A
 * failed commit has an unknown outcome, so the file is opened again and what is not in it is written again under the
 * same numbers, until it succeeds or the journal is closed.
 */
final class JournalWriter implements Runnable {
    private static final System.Logger LOG = System.getLogger(JournalWriter.class.getName());
    private static final long WAL_BYTES_MAX = 4 << 20;
    private static final int COMMITS_PER_CHECKPOINT = 1_000;
    private static final int ATTEMPTS_UNTIL_FAILED = 3;
    private static final int ATTEMPTS_WHEN_CLOSING = 2;
    private static final long PAUSE_MILLIS_MIN = 50;
    private static final long PAUSE_MILLIS_MAX = 5_000;
    private static final long HISTOGRAM_MICROS_MAX = 600_000_000;

    private final JournalQueue queue;
    private final JournalOpening opening;
    private final JournalReader reader;
    private final HighWater high;
    private final Observer observer;
    private final NanoClock clock;
    private final InstantSource wall;
    private final Histogram commitMicros = new Histogram(HISTOGRAM_MICROS_MAX, 3);

    private @Nullable JournalFile file;
    private int epoch;
    private long next;
    private int commitsSinceCheckpoint;
    private boolean truncated;
    private volatile long bytesMax;
    private volatile String suspicion = "";
    private volatile long durable;
    private final LongAdder accepted = new LongAdder();
    private final LongAdder commits = new LongAdder();
    private final LongAdder failures = new LongAdder();
    private final LongAdder lost = new LongAdder();

    /** What the journal gives its writer to work with. */
    record Parts(
            JournalQueue queue,
            JournalOpening opening,
            JournalReader reader,
            HighWater high,
            Observer observer,
            NanoClock clock,
            InstantSource wall) {}

    /** Learns what the writer did, on the writer's thread. */
    interface Observer {
        void appended();

        void state(JournalState state);

        long walBytes();
    }

    JournalWriter(Parts parts, JournalOpening.Opened opened, long bytesMax) {
        queue = parts.queue;
        opening = parts.opening;
        reader = parts.reader;
        high = parts.high;
        observer = parts.observer;
        clock = parts.clock;
        wall = parts.wall;
        file = opened.file();
        epoch = opened.epoch();
        next = opened.next();
        durable = next - 1;
        lost.add(opened.lost());
        this.bytesMax = bytesMax;
    }

    @Override
    public void run() {
        try {
            JournalQueue.Work work = queue.next();
            while (!work.done() && perform(work)) {
                work = queue.next();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            LOG.log(System.Logger.Level.WARNING, "journal writer interrupted; waiting records are given up");
        } finally {
            finish();
        }
    }

    /** Does one piece of work; false when the journal is closed and the work had to be given up. */
    private boolean perform(JournalQueue.Work work) throws InterruptedException {
        try {
            List<StoredRecord> records = number(work);
            if (!records.isEmpty() || !work.cursors().isEmpty() || !suspicion.isEmpty()) {
                if (!store(records, work.cursors())) {
                    LOG.log(System.Logger.Level.ERROR, "journal closed with records not stored: n={0}", records.size());
                    return false;
                }
                confirm(work, records);
            }
            maintain(work.idle());
        } catch (RuntimeException e) {
            failures.increment();
            LOG.log(System.Logger.Level.ERROR, "journal writer: unexpected failure", e);
            observer.state(new JournalState(JournalState.Level.FAILED, "unexpected failure: " + e));
            queue.durable(work);
        }
        return true;
    }

    private List<StoredRecord> number(JournalQueue.Work work) {
        List<StoredRecord> records = new ArrayList<>(work.entries() + 1);
        for (JournalQueue.Batch batch : work.batches()) {
            for (JournalEntry entry : batch.entries()) {
                records.add(StoredRecord.of(next++, epoch, entry));
            }
        }
        if (!work.refused().isEmpty()) {
            JsonObject counts = new JsonObject();
            work.refused().forEach((recordClass, count) -> counts.put(recordClass.name(), count));
            JsonObject body =
                    new JsonObject().put("reason", "the queue was full").put("refused", counts);
            records.add(StoredRecord.own(next++, epoch, wall.millis(), StoredRecord.DROPPED, body));
        }
        return records;
    }

    private boolean store(List<StoredRecord> records, Map<String, Long> cursors) throws InterruptedException {
        List<StoredRecord> missing = records;
        int attempt = 0;
        while (true) {
            try {
                JournalFile open = file;
                if (open == null || !suspicion.isEmpty()) {
                    open = reopen();
                    missing = absent(open, records);
                }
                long start = clock.nanos();
                open.commit(missing, cursors);
                measure(clock.nanos() - start);
                return true;
            } catch (SQLException | IOException | StoreException e) {
                discard();
                attempt++;
                failed(e, attempt);
                boolean open = queue.pause(Math.min(PAUSE_MILLIS_MAX, PAUSE_MILLIS_MIN << Math.min(attempt - 1, 10)));
                if (!open && attempt >= ATTEMPTS_WHEN_CLOSING) {
                    return false;
                }
            }
        }
    }

    private JournalFile reopen() throws SQLException, IOException {
        discard();
        JournalOpening.Opened opened =
                reader.whileClosed(() -> opening.again(new HighWater.Mark(next - 1, epoch), bytesMax, suspicion));
        file = opened.file();
        suspicion = "";
        epoch = Math.max(epoch, opened.epoch());
        next = opened.next();
        lost.add(opened.lost());
        return opened.file();
    }

    private static List<StoredRecord> absent(JournalFile open, List<StoredRecord> records) throws SQLException {
        if (records.isEmpty()) {
            return records;
        }
        Set<Long> present = open.present(records.get(0).sequence());
        return records.stream().filter(row -> !present.contains(row.sequence())).toList();
    }

    private void failed(Exception e, int attempt) {
        failures.increment();
        boolean full = e instanceof SQLException sql && Sqlite.code(sql) == SQLiteErrorCode.SQLITE_FULL;
        String reason = full
                ? "disk full: " + e.getMessage()
                        + "; expected space for journal.db and its log; free space or raise its limit, "
                        + "the journal goes on by itself"
                : "journal.db cannot be written: " + e.getMessage() + "; it is opened and checked again";
        boolean grave = full || attempt >= ATTEMPTS_UNTIL_FAILED;
        observer.state(new JournalState(grave ? JournalState.Level.FAILED : JournalState.Level.DEGRADED, reason));
        if (Integer.bitCount(attempt) == 1) {
            LOG.log(System.Logger.Level.ERROR, "{0} (attempt {1})", reason, attempt);
        }
    }

    private void measure(long nanos) {
        synchronized (commitMicros) {
            commitMicros.recordValue(Math.min(HISTOGRAM_MICROS_MAX, nanos / 1_000));
        }
        commits.increment();
        commitsSinceCheckpoint++;
        truncated = false;
    }

    private void confirm(JournalQueue.Work work, List<StoredRecord> records) {
        durable = next - 1;
        if (!records.isEmpty()) {
            accepted.add(records.size());
            noteHigh();
        }
        queue.durable(work);
        for (JournalQueue.Batch batch : work.batches()) {
            try {
                batch.whenDurable().run();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "a confirmation callback failed", e);
            }
        }
        if (!records.isEmpty()) {
            observer.appended();
        }
        observer.state(
                queue.hasUntold()
                        ? new JournalState(JournalState.Level.DEGRADED, "records are refused: the queue is full")
                        : JournalState.FINE);
    }

    private void noteHigh() {
        try {
            high.write(durable, epoch);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "journal.high cannot be written: {0}", e.getMessage());
        }
    }

    private void maintain(boolean idle) {
        JournalFile open = file;
        if (open == null) {
            return;
        }
        boolean due = commitsSinceCheckpoint >= COMMITS_PER_CHECKPOINT
                || (commitsSinceCheckpoint > 0 && observer.walBytes() >= WAL_BYTES_MAX);
        try {
            if (idle && !truncated) {
                open.checkpointAndTruncate();
                truncated = true;
                checkpointed();
            } else if (due) {
                open.checkpoint();
                checkpointed();
            }
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.WARNING, "checkpoint of journal.db failed: {0}", e.getMessage());
            discard();
        }
    }

    private void checkpointed() {
        commitsSinceCheckpoint = 0;
        try {
            high.sync();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "journal.high cannot be synced: {0}", e.getMessage());
        }
    }

    private void discard() {
        JournalFile open = file;
        if (open != null) {
            open.close();
            file = null;
        }
    }

    private void finish() {
        JournalFile open = file;
        if (open != null) {
            try {
                open.checkpointAndTruncate();
            } catch (SQLException e) {
                LOG.log(System.Logger.Level.WARNING, "last checkpoint of journal.db failed: {0}", e.getMessage());
            }
        }
        checkpointed();
        discard();
    }

    /** Has the file salvaged before the next commit, because a read found damage. Any thread. */
    void suspect(String reason) {
        LOG.log(System.Logger.Level.WARNING, "journal.db is salvaged: a read found damage: {0}", reason);
        suspicion = reason.isEmpty() ? "unknown" : reason;
        queue.wake();
    }

    /** Another size limit, from the next opening of the file on. Any thread. */
    void limit(long bytes) {
        bytesMax = bytes;
    }

    /** The highest confirmed sequence. Any thread. */
    long durable() {
        return durable;
    }

    int epoch() {
        return epoch;
    }

    long accepted() {
        return accepted.sum();
    }

    long commits() {
        return commits.sum();
    }

    long failures() {
        return failures.sum();
    }

    long lost() {
        return lost.sum();
    }

    /** Something about the durations of commits, in microseconds. Any thread. */
    long commitMicros(ToLongFunction<Histogram> question) {
        synchronized (commitMicros) {
            return question.applyAsLong(commitMicros);
        }
    }
}
