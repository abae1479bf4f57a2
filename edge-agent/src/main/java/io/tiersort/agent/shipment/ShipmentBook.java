// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

import io.tiersort.agent.shipment.Shipment.Status;
import io.tiersort.agent.shipment.ShipmentChange.Result;
import io.tiersort.agent.sqlite.StoreException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The shipments of a site: durable in {@code site.db}, visible to decisions through a {@link ShipmentTable}. Changes are
 * made one after the other on a thread of its own; a change is visible only once it is durable.
 */
public final class ShipmentBook implements ShipmentLookup, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ShipmentBook.class.getName());
    private static final int WAITING_MAX = 1_000;
    private static final int PROGRESS_STEP = 10_000;
    private static final int FORGET_STEP = 1_000;
    private static final long CLOSE_SECONDS = 10;

    private final ShipmentTable table;
    private final SiteStore store;
    private final String damage;
    private final ThreadPoolExecutor executor;
    private final List<Consumer<List<Shipment>>> listeners = new CopyOnWriteArrayList<>();

    private ShipmentBook(ShipmentTable table, SiteStore.Loaded loaded) {
        this.table = table;
        this.store = loaded.store();
        this.damage = loaded.damage();
        this.executor =
                new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING_MAX), work -> {
                    Thread thread = new Thread(work, "shipments");
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * Opens or creates the book in a data folder that the caller's agent holds, and loads it into memory.
     *
     * @param progress told the number of shipments loaded so far, every 10,000 of them and at the end
     */
    public static ShipmentBook open(Path dir, InstantSource wall, IntConsumer progress) {
        ShipmentTable table = new ShipmentTable();
        SiteStore.Loaded loaded = SiteStore.open(dir, wall, shipment -> {
            table.put(shipment);
            if (table.size() % PROGRESS_STEP == 0) {
                progress.accept(table.size());
            }
        });
        progress.accept(table.size());
        return new ShipmentBook(table, loaded);
    }

    /** One shipment of a data folder, also while an agent runs on it. Blocking; nothing is loaded or locked. */
    public static Optional<Shipment> peek(Path dir, String reference) {
        return Optional.ofNullable(SiteStore.peek(dir, reference));
    }

    @Override
    public @Nullable Shipment byCode(String code) {
        return table.byCode(code);
    }

    /** How many shipments there are, whatever their status. */
    public int size() {
        return table.size();
    }

    /** Bytes of memory the shipments take. */
    public long bytes() {
        return table.bytes();
    }

    /** What was wrong with {@code site.db} when it was opened, or an empty text. */
    public String damage() {
        return damage;
    }

    /** {@code listener} is given shipments that changed, after they are visible, on the book's thread. */
    public void onChange(Consumer<List<Shipment>> listener) {
        listeners.add(listener);
    }

    /**
     * Makes changes, in their order and in one transaction; each is accepted or rejected by itself. Never blocks.
     *
     * @return one result per change, once the accepted ones are durable and visible; fails with a {@link
     *     StoreException} when they could not be written ({@code WRITE}: make them again, which is harmless), when too
     *     many calls are waiting ({@code BUSY}) or the book is closed ({@code CLOSED})
     */
    public CompletionStage<List<Result>> apply(List<ShipmentChange> changes) {
        List<ShipmentChange> copy = List.copyOf(changes);
        return submit(() -> applyNow(copy));
    }

    /**
     * Forgets up to 1,000 shipments that are cancelled or closed and were last changed before {@code before}.
     *
     * @return how many were forgotten; ask again when it is 1,000
     */
    public CompletionStage<Integer> forget(Instant before) {
        return submit(() -> {
            List<String> references = store.finishedBefore(before.toEpochMilli(), FORGET_STEP);
            store.write(List.of(), references);
            references.forEach(table::remove);
            return references.size();
        });
    }

    /** Something done on the book's thread. */
    private interface Work<T> {
        T run() throws SQLException;
    }

    private <T> CompletionStage<T> submit(Work<T> work) {
        CompletableFuture<T> done = new CompletableFuture<>();
        try {
            executor.execute(() -> complete(done, work));
        } catch (RejectedExecutionException e) {
            boolean closed = executor.isShutdown();
            done.completeExceptionally(new StoreException(
                    closed ? StoreException.Code.CLOSED : StoreException.Code.BUSY,
                    closed
                            ? "shipment changes refused: the book is closed"
                            : "shipment changes refused: waiting=" + WAITING_MAX
                                    + "; expected fewer at a time; send them again later",
                    e));
        }
        return done;
    }

    private static <T> void complete(CompletableFuture<T> done, Work<T> work) {
        try {
            done.complete(work.run());
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.ERROR, "site.db cannot be written: {0}", e.getMessage());
            done.completeExceptionally(new StoreException(
                    StoreException.Code.WRITE,
                    "shipment changes not stored: reason=" + e.getMessage()
                            + "; expected a writable site.db; check the disk and send them again",
                    e));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "shipment changes failed", e);
            done.completeExceptionally(e);
        }
    }

    private List<Result> applyNow(List<ShipmentChange> changes) throws SQLException {
        Draft draft = new Draft();
        List<Result> results = new ArrayList<>(changes.size());
        for (ShipmentChange change : changes) {
            results.add(draft.take(change));
        }
        if (!draft.shipments.isEmpty()) {
            store.write(draft.shipments.values(), List.of());
            draft.shipments.values().forEach(table::put);
            List<Shipment> changed = List.copyOf(draft.shipments.values());
            for (Consumer<List<Shipment>> listener : listeners) {
                tell(listener, changed);
            }
        }
        return results;
    }

    private static void tell(Consumer<List<Shipment>> listener, List<Shipment> changed) {
        try {
            listener.accept(changed);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "a listener of the shipments failed", e);
        }
    }

    /** The table as it will be after the changes taken so far. */
    private final class Draft {
        private final Map<String, Shipment> shipments = new LinkedHashMap<>();
        private final Map<String, Shipment> holders = new HashMap<>();

        Result take(ShipmentChange change) {
            if (change instanceof ShipmentChange.Upsert upsert) {
                return upsert(upsert.shipment());
            }
            boolean cancel = change instanceof ShipmentChange.Cancel;
            return finish(change.reference(), cancel ? Status.CANCELLED : Status.CLOSED);
        }

        private Result upsert(Shipment shipment) {
            String reference = shipment.reference();
            String problem = ShipmentLimits.problem(shipment);
            if (!problem.isEmpty()) {
                return Result.rejected(reference, problem);
            }
            if (shipment.equals(known(reference))) {
                return Result.accepted(reference);
            }
            String taken = shipment.status() == Status.OPEN ? takenCode(shipment) : takenReference(shipment);
            if (!taken.isEmpty()) {
                return Result.rejected(reference, taken);
            }
            set(shipment);
            return Result.accepted(reference);
        }

        private Result finish(String reference, Status status) {
            Shipment known = known(reference);
            if (known == null) {
                return Result.rejected(
                        reference,
                        "unknown shipment: reference=" + reference
                                + "; expected one that was sent before; send it first");
            }
            if (known.status() == Status.CLOSED && status == Status.CANCELLED) {
                return Result.rejected(
                        reference,
                        "too late to cancel: reference=" + reference
                                + " is closed; expected an open shipment; call it back from where it went");
            }
            if (known.status() != status) {
                set(known.standing(status));
            }
            return Result.accepted(reference);
        }

        private String takenCode(Shipment shipment) {
            String taken = taken(shipment, shipment.reference());
            for (String code : shipment.codes()) {
                taken = taken.isEmpty() ? taken(shipment, code) : taken;
            }
            return taken;
        }

        private String takenReference(Shipment shipment) {
            return taken(shipment, shipment.reference());
        }

        private String taken(Shipment shipment, String key) {
            Shipment holder = holder(key);
            if (holder == null || holder.reference().equals(shipment.reference())) {
                return "";
            }
            boolean holds = holder.status() == Status.OPEN
                    ? holder.codes().contains(key) || holder.reference().equals(key)
                    : holder.reference().equals(key);
            return holds
                    ? "code " + key + " already belongs to shipment " + holder.reference()
                            + "; expected a code of its own; close or correct the other shipment first"
                    : "";
        }

        private @Nullable Shipment known(String reference) {
            Shipment mine = shipments.get(reference);
            return mine == null ? table.byReference(reference) : mine;
        }

        private @Nullable Shipment holder(String key) {
            Shipment mine = holders.get(key);
            if (mine != null) {
                return shipments.get(mine.reference());
            }
            Shipment stored = table.byCode(key);
            return stored == null ? null : known(stored.reference());
        }

        private void set(Shipment shipment) {
            shipments.put(shipment.reference(), shipment);
            holders.put(shipment.reference(), shipment);
            for (String code : shipment.codes()) {
                Shipment before = holder(code);
                if (before == null || shipment.status() == Status.OPEN || before.status() != Status.OPEN) {
                    holders.put(code, shipment);
                }
            }
        }
    }

    /** Finishes the changes that wait, for at most ten seconds, and closes the file. Idempotent. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.ERROR, "shipments did not close in time");
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        store.close();
    }
}
