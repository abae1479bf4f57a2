// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.mqtt;

import java.time.Duration;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a broker is and how to get in.
 *
 * @param clientId one per client and site; a second client with the same id takes the session over
 * @param user an empty text for an anonymous client
 * @param password asked at every connect; the array it returns is wiped after use
 * @param tls null for a plain connection; with it the host name is always checked
 */
public record MqttAccess(
        String host,
        int port,
        String clientId,
        String user,
        Supplier<char[]> password,
        @Nullable SSLContext tls,
        Times times) {
    public MqttAccess {
        if (host.isBlank() || port < 1 || port > 65_535 || clientId.isEmpty()) {
            throw new IllegalArgumentException("broker access: host=" + host + ", port=" + port + ", client-id="
                    + clientId + "; expected a host, a port from 1 to 65535 and a client id");
        }
    }

    /** An anonymous, plain connection with the usual times. */
    public static MqttAccess of(String host, int port, String clientId) {
        return new MqttAccess(host, port, clientId, "", () -> new char[0], null, Times.usual());
    }

    /** The same access with a user and where to get its password. */
    public MqttAccess as(String name, Supplier<char[]> secret) {
        return new MqttAccess(host, port, clientId, name, secret, tls, times);
    }

    /** The same access through TLS. */
    public MqttAccess through(SSLContext context) {
        return new MqttAccess(host, port, clientId, user, password, context, times);
    }

    /** The same access with other times. */
    public MqttAccess with(Times other) {
        return new MqttAccess(host, port, clientId, user, password, tls, other);
    }

    /** For people and logs: never the password. */
    @Override
    public String toString() {
        return (tls == null ? "mqtt://" : "mqtts://") + host + ":" + port + " as " + clientId;
    }

    /**
     * How patient a connection is.
     *
     * @param keepAlive whole seconds, 1..65535 s
     * @param connect from the first packet to the broker's CONNACK
     * @param backoffMin ceiling of the first random wait between attempts; it doubles with every failure
     * @param backoffMax the highest ceiling
     */
    public record Times(Duration keepAlive, Duration connect, Duration backoffMin, Duration backoffMax) {
        public Times {
            if (keepAlive.toSeconds() < 1
                    || keepAlive.toSeconds() > 65_535
                    || connect.toMillis() < 1
                    || backoffMin.toMillis() < 1
                    || backoffMax.compareTo(backoffMin) < 0) {
                throw new IllegalArgumentException("broker times: keep-alive=" + keepAlive + ", connect=" + connect
                        + ", backoff=" + backoffMin + ".." + backoffMax
                        + "; expected a keep-alive of 1 s to 65535 s and positive, ascending times");
            }
        }

        /** Keep-alive 15 s, connect 10 s, back-off 0.5 s to 60 s. */
        public static Times usual() {
            return new Times(
                    Duration.ofSeconds(15), Duration.ofSeconds(10), Duration.ofMillis(500), Duration.ofSeconds(60));
        }
    }
}
