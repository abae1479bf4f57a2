// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.fact.FactCodec;
import io.tiersort.agent.line.Fact;
import io.tiersort.cloud.OutboxRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The facts among the records of one parcel, oldest first; records that are no facts of a line are passed over. */
final class ParcelLife {
    private final long start;
    private final List<Step> steps = new ArrayList<>();

    /** A fact and the number of its record. */
    record Step(long sequence, Fact fact) {}

    ParcelLife(List<OutboxRecord> records) {
        start = records.get(0).timeMillis();
        for (OutboxRecord record : records) {
            fact(record).ifPresent(fact -> steps.add(new Step(record.sequence(), fact)));
        }
    }

    /** A record of a later release may hold a word that is not known yet; it is in the timeline all the same. */
    static Optional<Fact> fact(OutboxRecord record) {
        try {
            return FactCodec.read(record.type(), record.body());
        } catch (IllegalArgumentException unknownWord) {
            return Optional.empty();
        }
    }

    List<Step> steps() {
        return steps;
    }

    /** Milliseconds since the first record. */
    long offset(Fact fact) {
        return fact.at() - start;
    }

    <T extends Fact> List<T> all(Class<T> kind) {
        return steps.stream()
                .map(Step::fact)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    <T extends Fact> Optional<T> first(Class<T> kind) {
        return all(kind).stream().findFirst();
    }

    <T extends Fact> Optional<T> last(Class<T> kind) {
        List<T> all = all(kind);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** Facts of one kind from this one on, this one's record excluded. */
    <T extends Fact> List<T> after(Fact from, Class<T> kind) {
        List<Fact> facts = steps.stream().map(Step::fact).toList();
        return facts.subList(facts.indexOf(from) + 1, facts.size()).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    /** Facts of one kind that were known when this one happened. */
    <T extends Fact> List<T> before(Fact until, Class<T> kind) {
        List<Fact> facts = steps.stream().map(Step::fact).toList();
        return facts.subList(0, facts.indexOf(until)).stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
