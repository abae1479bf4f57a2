// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

/** One register of the host in the PLC: at most one write is unanswered, and the newest value wins. */
final class LatestWrite {
    private static final int NONE = -1;

    private final RegisterLink link;
    private final int address;
    private int waiting = NONE;
    private boolean writing;

    LatestWrite(RegisterLink link, int address) {
        this.link = link;
        this.address = address;
    }

    /** Writes {@code value}, 0..65535, now or as soon as the write before it is answered. */
    void write(int value) {
        if (writing) {
            waiting = value;
            return;
        }
        writing = true;
        byte[] register = new byte[2];
        WordOrder.putWord(register, 0, value);
        link.write(address, register, this::answered);
    }

    /** Forgets a value that waits. */
    void forget() {
        waiting = NONE;
    }

    private void answered() {
        writing = false;
        int value = waiting;
        waiting = NONE;
        if (value != NONE) {
            write(value);
        }
    }
}
