// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.device.event.SorterEvent.ChuteState;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What is known of the chutes: state, fill, container, which parcels are on their way, how many arrived. */
final class ChuteBoard {
    /** Parcels listed of one container; of more the newest are. */
    static final int MANIFEST_MAX = 2_000;

    private final Map<Integer, Chute> chutes = new LinkedHashMap<>();

    /** One chute's running figures. */
    static final class Chute {
        final LineLayout.Chute layout;
        /** Taken as open until the PLC says otherwise: the PLC checks again before it fires. */
        ChuteState state = ChuteState.OPEN;

        int fillPercent;
        long arrived;
        /** Wall clock at which it was seen open after it had been full. */
        long reopenedAt = Long.MIN_VALUE / 2;

        String container = "";
        /** It was locked for a change of its container and none has been bound since. */
        boolean changing;

        long statedAt;
        final List<Long> contents = new ArrayList<>();
        final Set<String> contentsOf = new TreeSet<>();
        /** Parcels on their way, each with the destination it is for, empty for overflow and refuge. */
        private final Map<Long, String> coming = new HashMap<>();
        /** Parcels sent here lately, and when. */
        private final Map<Long, Long> lately = new LinkedHashMap<>();

        Chute(LineLayout.Chute layout) {
            this.layout = layout;
        }

        boolean isOpen() {
            return state == ChuteState.OPEN || state == ChuteState.HALF_FULL;
        }

        /** True when a parcel would drop into a bound container, or the chute needs none. */
        boolean hasContainer() {
            return !layout.container() || (!container.isEmpty() && !changing);
        }

        /** True when a parcel that is on its way may go on. */
        boolean takes() {
            return isOpen() && hasContainer();
        }

        /** Why its state lets nothing in. */
        Physical obstacle() {
            return switch (state) {
                case FULL -> Physical.CHUTE_FULL;
                case JAM -> Physical.CHUTE_JAM;
                case LOCKED -> Physical.CHUTE_LOCKED;
                case OPEN, HALF_FULL -> Physical.NONE;
                case DISABLED, OFFLINE, UNKNOWN -> Physical.CHUTE_DISABLED;
            };
        }

        int inFlight() {
            return coming.size();
        }

        /** Parcels on their way but this one. */
        int comingBeside(long parcel) {
            return coming.size() - (coming.containsKey(parcel) ? 1 : 0);
        }

        /** Destinations of the parcels on their way. */
        Collection<String> comingOf() {
            return coming.values();
        }

        /** Parcels beside this one that were sent here within the time its rate is counted over. */
        int sentLately(long parcel, long millis) {
            long since = millis - layout.rateWithin().toMillis();
            int count = 0;
            for (Map.Entry<Long, Long> sent : lately.entrySet()) {
                count += sent.getValue() > since && sent.getKey() != parcel ? 1 : 0;
            }
            return count;
        }

        /** Parcels it has room for by its last report, or -1 when its capacity is not known. */
        int free() {
            return layout.capacity() == 0 ? -1 : layout.capacity() * (100 - fillPercent) / 100;
        }

        private void sent(long parcel, long millis) {
            if (layout.rateParcels() > 0) {
                long since = millis - layout.rateWithin().toMillis();
                lately.values().removeIf(at -> at <= since);
                lately.putIfAbsent(parcel, millis);
            }
        }

        private void dropped(long parcel, String destination) {
            if (!container.isEmpty()) {
                contents.add(parcel);
                if (contents.size() > MANIFEST_MAX) {
                    contents.remove(0);
                }
                if (!destination.isEmpty()) {
                    contentsOf.add(destination);
                }
            }
        }
    }

    ChuteBoard(LineLayout layout) {
        layout.chutes().forEach(chute -> chutes.put(chute.number(), new Chute(chute)));
    }

    @Nullable
    Chute find(int number) {
        return chutes.get(number);
    }

    Collection<Chute> all() {
        return chutes.values();
    }

    /** A parcel is on its way to a chute; {@code destination} is empty when the chute is none of its destination's own. */
    void committed(int number, long parcel, String destination, long millis) {
        Chute chute = chutes.get(number);
        if (chute != null) {
            chute.coming.put(parcel, destination);
            chute.sent(parcel, millis);
        }
    }

    /** A parcel goes elsewhere. */
    void withdrawn(int number, long parcel) {
        Chute chute = chutes.get(number);
        if (chute != null) {
            chute.coming.remove(parcel);
            chute.lately.remove(parcel);
        }
    }

    /** A parcel is on its way no more. */
    void ended(int number, long parcel) {
        Chute chute = chutes.get(number);
        if (chute != null) {
            chute.coming.remove(parcel);
        }
    }

    void arrived(int number) {
        Chute chute = chutes.get(number);
        if (chute != null) {
            chute.arrived++;
        }
    }

    /** An entry eye saw a parcel drop into what is bound there; {@code destination} as for {@link #committed}. */
    void dropped(int number, long parcel, String destination) {
        Chute chute = chutes.get(number);
        if (chute != null) {
            chute.dropped(parcel, destination);
        }
    }

    void changed(Fact.ChuteStateChanged fact) {
        Chute chute = chutes.get(fact.chute());
        if (chute == null) {
            return;
        }
        ChuteState before = chute.state;
        chute.state = fact.state();
        chute.fillPercent = fact.fillPercent();
        if (before == ChuteState.FULL && chute.isOpen()) {
            chute.reopenedAt = fact.at();
        }
        if (chute.state == ChuteState.LOCKED && before != ChuteState.LOCKED && chute.layout.container()) {
            chute.changing = true;
        }
    }

    /** A container was bound or taken away, or stated once more with what is in it. */
    void container(Fact.ContainerChanged fact) {
        Chute chute = chutes.get(fact.chute());
        if (chute == null) {
            return;
        }
        boolean same = fact.container().equals(fact.former());
        chute.container = fact.container();
        chute.changing = false;
        chute.statedAt = fact.at();
        chute.contents.clear();
        chute.contentsOf.clear();
        if (same && !fact.container().isEmpty()) {
            chute.contents.addAll(fact.parcels());
            chute.contentsOf.addAll(fact.destinations());
        }
    }
}
