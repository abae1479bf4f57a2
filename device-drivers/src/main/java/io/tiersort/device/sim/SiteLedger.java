// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import io.tiersort.device.event.ScannedCode;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The truth about every physical parcel, kept by the physics and not by the PLC: what is printed on it, which tracking ids
 * the PLC gave to its edges, where it really ended. Written by the thread that advances the site; safe to ask from any
 * thread. Keeps the newest ended parcels up to a limit; totals never forget.
 */
public final class SiteLedger {
    private static final long EPOCH_FACTOR = 1L << 32;

    /** Where a parcel is. */
    public enum Ending {
        /** Still on the belt, or falling into a chute. */
        ON_BELT,
        /** In the chute of the entry. */
        IN_CHUTE,
        /** Ran off at the end of the line. */
        END_OF_LINE,
        /** A hand took it off the belt. */
        REMOVED
    }

    /** A tracking id of one PLC epoch. */
    public record Identity(int epoch, long trackingId) {}

    /**
     * One physical parcel.
     *
     * @param parcel number of the physical parcel, 1 and up
     * @param byHand true when it was put onto the belt behind the induct
     * @param identities every tracking id that the PLC gave to an edge of this parcel, oldest first
     * @param chute chute it lies in, 0 while on the belt or when removed
     * @param endedNanos site time at which it left the belt, 0 while on it
     */
    public record Entry(
            long parcel,
            Labels labels,
            boolean byHand,
            List<Identity> identities,
            Ending ending,
            int chute,
            long endedNanos) {
        public Entry {
            identities = List.copyOf(identities);
        }
    }

    /**
     * Sums since the start.
     *
     * @param inducted physical parcels that came in over the induct
     * @param addedByHand physical parcels put onto the belt by hand
     * @param perChute physical parcels by chute, the end of the line included under its own number
     * @param endOfLine physical parcels that ran off at the end
     * @param removed physical parcels taken off by hand
     * @param onBelt physical parcels on the belt or falling
     * @param plcLost parcels that the PLC reported as lost
     * @param plcStrays edges that the PLC could not explain
     * @param misdiverts physical parcels in a chute that is neither a default destination nor one that a host commanded
     *     for their first tracking id
     * @param massBalance parcels that came minus parcels that are accounted for, counted on the belt itself; 0 when
     *     nothing vanished
     */
    public record Totals(
            long inducted,
            long addedByHand,
            Map<Integer, Long> perChute,
            long endOfLine,
            long removed,
            long onBelt,
            long plcLost,
            long plcStrays,
            long misdiverts,
            long massBalance) {
        public Totals {
            perChute = Collections.unmodifiableMap(new TreeMap<>(perChute));
        }
    }

    private final int hospital;
    private final int endOfLineChute;
    private final int limit;
    private final Map<Long, Entry> entries = new HashMap<>();
    private final Map<Long, Long> parcelsById = new HashMap<>();
    private final Map<Long, List<Integer>> commands = new HashMap<>();
    private final Deque<Long> ended = new ArrayDeque<>();
    private final TreeMap<Integer, Long> perChute = new TreeMap<>();
    private long inducted;
    private long addedByHand;
    private long endOfLine;
    private long removed;
    private long misdiverts;
    private long onBelt;
    private long plcLost;
    private long plcStrays;

    /**
     * An empty ledger.
     *
     * @param hospital default destination of the line
     * @param endOfLine chute number of the end of the line, 0 on a loop
     * @param limit ended parcels to remember, 1 or more
     */
    public SiteLedger(int hospital, int endOfLine, int limit) {
        this.hospital = hospital;
        this.endOfLineChute = endOfLine;
        this.limit = limit;
    }

    synchronized void came(PhysicalParcel parcel, boolean byHand) {
        entries.put(parcel.id, new Entry(parcel.id, parcel.labels, byHand, List.of(), Ending.ON_BELT, 0, 0));
        if (byHand) {
            addedByHand++;
        } else {
            inducted++;
        }
    }

    /** The PLC gave this tracking id to an edge that the parcel really made. */
    synchronized void seenAs(long parcel, int epoch, long trackingId) {
        Entry entry = entries.get(parcel);
        Identity identity = new Identity(epoch, trackingId);
        if (entry == null || entry.identities.contains(identity)) {
            return;
        }
        List<Identity> identities = new ArrayList<>(entry.identities);
        identities.add(identity);
        parcelsById.putIfAbsent(key(epoch, trackingId), parcel);
        entries.put(parcel, new Entry(parcel, entry.labels, entry.byHand, identities, entry.ending, 0, 0));
    }

