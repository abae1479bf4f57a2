// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.customer;

import io.tiersort.agent.customer.CustomerStore.Sorted;
import io.tiersort.agent.fact.FactCodec;
import io.tiersort.agent.fact.ParcelEnds;
import io.tiersort.agent.fact.ParcelEnds.End;
import io.tiersort.agent.journal.Journal;
import io.tiersort.agent.journal.JournalEntry;
import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.shipment.Customer;
import io.tiersort.agent.shipment.CustomerLookup;
import io.tiersort.agent.shipment.Feedback;
import io.tiersort.agent.shipment.FeedbackDesk;
import io.tiersort.agent.sqlite.DerivedFile;
import io.tiersort.agent.sqlite.StoreException;
import io.tiersort.cloud.OutboxRecord;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Feedback in, customers out. An event becomes a fact in the journal, and everything else follows from the journal: the
 * customer's standing, the figures, and which ids are known. So an event counts once however often it is sent, and a lost
 * {@code customers.db} is made again. Lookups and figures from any thread at once; the rest on the thread of {@code
 * executor}, which may block on the disk.
 */
public final class CustomerBook implements CustomerLookup, FeedbackDesk, AutoCloseable {
    /** Customers that are remembered; one more makes the tenth not heard of for the longest time be forgotten. */
    public static final int CUSTOMERS_MAX = 1_000_000;

    private static final int PAGE = 2_000;
    private static final String RECEIVED = "feedback.received";

    private final Journal journal;
    private final Executor executor;
    private final InstantSource wall;
    private final int customersMax;
    private final DerivedFile store;
    private final ParcelEnds parcels;
    /** Ids on their way into the journal. */
    private final Set<String> underWay = new HashSet<>();

    private long position;
    private volatile CustomerTable table;
    private volatile DeliveryFigures figures;

    private CustomerBook(Journal journal, DerivedFile store, Executor executor, InstantSource wall, int customersMax) {
        this.journal = journal;
        this.store = store;
        this.executor = executor;
        this.wall = wall;
        this.customersMax = customersMax;
        parcels = new ParcelEnds(journal::byParcel);
        position = store.position();
        table = loaded();
        figures = store.ask(CustomerStore::figures);
    }

    /**
     * Opens or creates {@code customers.db} in a data folder. Follows nothing yet.
     *
     * @param executor runs what may block, one after the other
     * @param customersMax {@link #CUSTOMERS_MAX} or less
     */
    public static CustomerBook open(
            Path dir, Journal journal, Executor executor, InstantSource wall, int customersMax) {
        return new CustomerBook(journal, CustomerStore.open(dir, wall), executor, wall, customersMax);
    }

    private CustomerTable loaded() {
        CustomerTable loading = new CustomerTable();
        store.ask(connection -> CustomerStore.load(connection, loading::put));
        return loading;
    }

    @Override
    public Customer byId(String id) {
        return table.byId(id);
    }

    /** What feedback says of the site. Any thread. */
    public DeliveryFigures figures() {
        return figures;
    }

