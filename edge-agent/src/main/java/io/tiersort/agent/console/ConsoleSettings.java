// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.console;

/**
 * Where the console listens.
 *
 * @param host name or address of one of this machine's interfaces; {@code 127.0.0.1} keeps the console on the gateway
 * @param port 0..65535; 0 lets the operating system choose, {@link ConsoleServer#start()} tells which
 */
public record ConsoleSettings(String host, int port) {
    private static final int PORT_MAX = 65535;

    /**
     * Checks both values.
     *
     * @throws IllegalArgumentException naming the value that is out of range
     */
    public ConsoleSettings {
        if (host.isBlank()) {
            throw new IllegalArgumentException("console.host is empty; expected a name or address; set console.host");
        }
        if (port < 0 || port > PORT_MAX) {
            throw new IllegalArgumentException(
                    "console.port is out of range: port=" + port + "; expected 0..65535; set console.port");
        }
    }
}
