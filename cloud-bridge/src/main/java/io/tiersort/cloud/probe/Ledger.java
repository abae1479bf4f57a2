// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.probe;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts what a subscriber receives: which events are new, which came again, which are missing, which came out of order.
 * Memory is bounded by the number of holes, not of events. Any thread.
 */
public final class Ledger {
    private static final int RANGES_MAX = 200_000;
    private static final int STREAMS_MAX = 10_000;
    private static final int TYPES_MAX = 1_000;

    private final Map<String, Stream> bySource = new HashMap<>();
    private final Map<String, Long> byType = new TreeMap<>();
    private long messages;
    private long records;
    private long distinct;
    private long orderFaults;
    private long malformed;
    private long untracked;
    private int epochs;

    /**
     * What was received so far.
     *
     * @param messages payloads, each with one event or a batch
     * @param records events in them
     * @param distinct different pairs of source and id
     * @param duplicates events that had come before
     * @param missing sequences between the lowest and the highest of a source that neither came nor were declared lost by
     *     a {@code journal.gap} event
     * @param orderFaults events that came for the first time after a higher one of their source
     * @param malformed payloads that are no CloudEvents of an agent
     * @param untracked events not looked at because the ledger is full (200,000 holes or 10,000 streams)
     * @param first lowest sequence of any source, 0 when none
     * @param last highest sequence of any source, 0 when none
     * @param types distinct events by type; types beyond 1,000 count as {@code other}
     */
    public record Figures(
            long messages,
            long records,
            long distinct,
            long duplicates,
            long missing,
            long orderFaults,
            long malformed,
            long untracked,
            long first,
            long last,
            Map<String, Long> types) {
        public Figures {
            types = Map.copyOf(types);
        }

        /** True when every record from 1 to {@code expected} came at least once, in order and readable. */
        public boolean complete(long expected) {
            return first == 1
                    && last == expected
                    && missing == 0
                    && orderFaults == 0
                    && malformed == 0
                    && untracked == 0;
        }
    }

    /** One agent: the pairs of epoch and sequence seen, and the sequences accounted for. */
    private static final class Stream {
        private final Map<Integer, SequenceRanges> byEpoch = new HashMap<>();
        private final SequenceRanges accounted = new SequenceRanges();
        private int highestEpoch;
        private long highest;
    }

    /** Takes one payload; true when it could be read. */
    public synchronized boolean record(byte[] payload) {
        messages++;
        try {
            ReceivedEvent.parse(payload).forEach(this::count);
            return true;
        } catch (IOException unreadable) {
            malformed++;
            return false;
        }
    }

    private void count(ReceivedEvent event) {
        records++;
        Stream stream = bySource.get(event.source());
        SequenceRanges seen = stream == null ? null : stream.byEpoch.get(event.epoch());
        if (seen == null) {
            if (epochs >= STREAMS_MAX) {
                untracked++;
                return;
            }
            epochs++;
            stream = bySource.computeIfAbsent(event.source(), fresh -> new Stream());
            seen = stream.byEpoch.computeIfAbsent(event.epoch(), fresh -> new SequenceRanges());
        }
        if (stream != null && seen.ranges() < RANGES_MAX / Math.max(1, epochs)) {
            note(stream, seen, event);
        } else {
            untracked++;
        }
    }

    private void note(Stream stream, SequenceRanges seen, ReceivedEvent event) {
        if (!seen.add(event.sequence())) {
            return;
        }
        distinct++;
        stream.accounted.add(event.sequence());
        if (event.gapFirst() > 0 && event.gapLast() >= event.gapFirst()) {
            stream.accounted.addAll(event.gapFirst(), event.gapLast());
        }
        int epoch = event.epoch();
        if (epoch < stream.highestEpoch || (epoch == stream.highestEpoch && event.sequence() < stream.highest)) {
            orderFaults++;
        } else {
            stream.highestEpoch = epoch;
            stream.highest = event.sequence();
        }
        String type = byType.size() < TYPES_MAX || byType.containsKey(event.type()) ? event.type() : "other";
        byType.merge(type, 1L, Long::sum);
    }

    /** Figures as of now. */
    public synchronized Figures figures() {
        long missing = 0;
        long first = 0;
        long last = 0;
        for (Stream stream : bySource.values()) {
            missing += stream.accounted.holes();
            first = first == 0 ? stream.accounted.first() : Math.min(first, stream.accounted.first());
            last = Math.max(last, stream.accounted.last());
        }
        return new Figures(
                messages,
                records,
                distinct,
                records - distinct - untracked,
                missing,
                orderFaults,
                malformed,
                untracked,
                first,
                last,
                byType);
    }
}
