// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.DriverType;
import io.tiersort.device.Drivers;
import io.tiersort.device.Option;
import io.tiersort.device.Option.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretTest {
    @TempDir
    Path directory;

    @Test
    void theFirstDirectoryThatHasTheSecretWins() throws IOException {
        Path first = Files.createDirectory(directory.resolve("first"));
        Path second = Files.createDirectory(directory.resolve("second"));
        Files.writeString(second.resolve("broker"), "from second\n");
        Secret secret = new Secret("broker", List.of(first, second));
        assertArrayEquals("from second".toCharArray(), secret.reveal());
        Files.writeString(first.resolve("broker"), "from first");
        assertArrayEquals("from first".toCharArray(), secret.reveal());
    }

    @Test
    void aSecretIsNeverPrinted() throws IOException {
        Files.writeString(directory.resolve("broker"), "s3cret");
        Secret secret = new Secret("broker", List.of(directory));
        assertEquals("Secret[broker]", secret.toString());
    }

    @Test
    void aMissingSecretSaysWhereItWasLookedFor() {
        Secret secret = new Secret("broker", List.of(directory));
        assertFalse(secret.present());
        IllegalStateException e = assertThrows(IllegalStateException.class, secret::reveal);
        assertTrue(String.valueOf(e.getMessage())
                .contains(directory.resolve("broker").toString()));
    }

    @Test
    void aSecretThatIsTooLargeIsRefused() throws IOException {
        Files.writeString(directory.resolve("broker"), "x".repeat(5000));
        assertThrows(IllegalStateException.class, new Secret("broker", List.of(directory))::reveal);
    }

    @Test
    void theSecretOfADeviceIsReadWhenItsSettingsAreAskedFor() throws IOException {
        SiteCopy site = SiteCopy.of("minimal", directory)
                .edit(SiteCopy.SITE, "aim: true", "aim: true, key: {secret: tunnel-key}")
                .write("secrets/tunnel-key", "k1\n");
        SiteConfig config = site.check(List.of(withKey("tunnel-scanner"), withKey("modbus-sorter")))
                .orThrow()
                .site();
        assertEquals("k1", config.device("tunnel-1").settings().text("key"));
        assertFalse(config.toString().contains("k1"));
    }

    /** A driver with one secret more: no device so far needs one. */
    private static DriverType withKey(String name) {
        DriverType driver = Drivers.named(name).orElseThrow();
        List<Option> options = Stream.concat(
                        driver.options().stream(), Stream.of(Option.absent("key", Kind.SECRET, "Key of the device.")))
                .toList();
        return new DriverType(name, driver.family(), driver.summary(), options, driver.maker());
    }

    @Test
    void aSecretThatIsMissingOnThisMachineIsOnlyAWarning() throws IOException {
        SiteCopy site = SiteCopy.of("minimal", directory)
                .edit(
                        SiteCopy.SITE,
                        "plan: weekday",
                        "uplinks: [{id: c, host: b, password: {secret: pw}}]\nplan: weekday");
        assertEquals("0 errors, 1 warning", site.check().problems().summary());
        assertTrue(site.problems().get(0).startsWith("site.yaml:22:38 C1210 secret missing: name=pw"));
    }

    @Test
    void aPasswordInTheFileItselfIsAnErrorThatDoesNotRepeatIt() throws IOException {
        SiteCopy site = SiteCopy.of("minimal", directory)
                .edit(SiteCopy.SITE, "plan: weekday", "uplinks: [{id: c, host: b, password: hunter2}]\nplan: weekday");
        Problem problem = site.check().problems().list().get(0);
        assertEquals(Code.WRONG_SHAPE, problem.code());
        assertFalse(problem.toString().contains("hunter2"));
    }
}
