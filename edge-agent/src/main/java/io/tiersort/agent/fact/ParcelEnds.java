// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.fact;

import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.cloud.OutboxRecord;
import io.vertx.core.json.DecodeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Follows the journal's records and tells, at each parcel's end, what was last decided for it. Decisions of parcels that
 * were under way when the following began are looked up. One thread.
 */
public final class ParcelEnds {
    private static final System.Logger LOG = System.getLogger(ParcelEnds.class.getName());
    private static final int OPEN_MAX = 20_000;
    private static final String DECIDED = "parcel.decided";
    private static final String CLOSED = "parcel.closed";

    private final BiFunction<String, Long, List<OutboxRecord>> journal;
    private final Map<String, Way> open = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Way> eldest) {
            return size() > OPEN_MAX;
        }
    };

    /** @param journal gives the records about a parcel by subject and number, oldest first */
    public ParcelEnds(BiFunction<String, Long, List<OutboxRecord>> journal) {
        this.journal = journal;
    }

    /** What was decided; texts are empty and times 0 where there is nothing. */
    public record Way(String departure, String destination, String point, String customer, long promiseBy) {
        private static final Way NONE = new Way("", "", "", "", 0);
    }

    /**
     * The end of a parcel.
     *
     * @param subject id of the parcel, such as {@code L1-4711}
     * @param at wall clock, milliseconds since 1970 UTC
     */
    public record End(String subject, long parcel, long at, String reference, String tier, Outcome outcome, Way way) {}

    /** The end of a parcel when the record is one, else nothing. */
    public Optional<End> take(OutboxRecord record) {
        if (record.type().equals(DECIDED)) {
            decided(record).ifPresent(way -> open.put(record.subject(), way));
            return Optional.empty();
        }
        if (!record.type().equals(CLOSED)) {
            return Optional.empty();
        }
        return sound(record).map(Fact.ParcelClosed.class::cast).map(closed -> end(record.subject(), closed));
    }

    /** The fact of a record; empty when it is none, or cannot be read, which is logged and holds nobody up. */
    public static Optional<Fact> sound(OutboxRecord record) {
        try {
            return FactCodec.read(record.type(), record.body());
        } catch (IllegalArgumentException | DecodeException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "record left out: sequence={0}, type={1}, reason={2}",
                    record.sequence(),
                    record.type(),
                    e.getMessage());
            return Optional.empty();
        }
    }

    private End end(String subject, Fact.ParcelClosed closed) {
        Way known = open.remove(subject);
        return new End(
                subject,
                closed.parcel(),
                closed.at(),
                closed.reference(),
                closed.tier(),
                closed.outcome(),
                known == null ? lookedUp(subject, closed.parcel()) : known);
    }

    private Way lookedUp(String subject, long parcel) {
        return journal.apply(subject, parcel).stream()
                .filter(record -> record.type().equals(DECIDED))
                .reduce((former, last) -> last)
                .flatMap(ParcelEnds::decided)
                .orElse(Way.NONE);
    }

    private static Optional<Way> decided(OutboxRecord record) {
        return sound(record)
                .map(Fact.ParcelDecided.class::cast)
                .map(fact -> new Way(
                        fact.departure(),
                        fact.destination(),
                        fact.point(),
                        fact.basis().customer(),
                        fact.basis().promiseBy()));
    }
}
