// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import static io.tiersort.device.sorter.WordOrder.putWord;
import static io.tiersort.device.sorter.WordOrder.word;

/**
 * One row of the chute table; row {@code n} describes chute {@code n + 1}.
 *
 * @param state ordinal of {@code SorterEvent.ChuteState}
 * @param fill percent, 0..100
 * @param inFlight parcels on their way into the chute
 */
public record ChuteRow(int state, int fill, int inFlight) {
    /** Registers of a row. */
    public static final int REGISTERS = 8;

    /** Reads the row that starts at register {@code at}. */
    public static ChuteRow decode(byte[] image, int at) {
        return new ChuteRow(word(image, at), word(image, at + 1), word(image, at + 2));
    }

    /** The register image of this row. */
    public byte[] encode() {
        byte[] image = new byte[2 * REGISTERS];
        putWord(image, 0, state);
        putWord(image, 1, fill);
        putWord(image, 2, inFlight);
        return image;
    }
}
