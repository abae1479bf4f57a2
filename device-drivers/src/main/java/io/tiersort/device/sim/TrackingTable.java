// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the PLC believes to lie on the belt, front of the line first. An edge belongs to the parcel whose window holds it;
 * where two windows would meet they shrink to half the gap (the rule of tunnel readers and belt eyes alike).
 */
final class TrackingTable {
    private static final long SMALLEST_WINDOW_UM = 10_000;

    private final List<Mark> marks;
    private final long windowUm;
    private final List<Tracked> rows = new ArrayList<>();
    private final Map<Long, Tracked> byId = new HashMap<>();

    TrackingTable(List<Mark> marks, long windowUm) {
        this.marks = marks;
        this.windowUm = windowUm;
    }

    List<Tracked> rows() {
        return rows;
    }

    @Nullable
    Tracked find(long trackingId) {
        return byId.get(trackingId);
    }

    /** Adds a parcel whose leading edge is at this eye. */
    void add(Tracked tracked, int eye) {
        tracked.lastPoint = marks.get(eye).point();
        tracked.nextEye = eyeAfter(eye);
        rows.add(tracked);
        byId.put(tracked.trackingId, tracked);
        sort();
    }

    /** Takes a parcel off the belt; its tracking id stays known until {@link #forget}. */
    void remove(Tracked tracked) {
        tracked.gone = true;
        rows.remove(tracked);
    }

    void forget(Tracked tracked) {
        byId.remove(tracked.trackingId);
    }

    void clear() {
        rows.clear();
        byId.clear();
    }

    /** The parcel that this leading edge belongs to, moved to the eye, or null when nothing was expected here. */
    @Nullable
    Tracked match(int eye, long travelUm) {
        long at = marks.get(eye).atUm();
        Tracked nearest = null;
        long distance = Long.MAX_VALUE;
        for (int i = 0; i < rows.size(); i++) {
            Tracked row = rows.get(i);
            long off = Math.abs(row.frontUm(travelUm) - at);
            if (row.nextEye == eye && off < distance && off <= window(i)) {
                nearest = row;
                distance = off;
            }
        }
        if (nearest != null) {
            nearest.originUm = travelUm - at;
            nearest.lastPoint = marks.get(eye).point();
            nearest.nextEye = eyeAfter(eye);
        }
        return nearest;
    }

    /** True when the eye ahead should have seen this parcel by now. */
    boolean isOverdue(Tracked row, long travelUm) {
        return row.nextEye < marks.size()
                && row.frontUm(travelUm) > marks.get(row.nextEye).atUm() + windowUm;
    }

    /** Half width of the window of a parcel, micrometres. */
    long window(Tracked tracked) {
        return window(rows.indexOf(tracked));
    }

    private long window(int i) {
        Tracked row = rows.get(i);
        long window = windowUm;
        if (i > 0) {
            Tracked ahead = rows.get(i - 1);
            window = Math.min(window, (row.originUm - ahead.originUm - ahead.lengthUm) / 2);
        }
        if (i + 1 < rows.size()) {
            Tracked behind = rows.get(i + 1);
            window = Math.min(window, (behind.originUm - row.originUm - row.lengthUm) / 2);
        }
        return Math.max(SMALLEST_WINDOW_UM, window);
    }

    /** Sends a parcel round once more. */
    void wrap(Tracked tracked, long lapUm) {
        tracked.originUm += lapUm;
        tracked.nextEye = eyeAfter(0);
        tracked.nextChute = 0;
        sort();
    }

    private int eyeAfter(int eye) {
        int next = eye + 1;
        while (next < marks.size() && !marks.get(next).isEye()) {
            next++;
        }
        return next;
    }

    private void sort() {
        rows.sort(Comparator.comparingLong(row -> row.originUm));
    }
}
