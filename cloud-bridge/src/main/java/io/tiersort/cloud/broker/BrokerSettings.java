// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.broker;

import java.time.Duration;
import java.util.function.Supplier;

/**
 * Limits and access of an {@link EmbeddedBroker}.
 *
 * @param host address to listen on; the broker has no TLS, so anything but loopback wants a trusted network
 * @param port 0 to have one chosen
 * @param maxClients connections at a time; further ones are refused. Twice as many sessions are kept
 * @param maxPacket largest MQTT packet in bytes, 1 KiB..16 MiB; a client that sends more is disconnected
 * @param window messages on their way to one client and not acknowledged, 1..1000
 * @param queueMessages most messages waiting for one client, and
 * @param queueBytes most payload bytes; a session that needs more is ended, which is logged and counted
 * @param retained most retained messages; further topics are not retained, which is logged
 * @param user an empty text lets everybody in
 * @param password asked at every connect
 * @param slowConnack delay of {@link Fault#SLOW_CONNACK}
 */
public record BrokerSettings(
        String host,
        int port,
        int maxClients,
        int maxPacket,
        int window,
        int queueMessages,
        long queueBytes,
        int retained,
        String user,
        Supplier<char[]> password,
        Duration slowConnack) {
    public BrokerSettings {
        if (port < 0
                || port > 65_535
                || maxClients < 1
                || maxPacket < 1024
                || maxPacket > 16 * 1024 * 1024
                || window < 1
                || window > 1000
                || queueMessages < 1
                || queueBytes < 1
                || retained < 0) {
            throw new IllegalArgumentException("broker settings: port=" + port + ", max-clients=" + maxClients
                    + ", max-packet=" + maxPacket + ", window=" + window + ", queue-messages=" + queueMessages
                    + ", queue-bytes=" + queueBytes + ", retained=" + retained
                    + "; expected a port up to 65535, packets of 1 KiB to 16 MiB, a window of 1 to 1000 and"
                    + " positive limits");
        }
    }

    /** Loopback, a chosen port, 256 clients, 512 KiB packets, 100,000 messages or 64 MiB waiting per client, open. */
    public static BrokerSettings local() {
        return new BrokerSettings(
                "127.0.0.1",
                0,
                256,
                512 * 1024,
                64,
                100_000,
                64L * 1024 * 1024,
                10_000,
                "",
                () -> new char[0],
                Duration.ofSeconds(1));
    }

    /** The same settings on another address. */
    public BrokerSettings at(String address, int number) {
        return new BrokerSettings(
                address,
                number,
                maxClients,
                maxPacket,
                window,
                queueMessages,
                queueBytes,
                retained,
                user,
                password,
                slowConnack);
    }

    /** The same settings for clients that know a password. */
    public BrokerSettings secured(String name, Supplier<char[]> secret) {
        return new BrokerSettings(
                host,
                port,
                maxClients,
                maxPacket,
                window,
                queueMessages,
                queueBytes,
                retained,
                name,
                secret,
                slowConnack);
    }

    /** The same settings with other limits for what waits for one client. */
    public BrokerSettings queues(int inFlight, int messages, long bytes) {
        return new BrokerSettings(
                host, port, maxClients, maxPacket, inFlight, messages, bytes, retained, user, password, slowConnack);
    }

    /** The same settings with another number of clients. */
    public BrokerSettings clients(int max) {
        return new BrokerSettings(
                host, port, max, maxPacket, window, queueMessages, queueBytes, retained, user, password, slowConnack);
    }
}
