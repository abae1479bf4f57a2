// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import io.tiersort.device.sorter.ChuteRow;
import io.tiersort.device.sorter.Header;
import io.tiersort.device.sorter.RegisterMap;
import io.tiersort.device.sorter.Ring;
import java.util.Arrays;
import java.util.Optional;

/**
 * The holding registers of the virtual PLC. PLC and host share it, each access is one atomic step; safe for any thread.
 * A host may read the areas of the map and write only what is its own: host beat, event tail, command head, the command
 * ring and the induction limit.
 */
final class RegisterImage {
    private static final int REGISTERS = 65_536;

    private final RegisterMap map;
    private final byte[] bytes = new byte[2 * REGISTERS];

    RegisterImage(RegisterMap map) {
        this.map = map;
    }

    RegisterMap map() {
        return map;
    }

    /** What a host reads: a copy of these registers, or empty when they are not all within one area. */
    Optional<byte[]> hostRead(int address, int quantity) {
        boolean within = inside(map.header(), Header.REGISTERS, address, quantity)
                || inside(map.events(), address, quantity)
                || inside(map.commands(), address, quantity)
                || inside(map.chuteBase(), map.chutes() * ChuteRow.REGISTERS, address, quantity);
        return within ? Optional.of(read(address, quantity)) : Optional.empty();
    }

    /** What a host writes; false, and nothing changed, when a register is not the host's. */
    boolean hostWrite(int address, byte[] values) {
        int quantity = values.length / 2;
        int offset = address - map.header();
        boolean own = inside(map.commands(), address, quantity)
                || (offset == Header.HOST_BEAT && quantity == 1)
                || inside(Header.EVENT_TAIL, 2, offset, quantity)
                || (address == map.inductionLimit() && quantity == 1);
        if (own) {
            write(address, values);
        }
        return own;
    }

    synchronized byte[] read(int address, int quantity) {
        return Arrays.copyOfRange(bytes, 2 * address, 2 * (address + quantity));
    }

    synchronized void write(int address, byte[] values) {
        System.arraycopy(values, 0, bytes, 2 * address, values.length);
    }

    /** Shows a header, but leaves the three registers of the host as they are. */
    synchronized void writeHeader(byte[] header) {
        int host = 2 * Header.HOST_BEAT;
        int released = 2 * Header.EVENT_TAIL;
        int base = 2 * map.header();
        System.arraycopy(header, 0, bytes, base, host);
        System.arraycopy(header, host + 2, bytes, base + host + 2, released - host - 2);
        System.arraycopy(header, released + 4, bytes, base + released + 4, header.length - released - 4);
    }

    private static boolean inside(Ring ring, int address, int quantity) {
        return inside(ring.base(), ring.slots() * ring.width(), address, quantity);
    }

    private static boolean inside(int base, int size, int address, int quantity) {
        return quantity >= 1 && address >= base && address + quantity <= base + size;
    }
}
