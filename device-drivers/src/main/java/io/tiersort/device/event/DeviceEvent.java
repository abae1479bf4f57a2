// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.event;

/** Something one device reported. Events of one device arrive in the order in which it sent them. */
public sealed interface DeviceEvent permits CodesRead, LinkChanged, SorterEvent {
    /** The id of the device in the site configuration. */
    String device();

    /** Monotonic nanoseconds ({@code NanoClock}) at which the last byte of the report was read. */
    long at();
}
