// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import static io.tiersort.device.sorter.WordOrder.putWord;
import static io.tiersort.device.sorter.WordOrder.word;

/**
 * One record of the event ring as it stands on the wire; what a field means depends on the type.
 *
 * @param sequence position in the ring, 1..65535
 * @param type one of the constants of this class, 0..255; others are unknown to this version
 * @param flags 0..255, reserved
 * @param trackingId unsigned 32 bits
 * @param encoder belt position of the event, unsigned 32 bits
 * @param plcMillis the PLC's millisecond counter, unsigned 32 bits
 * @param point induct, station, decision point, last point seen or chute
 * @param length mm
 * @param width mm
 * @param height mm
 * @param grams unsigned 32 bits
 * @param weightStatus ordinal of {@code SorterEvent.Status}
 * @param boxStatus ordinal of {@code SorterEvent.Status}
 * @param commanded chute that the PLC acted on, 0 for its own default
 * @param actual chute whose entry eye saw the parcel, 0 for none
 * @param outcome ordinal of {@code SorterEvent.Outcome}
 * @param cause ordinal of {@code SorterEvent.Cause}
 * @param lap how often the parcel went round
 * @param detail acknowledged command sequence, chute state or PackML state
 * @param value answer, fill in percent or speed in mm/s
 */
public record EventRecord(
        int sequence,
        int type,
        int flags,
        long trackingId,
        long encoder,
        long plcMillis,
        int point,
        int length,
        int width,
        int height,
        long grams,
        int weightStatus,
        int boxStatus,
        int commanded,
        int actual,
        int outcome,
        int cause,
        int lap,
        int detail,
        int value) {
    /** Registers of a record. */
    public static final int REGISTERS = 32;

    public static final int INDUCT = 1;
    public static final int SCAN = 2;
    public static final int MEASURE = 3;
    public static final int DESTINATION_REQUEST = 4;
    public static final int ACKNOWLEDGE = 6;
    public static final int DIVERT = 8;
    public static final int LOST = 10;
    public static final int CHUTE = 11;
    public static final int LINE = 14;
    public static final int STRAY = 20;

    private static final int COPY = 31;

    /** True when the record at register {@code at} is complete and carries this sequence: both its copies agree. */
    public static boolean isWhole(byte[] image, int at, int sequence) {
        return word(image, at) == sequence && word(image, at + COPY) == sequence;
    }

    /** Reads the record that starts at register {@code at}; only meaningful when it {@link #isWhole}. */
    public static EventRecord decode(byte[] image, int at, WordOrder order) {
        int typeAndFlags = word(image, at + 1);
        return new EventRecord(
                word(image, at),
                typeAndFlags >> 8,
                typeAndFlags & 0xFF,
                order.read(image, at + 2),
                order.read(image, at + 4),
                order.read(image, at + 6),
                word(image, at + 8),
                word(image, at + 9),
                word(image, at + 10),
                word(image, at + 11),
                order.read(image, at + 12),
                word(image, at + 14),
                word(image, at + 15),
                word(image, at + 16),
                word(image, at + 17),
                word(image, at + 18),
                word(image, at + 19),
                word(image, at + 20),
                word(image, at + 21),
                word(image, at + 22));
    }

    /** The register image of this record, sequence copy included. */
    public byte[] encode(WordOrder order) {
        byte[] image = new byte[2 * REGISTERS];
        putWord(image, 0, sequence);
        putWord(image, 1, type << 8 | (flags & 0xFF));
        order.write(image, 2, trackingId);
        order.write(image, 4, encoder);
        order.write(image, 6, plcMillis);
        putWord(image, 8, point);
        putWord(image, 9, length);
        putWord(image, 10, width);
        putWord(image, 11, height);
        order.write(image, 12, grams);
        putWord(image, 14, weightStatus);
        putWord(image, 15, boxStatus);
        putWord(image, 16, commanded);
        putWord(image, 17, actual);
        putWord(image, 18, outcome);
        putWord(image, 19, cause);
        putWord(image, 20, lap);
        putWord(image, 21, detail);
        putWord(image, 22, value);
        putWord(image, COPY, sequence);
        return image;
    }
}