    synchronized void commanded(int epoch, long trackingId, List<Integer> destinations) {
        commands.put(key(epoch, trackingId), destinations);
    }

    synchronized void endedAt(PhysicalParcel parcel, Ending ending, int chute, long nanos) {
        Entry entry = entries.get(parcel.id);
        if (entry == null) {
            return;
        }
        entries.put(
                parcel.id, new Entry(parcel.id, entry.labels, entry.byHand, entry.identities, ending, chute, nanos));
        switch (ending) {
            case IN_CHUTE -> misdiverts += isMisdivert(entry, chute) ? 1 : 0;
            case END_OF_LINE -> endOfLine++;
            case REMOVED -> removed++;
            case ON_BELT -> throw new IllegalArgumentException("a parcel does not end on the belt: " + parcel.id);
        }
        if (ending != Ending.REMOVED) {
            perChute.merge(chute, 1L, Long::sum);
        }
        ended.add(parcel.id);
        if (ended.size() > limit) {
            forget(ended.remove());
        }
    }

    synchronized void lost() {
        plcLost++;
    }

    synchronized void strayed() {
        plcStrays++;
    }

    /** What physically lies on the belt or falls, counted by the physics. */
    synchronized void counted(long parcels) {
        onBelt = parcels;
    }

    /** The physical parcel that first carried this tracking id, when it is remembered. */
    public synchronized Optional<Entry> byTrackingId(int epoch, long trackingId) {
        Long parcel = parcelsById.get(key(epoch, trackingId));
        return parcel == null ? Optional.empty() : byParcel(parcel);
    }

    /** One physical parcel, when it is remembered. */
    public synchronized Optional<Entry> byParcel(long parcel) {
        return Optional.ofNullable(entries.get(parcel));
    }

    /** The destinations that the PLC last accepted for this tracking id, empty when none or forgotten. */
    public synchronized List<Integer> commandedFor(int epoch, long trackingId) {
        return commands.getOrDefault(key(epoch, trackingId), List.of());
    }

    /** Every remembered parcel in order of number; a copy. */
    public synchronized List<Entry> entries() {
        return List.copyOf(new TreeMap<>(entries).values());
    }

    /** Sums of this moment. */
    public synchronized Totals totals() {
        long inChutes = perChute.values().stream().mapToLong(Long::longValue).sum();
        long balance = inducted + addedByHand - inChutes - removed - onBelt;
        return new Totals(
                inducted, addedByHand, perChute, endOfLine, removed, onBelt, plcLost, plcStrays, misdiverts, balance);
    }

    /** Writes every remembered parcel as a line of text; the same seed and the same host write the same bytes. */
    public void writeTo(Appendable out) throws IOException {
        for (Entry entry : entries()) {
            out.append(Long.toString(entry.parcel)).append(',').append(Boolean.toString(entry.byHand));
            for (Identity identity : entry.identities) {
                out.append(',').append(identity.epoch + ":" + identity.trackingId);
                out.append(commandedFor(identity.epoch, identity.trackingId).toString());
            }
            out.append(',').append(entry.ending.name()).append(',').append(Integer.toString(entry.chute));
            out.append(',').append(Long.toString(entry.endedNanos));
            for (ScannedCode code : entry.labels.codes()) {
                out.append(",]").append(code.aim()).append(code.data());
            }
            out.append('\n');
        }
    }

    private boolean isMisdivert(Entry entry, int chute) {
        if (chute == hospital || chute == endOfLineChute) {
            return false;
        }
        if (entry.identities.isEmpty()) {
            return true;
        }
        Identity first = entry.identities.get(0);
        return !commandedFor(first.epoch, first.trackingId).contains(chute);
    }

    private void forget(long parcel) {
        @Nullable Entry entry = entries.remove(parcel);
        if (entry != null) {
            for (Identity identity : entry.identities) {
                parcelsById.remove(key(identity.epoch, identity.trackingId));
                commands.remove(key(identity.epoch, identity.trackingId));
            }
        }
    }

    private static long key(int epoch, long trackingId) {
        return epoch * EPOCH_FACTOR + trackingId;
    }
}
