// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import io.tiersort.device.event.ScannedCode;
import java.util.List;

/**
 * What one physical parcel carries and truly is.
 *
 * @param codes every code printed on it, possibly none
 * @param grams true mass, 1 or more
 * @param lengthMm along the belt, {@value #SHORTEST_MM}..{@value #LONGEST_MM}
 * @param widthMm across the belt, 1..{@value #LONGEST_MM}
 * @param heightMm 1..{@value #LONGEST_MM}
 */
public record Labels(List<ScannedCode> codes, int grams, int lengthMm, int widthMm, int heightMm) {
    /** Shortest parcel that the photo-eyes of the virtual line can follow. */
    public static final int SHORTEST_MM = 100;

    /** Longest parcel that the virtual line takes. */
    public static final int LONGEST_MM = 1_200;

    public Labels {
        codes = List.copyOf(codes);
        if (lengthMm < SHORTEST_MM || lengthMm > LONGEST_MM || grams < 1) {
            throw new IllegalArgumentException("parcel does not fit the line: length=" + lengthMm + "mm grams=" + grams
                    + "; expected length " + SHORTEST_MM + ".." + LONGEST_MM + " mm and 1 g or more");
        }
        if (widthMm < 1 || widthMm > LONGEST_MM || heightMm < 1 || heightMm > LONGEST_MM) {
            throw new IllegalArgumentException("parcel does not fit the line: width=" + widthMm + "mm height="
                    + heightMm + "mm; expected 1.." + LONGEST_MM + " mm each");
        }
    }
}
