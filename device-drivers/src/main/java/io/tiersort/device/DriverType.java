// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device;

import java.util.List;

/**
 * One line in the list of drivers.
 *
 * @param name what a site configuration writes behind {@code driver:}
 * @param summary one sentence for people
 * @param options every setting the driver takes; the configuration is checked, documented and sampled from these
 * @param maker makes a driver from checked settings; must not connect
 */
public record DriverType(String name, Family family, String summary, List<Option> options, Maker maker) {
    public DriverType {
        options = List.copyOf(options);
    }

    /** What a device is for. */
    public enum Family {
        SCANNER,
        SORTER
    }

    /** Makes drivers; the settings are complete and within bounds. */
    @FunctionalInterface
    public interface Maker {
        Driver make(String device, Settings settings, DeviceContext context);
    }
}
