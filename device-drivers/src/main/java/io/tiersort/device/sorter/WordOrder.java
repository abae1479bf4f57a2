// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

/** Order of the two registers of a 32-bit value; inside a register the high byte always comes first. Stateless. */
public enum WordOrder {
    /** High word in the lower address. */
    ABCD,
    /** Low word in the lower address. */
    CDAB;

    /** The unsigned 32-bit value in registers {@code at} and {@code at + 1} of a register image. */
    public long read(byte[] image, int at) {
        long first = word(image, at);
        long second = word(image, at + 1);
        return this == ABCD ? first << 16 | second : second << 16 | first;
    }

    /** Puts the low 32 bits of {@code value} into registers {@code at} and {@code at + 1}. */
    public void write(byte[] image, int at, long value) {
        int high = (int) (value >>> 16) & 0xFFFF;
        int low = (int) value & 0xFFFF;
        putWord(image, at, this == ABCD ? high : low);
        putWord(image, at + 1, this == ABCD ? low : high);
    }

    /** The unsigned value, 0..65535, of register {@code at} of a register image. */
    public static int word(byte[] image, int at) {
        return (image[2 * at] & 0xFF) << 8 | (image[2 * at + 1] & 0xFF);
    }

    /** Puts the low 16 bits of {@code value} into register {@code at}. */
    public static void putWord(byte[] image, int at, int value) {
        image[2 * at] = (byte) (value >>> 8);
        image[2 * at + 1] = (byte) value;
    }
}
