// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import static io.tiersort.device.sorter.WordOrder.putWord;
import static io.tiersort.device.sorter.WordOrder.word;

import io.tiersort.device.command.DestinationCommand;
import java.util.ArrayList;
import java.util.List;

/**
 * One record of the command ring as it stands on the wire.
 *
 * @param sequence position in the ring, 1..65535
 * @param command {@link #DESTINATION}, 0..255
 * @param flags 0..255, reserved
 * @param trackingId unsigned 32 bits
 * @param first best chute, 1..65535
 * @param second next best chute, 0 for none
 * @param third last choice, 0 for none
 * @param tier number of the tier
 * @param validUntil last belt position at which the command may be taken, unsigned 32 bits
 * @param plan short number of the plan revision
 * @param reason number of the assignment cause
 * @param epoch PLC epoch of the tracking id
 */
public record CommandRecord(
        int sequence,
        int command,
        int flags,
        long trackingId,
        int first,
        int second,
        int third,
        int tier,
        long validUntil,
        int plan,
        int reason,
        int epoch) {
    /** Registers of a record. */
    public static final int REGISTERS = 16;

    /** The command that gives a parcel its destinations. */
    public static final int DESTINATION = 1;

    private static final int COPY = 15;

    /** The record that carries {@code command} at this place of the ring. */
    public static CommandRecord of(int sequence, DestinationCommand command) {
        List<Integer> chutes = command.destinations();
        return new CommandRecord(
                sequence,
                DESTINATION,
                0,
                command.trackingId(),
                chutes.get(0),
                chutes.size() > 1 ? chutes.get(1) : 0,
                chutes.size() > 2 ? chutes.get(2) : 0,
                command.tier(),
                command.validUntilEncoder() & 0xFFFF_FFFFL,
                command.plan(),
                command.reason(),
                command.epoch());
    }

    /** The same record with another last belt position, of which the low 32 bits count. */
    CommandRecord validUntil(long encoder) {
        return new CommandRecord(
                sequence,
                command,
                flags,
                trackingId,
                first,
                second,
                third,
                tier,
                encoder & 0xFFFF_FFFFL,
                plan,
                reason,
                epoch);
    }

    /** True when the record at register {@code at} is complete and carries this sequence: both its copies agree. */
    public static boolean isWhole(byte[] image, int at, int sequence) {
        return word(image, at) == sequence && word(image, at + COPY) == sequence;
    }

    /** Reads the record that starts at register {@code at}; only meaningful when it {@link #isWhole}. */
    public static CommandRecord decode(byte[] image, int at, WordOrder order) {
        int commandAndFlags = word(image, at + 1);
        return new CommandRecord(
                word(image, at),
                commandAndFlags >> 8,
                commandAndFlags & 0xFF,
                order.read(image, at + 2),
                word(image, at + 4),
                word(image, at + 5),
                word(image, at + 6),
                word(image, at + 7),
                order.read(image, at + 8),
                word(image, at + 10),
                word(image, at + 11),
                word(image, at + 12));
    }

    /** Puts this record, sequence copy included, into the registers from {@code at} on. */
    public void encode(byte[] image, int at, WordOrder order) {
        putWord(image, at, sequence);
        putWord(image, at + 1, command << 8 | (flags & 0xFF));
        order.write(image, at + 2, trackingId);
        putWord(image, at + 4, first);
        putWord(image, at + 5, second);
        putWord(image, at + 6, third);
        putWord(image, at + 7, tier);
        order.write(image, at + 8, validUntil);
        putWord(image, at + 10, plan);
        putWord(image, at + 11, reason);
        putWord(image, at + 12, epoch);
        putWord(image, at + 13, 0);
        putWord(image, at + 14, 0);
        putWord(image, at + COPY, sequence);
    }

    /** The chutes, best first; empty when the record names none. */
    public List<Integer> destinations() {
        List<Integer> chutes = new ArrayList<>(3);
        for (int chute : new int[] {first, second, third}) {
            if (chute != 0) {
                chutes.add(chute);
            }
        }
        return chutes;
    }
}
