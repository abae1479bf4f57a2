// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.backtest;

import io.tiersort.agent.fact.FactCodec;
import io.tiersort.agent.journal.JournalLookup;
import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.LineLayout;
import io.tiersort.agent.plan.Plan;
import io.tiersort.cloud.OutboxRecord;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs the journal through a candidate plan. Every record is applied, from the oldest on, so that chutes and parcels stand
 * as they stood; the candidate is asked at the decisions between two moments. Blocking; reads only; one thread.
 */
public final class Backtest {
    /** Decisions after the end are not asked, but the outcomes of parcels decided before it are waited for this long. */
    private static final long OUTCOME_MILLIS = 3_600_000;

    private final Map<String, LineTrial> trials;
    private final Tally tally = new Tally();
    private final long from;
    private final long to;
    private long records;
    private long unreadable;
    private long first;
    private long last;

    private Backtest(List<LineLayout> lines, Plan candidate, long from, long to) {
        this.from = from;
        this.to = to;
        trials = lines.stream()
                .collect(Collectors.toMap(
                        LineLayout::line,
                        line -> new LineTrial(line, candidate, tally),
                        (one, other) -> one,
                        TreeMap::new));
    }

    /**
     * What came out.
     *
     * @param records records of these lines that were read
     * @param unreadable records that could not be decoded and were left out
     * @param from time of the first record asked about, milliseconds since 1970 UTC; 0 when there was none
     * @param to time of the last one
     */
    public record Report(long records, long unreadable, long from, long to, Tally.Result result) {}

    /**
     * Runs everything.
     *
     * @param lines whose records count
     * @param from first moment asked about, milliseconds since 1970 UTC
     * @param to first moment no longer asked about
     */
    public static Report run(JournalLookup journal, List<LineLayout> lines, Plan candidate, long from, long to) {
        Backtest backtest = new Backtest(lines, candidate, from, to);
        journal.scan(backtest::take);
        backtest.trials.values().forEach(LineTrial::end);
        return new Report(
                backtest.records, backtest.unreadable, backtest.first, backtest.last, backtest.tally.result());
    }

    private boolean take(OutboxRecord record) {
        Optional<LineTrial> trial = trial(record.subject());
        if (trial.isPresent()) {
            records++;
            read(record).ifPresent(fact -> {
                boolean asked = record.timeMillis() >= from && record.timeMillis() < to;
                if (asked) {
                    first = first == 0 ? record.timeMillis() : first;
                    last = Math.max(last, record.timeMillis());
                }
                trial.get().take(fact, asked);
            });
        }
        return record.timeMillis() - OUTCOME_MILLIS < to;
    }

    private Optional<Fact> read(OutboxRecord record) {
        try {
            return FactCodec.read(record.type(), record.body());
        } catch (IllegalArgumentException damaged) {
            unreadable++;
            return Optional.empty();
        }
    }

    /** Subjects are a line's id, or that and a parcel's number. */
    private Optional<LineTrial> trial(String subject) {
        int dash = subject.lastIndexOf('-');
        Function<String, Optional<LineTrial>> named = line -> Optional.ofNullable(trials.get(line));
        return named.apply(subject).or(() -> dash < 0 ? Optional.empty() : named.apply(subject.substring(0, dash)));
    }
}
