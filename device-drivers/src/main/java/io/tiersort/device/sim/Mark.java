// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A place along the belt where something happens when an edge of a parcel passes.
 *
 * @param point number of the eye in events; of a divert mark the chute number
 * @param atUm position in micrometres from the induct eye
 */
record Mark(Kind kind, int point, long atUm) {
    /** The point number of the induct eye. */
    static final int INDUCT_POINT = 1_000;

    /** The point number of the first check eye; the next ones count on. */
    static final int CHECK_POINT = 900;

    /** The point number of the eye at scale and dimensioner. */
    static final int SCALE_POINT = 1_001;

    /** The point number of the eye at the end of the line or lap. */
    static final int END_POINT = 1_002;

    /** What stands at the mark; all but {@link #DIVERT} are photo-eyes of the belt. */
    enum Kind {
        INDUCT,
        SCAN,
        SCALE,
        CHECK,
        DIVERT,
        END
    }

    boolean isEye() {
        return kind != Kind.DIVERT;
    }

    /** Every mark of a line in belt order. */
    static List<Mark> of(SiteModel model) {
        List<Mark> marks = new ArrayList<>();
        marks.add(new Mark(Kind.INDUCT, INDUCT_POINT, 0));
        int last = SiteModel.RUN_IN_MM;
        for (SiteModel.Station station : model.stations()) {
            marks.add(new Mark(Kind.SCAN, station.point(), um(station.atMm())));
            last = Math.max(last, station.atMm());
        }
        if (model.scaleMm() > 0) {
            marks.add(new Mark(Kind.SCALE, SCALE_POINT, um(model.scaleMm())));
            last = Math.max(last, model.scaleMm());
        }
        int point = CHECK_POINT;
        int spacing = model.tracking().eyeSpacingMm();
        for (int at = last + spacing; at <= model.lengthMm() - spacing; at += spacing) {
            marks.add(new Mark(Kind.CHECK, point++, um(at)));
        }
        for (SiteModel.Chute chute : model.chutes()) {
            marks.add(new Mark(Kind.DIVERT, chute.number(), um(chute.atMm())));
        }
        marks.add(new Mark(Kind.END, END_POINT, um(model.lengthMm())));
        marks.sort(Comparator.comparingLong(Mark::atUm));
        return List.copyOf(marks);
    }

    private static long um(int mm) {
        return mm * 1_000L;
    }
}
