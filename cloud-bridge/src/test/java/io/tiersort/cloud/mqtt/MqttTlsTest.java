// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.cloud.Eventually;
import io.tiersort.cloud.MemoryOutbox;
import io.tiersort.cloud.mqtt.ScriptedBroker.Script;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class MqttTlsTest {
    private static final String STORE_PASSWORD = "for-this-test";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void recordsTravelThroughTlsToAHostWithTheRightName() throws Exception {
        KeyStore keys = certificate("ip:127.0.0.1,dns:localhost");
        try (ScriptedBroker broker = broker(keys)) {
            MemoryOutbox outbox = new MemoryOutbox();
            outbox.append(3);
            try (MqttUplink uplink = uplink(broker.port(), trusting(keys), outbox)) {
                uplink.start();
                Eventually.soon(() -> uplink.state().delivered() == 3, uplink::state);
            }
        }
    }

    @Test
    void aHostWithAnotherNameIsRefused() throws Exception {
        KeyStore keys = certificate("dns:elsewhere.example");
        refused(keys, trusting(keys));
    }

    @Test
    void aCertificateNobodyVouchesForIsRefused() throws Exception {
        refused(certificate("ip:127.0.0.1"), SSLContext.getDefault());
    }

    private void refused(KeyStore keys, SSLContext client) throws Exception {
        try (ScriptedBroker broker = broker(keys)) {
            MemoryOutbox outbox = new MemoryOutbox();
            outbox.append(3);
            try (MqttUplink uplink = uplink(broker.port(), client, outbox)) {
                uplink.start();
                Eventually.soon(() -> uplink.state().refused() >= 2, uplink::state);
                assertEquals(0, uplink.state().delivered());
                assertEquals(0, broker.published());
                assertTrue(
                        uplink.state().reason().matches(".*(certificate|certification|subject alternative).*"),
                        () -> uplink.state().toString());
            }
        }
    }

    private static MqttUplink uplink(int port, SSLContext tls, MemoryOutbox outbox) {
        MqttAccess access =
                MqttAccess.of("127.0.0.1", port, "tls").with(Site.SHORT).through(tls);
        return new MqttUplink(
                MqttUplinkSettings.of("up", access, "dock", "a1"), outbox, System::nanoTime, new Random(9));
    }

    private static ScriptedBroker broker(KeyStore keys) throws Exception {
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, STORE_PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return new ScriptedBroker(
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress()),
                Script.HEALTHY);
    }

    private static SSLContext trusting(KeyStore keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("broker", keys.getCertificate("broker"));
        TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        return context;
    }

    /** A certificate that vouches for itself, made by the JDK's own tool. */
    private KeyStore certificate(String names) throws Exception {
        Path file = folder.resolve("broker.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "broker",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=broker",
                        "-ext",
                        "san=" + names,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        STORE_PASSWORD)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertTrue(keytool.waitFor(30, TimeUnit.SECONDS));
        assertEquals(0, keytool.exitValue());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, STORE_PASSWORD.toCharArray());
        }
        return keys;
    }
}