    /**
     * Any thread.
     *
     * @return completes when the new ones among the events are durable and have their effect; fails with a {@link
     *     StoreException} when they should be told again
     */
    @Override
    public CompletionStage<Void> take(List<Feedback> events) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        List<Feedback> copy = List.copyOf(events);
        later(() -> received(copy, done), done);
        return done;
    }

    private void later(Runnable work, CompletableFuture<Void> done) {
        try {
            executor.execute(work);
        } catch (RejectedExecutionException e) {
            done.completeExceptionally(new StoreException(
                    StoreException.Code.CLOSED, "the agent is stopping; send the feedback again", e));
        }
    }

    private void received(List<Feedback> events, CompletableFuture<Void> done) {
        List<String> ids = new ArrayList<>();
        try {
            // So that a parcel that was sorted a moment ago is known.
            follow();
            List<JournalEntry> entries = new ArrayList<>();
            for (Feedback event : events) {
                boolean known = store.ask(connection -> CustomerStore.knowsEvent(connection, event.id()));
                if (!known && underWay.add(event.id())) {
                    ids.add(event.id());
                    entries.add(entry(event));
                }
            }
            if (entries.isEmpty()) {
                done.complete(null);
            } else if (!journal.append(entries, () -> later(() -> durable(ids, done), done))) {
                throw new StoreException(
                        StoreException.Code.BUSY,
                        "the journal has no room: events=" + entries.size() + "; expected some; send them again",
                        null);
            }
        } catch (StoreException e) {
            ids.forEach(underWay::remove);
            done.completeExceptionally(e);
        }
    }

    private JournalEntry entry(Feedback event) {
        Sorted sorted = store.ask(connection -> CustomerStore.sorted(connection, event.reference()))
                .orElse(Sorted.ELSEWHERE);
        Fact.FeedbackReceived fact = new Fact.FeedbackReceived(
                wall.millis(),
                sorted.parcel(),
                event.id(),
                event.kind().word(),
                event.reference(),
                sorted.tier(),
                sorted.promiseBy(),
                event.at(),
                event.customer().isEmpty() ? sorted.customer() : event.customer(),
                event.rating(),
                event.reason(),
                event.point());
        return FactCodec.entry(sorted.parcel() == 0 ? event.reference() : sorted.line(), fact);
    }

    private void durable(List<String> ids, CompletableFuture<Void> done) {
        try {
            boolean more = true;
            while (more) {
                more = follow();
            }
            done.complete(null);
        } catch (StoreException e) {
            done.completeExceptionally(e);
        } finally {
            ids.forEach(underWay::remove);
        }
    }

    /**
     * Takes in the next records of the journal; on the executor's thread.
     *
     * @return true when more of them wait
     */
    public boolean follow() {
        List<OutboxRecord> page = journal.read(position, PAGE);
        if (page.isEmpty()) {
            return false;
        }
        List<End> ends = new ArrayList<>();
        List<Fact.FeedbackReceived> events = new ArrayList<>();
        for (OutboxRecord record : page) {
            if (record.type().equals(RECEIVED)) {
                ParcelEnds.sound(record).map(Fact.FeedbackReceived.class::cast).ifPresent(events::add);
            } else {
                parcels.take(record).filter(CustomerBook::isSorted).ifPresent(ends::add);
            }
        }
        long reached = page.get(page.size() - 1).sequence();
        if (!ends.isEmpty() || !events.isEmpty() || reached - store.position() > PAGE) {
            write(reached, ends, events);
        }
        position = reached;
        return page.size() == PAGE;
    }

    private static boolean isSorted(End end) {
        return !end.reference().isEmpty() && end.outcome() != Outcome.LOST && end.outcome() != Outcome.STRAY;
    }

    private void write(long reached, List<End> ends, List<Fact.FeedbackReceived> events) {
        Map<String, Standing> changed = new HashMap<>();
        List<Fact.FeedbackReceived> fresh = new ArrayList<>();
        store.write(reached, connection -> {
            CustomerStore.addSorted(connection, ends);
            for (Fact.FeedbackReceived event : events) {
                if (CustomerStore.addEvent(connection, event.event(), event.at())) {
                    fresh.add(event);
                    standing(connection, event, changed);
                }
            }
            CustomerStore.put(connection, after(fresh));
            CustomerStore.forget(connection, wall.millis());
        });
        figures = after(fresh);
        changed.values().forEach(standing -> table.put(standing.customer()));
        if (table.size() > customersMax) {
            store.write(
                    reached, connection -> CustomerStore.forgetCustomers(connection, Math.max(1, customersMax / 10)));
            table = loaded();
        }
    }

    private static void standing(Connection connection, Fact.FeedbackReceived event, Map<String, Standing> changed)
            throws SQLException {
        if (event.customer().isEmpty()) {
            return;
        }
        Standing before = CustomerStore.standing(connection, event.customer());
        Standing after = before.after(event);
        CustomerStore.put(connection, after, event.at());
        changed.put(after.id(), after);
    }

    private DeliveryFigures after(List<Fact.FeedbackReceived> events) {
        DeliveryFigures counted = figures;
        for (Fact.FeedbackReceived event : events) {
            counted = counted.after(event);
        }
        return counted;
    }

    /** Closes the file; after the executor has stopped. */
    @Override
    public void close() {
        store.close();
    }
}
