// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device;

import io.tiersort.device.scanner.TunnelScannerDriver;
import io.tiersort.device.sorter.ModbusSorter;
import java.util.List;
import java.util.Optional;

/** The list of drivers: a new one is one line here. */
public final class Drivers {
    private static final List<DriverType> ALL = List.of(TunnelScannerDriver.type(), ModbusSorter.TYPE);

    private Drivers() {}

    /** Every driver, in the order of the documentation. */
    public static List<DriverType> all() {
        return ALL;
    }

    /** The driver that a site configuration calls by this name. */
    public static Optional<DriverType> named(String name) {
        return ALL.stream().filter(type -> type.name().equals(name)).findFirst();
    }
}
