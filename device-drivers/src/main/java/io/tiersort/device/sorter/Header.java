// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import static io.tiersort.device.sorter.WordOrder.putWord;
import static io.tiersort.device.sorter.WordOrder.word;

import org.jspecify.annotations.Nullable;

/**
 * The 16 registers through which PLC and host see each other. The host writes {@code hostBeat}, {@code eventTail} and
 * {@code commandHead}, the PLC everything else.
 *
 * @param version version of the register interface
 * @param epoch boot id of the PLC program, 0..65535
 * @param plcBeat counter that moves while the PLC program runs
 * @param hostBeat counter that moves while the host runs
 * @param plcMillis millisecond counter of the PLC, unsigned 32 bits
 * @param encoder belt position in counts, unsigned 32 bits
 * @param eventHead sequence of the newest event
 * @param eventTail sequence of the last event that the host released
 * @param commandHead sequence of the newest command
 * @param commandTail sequence of the last command that the PLC took
 * @param packMlState PackML state number
 * @param mode PackML mode number
 * @param speed belt speed in mm/s
 * @param status status bits, defined by the PLC program
 */
public record Header(
        int version,
        int epoch,
        int plcBeat,
        int hostBeat,
        long plcMillis,
        long encoder,
        int eventHead,
        int eventTail,
        int commandHead,
        int commandTail,
        int packMlState,
        int mode,
        int speed,
        int status) {
    /** Registers of the header. */
    public static final int REGISTERS = 16;

    /** The interface version that this codec speaks. */
    public static final int VERSION = 1;

    /** Offset of the host's beat. */
    public static final int HOST_BEAT = 3;

    /** Offset of the sequence of the last released event. */
    public static final int EVENT_TAIL = 9;

    /** Offset of the sequence of the newest command. */
    public static final int COMMAND_HEAD = 10;

    /** Reads a header from the start of a register image of at least {@link #REGISTERS} registers. */
    public static Header decode(byte[] image, WordOrder order) {
        return new Header(
                word(image, 0),
                word(image, 1),
                word(image, 2),
                word(image, HOST_BEAT),
                order.read(image, 4),
                order.read(image, 6),
                word(image, 8),
                word(image, EVENT_TAIL),
                word(image, COMMAND_HEAD),
                word(image, 11),
                word(image, 12),
                word(image, 13),
                word(image, 14),
                word(image, 15));
    }

    /** What makes this header unusable, with the remedy, or null. */
    @Nullable
    String problem(RegisterMap map) {
        if (version != VERSION) {
            return "interface version: found=" + version + " at register " + map.header() + "; expected " + VERSION
                    + "; do check header-base and the PLC program";
        }
        if (!fits(eventHead, map.events()) || !fits(eventTail, map.events())) {
            return "event ring: evtHead=" + eventHead + " evtTail=" + eventTail + "; expected 0 to "
                    + map.events().last() + "; do check event-slots";
        }
        if (!fits(commandHead, map.commands()) || !fits(commandTail, map.commands())) {
            return "command ring: cmdHead=" + commandHead + " cmdTail=" + commandTail + "; expected 0 to "
                    + map.commands().last() + "; do check command-slots";
        }
        return null;
    }

    private static boolean fits(int sequence, Ring ring) {
        return sequence == 0 || ring.holds(sequence);
    }

    /** The register image of this header. */
    public byte[] encode(WordOrder order) {
        byte[] image = new byte[2 * REGISTERS];
        putWord(image, 0, version);
        putWord(image, 1, epoch);
        putWord(image, 2, plcBeat);
        putWord(image, HOST_BEAT, hostBeat);
        order.write(image, 4, plcMillis);
        order.write(image, 6, encoder);
        putWord(image, 8, eventHead);
        putWord(image, EVENT_TAIL, eventTail);
        putWord(image, COMMAND_HEAD, commandHead);
        putWord(image, 11, commandTail);
        putWord(image, 12, packMlState);
        putWord(image, 13, mode);
        putWord(image, 14, speed);
        putWord(image, 15, status);
        return image;
    }
}
