// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

/** The registers of a PLC within reach of a method call, without a wire in between. */
public interface RegisterAccess {
    /** A copy of {@code count} registers; throws {@link IllegalArgumentException} when a host may not read one of them. */
    byte[] read(int address, int count);

    /** Writes whole registers; throws {@link IllegalArgumentException} when a host may not write one of them. */
    void write(int address, byte[] registers);
}
