// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.scanner;

import io.tiersort.device.Settings;
import java.util.HashMap;
import java.util.Map;

/** Settings of the scanner tests: loopback, short waits. */
final class ScannerRig {
    private ScannerRig() {}

    /** The role of the agent, and further settings as name, value, name, value. */
    static Settings settings(String role, int port, String... more) {
        Map<String, String> texts = new HashMap<>(Map.of(
                "role", role,
                "host", "127.0.0.1",
                "port", Integer.toString(port),
                "first-back-off", "2ms",
                "longest-back-off", "50ms"));
        for (int i = 0; i < more.length; i += 2) {
            texts.put(more[i], more[i + 1]);
        }
        return Settings.parse(TunnelScannerDriver.type().options(), texts);
    }

    /** A format with these settings, the rest as by default. */
    static ScanFormat format(String... settings) {
        return ScanFormat.from(settings("client", 1, settings));
    }
}
