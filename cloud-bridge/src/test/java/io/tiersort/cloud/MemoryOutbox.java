// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A journal in memory; its next reads can be told to fail. */
public final class MemoryOutbox implements Outbox {
    private static final int READ_BYTES_MAX = 1024 * 1024;

    private final List<OutboxRecord> records = new ArrayList<>();
    private final Map<String, Long> cursors = new HashMap<>();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private int failures;
    private int cursorMoves;

    public void append(int count) {
        for (int i = 0; i < count; i++) {
            append("parcel.decided", "L1/7/" + i, ("{\"n\":" + i + "}").getBytes(StandardCharsets.UTF_8));
        }
    }

    public void append(String type, String subject, byte[] body) {
        synchronized (this) {
            long sequence = records.size() + 1L;
            records.add(new OutboxRecord(sequence, 3, 1_790_000_000_123L + sequence, type, subject, body));
        }
        listeners.forEach(Runnable::run);
    }

    public synchronized void failReads(int count) {
        failures = count;
    }

    public synchronized int failuresLeft() {
        return failures;
    }

    public synchronized int cursorMoves() {
        return cursorMoves;
    }

    @Override
    public synchronized List<OutboxRecord> read(long after, int limit) {
        if (failures > 0) {
            failures--;
            throw new IllegalStateException("read failed: disk I/O error");
        }
        List<OutboxRecord> found = new ArrayList<>();
        int bytes = 0;
        for (int i = (int) after; i < records.size() && found.size() < limit && bytes < READ_BYTES_MAX; i++) {
            found.add(records.get(i));
            bytes += records.get(i).body().length;
        }
        return found;
    }

    @Override
    public synchronized long delivered(String uplink) {
        return cursors.getOrDefault(uplink, 0L);
    }

    @Override
    public synchronized void deliver(String uplink, long sequence) {
        cursorMoves++;
        cursors.merge(uplink, sequence, Math::max);
    }

    @Override
    public synchronized long last() {
        return records.size();
    }

    @Override
    public void onAppend(Runnable listener) {
        listeners.add(listener);
    }
}
