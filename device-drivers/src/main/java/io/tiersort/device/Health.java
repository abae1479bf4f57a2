// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device;

/** Status of a device with the words of NAMUR NE 107 and OPC UA DI {@code DeviceHealthEnumeration}. */
public enum Health {
    NORMAL,
    FAILURE,
    CHECK_FUNCTION,
    OFF_SPEC,
    MAINTENANCE_REQUIRED
}
