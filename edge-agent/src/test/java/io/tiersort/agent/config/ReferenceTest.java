// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.Drivers;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class ReferenceTest {
    private static final Path CONFIG = Path.of("..", "config");

    /** Run with {@code -Dregenerate=true} to write the files after a key has changed. */
    @Test
    void theCommittedReferenceAndSchemasAreWhatTheDescriptionsSay() throws IOException {
        SortedMap<String, String> files = Reference.files(Drivers.all());
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path path = CONFIG.resolve(file.getKey());
            if (Boolean.getBoolean("regenerate")) {
                Files.createDirectories(CONFIG.resolve("schema"));
                Files.writeString(path, file.getValue());
            }
            assertEquals(file.getValue(), Files.readString(path), path + " differs: run with -Dregenerate=true");
        }
    }

    private static String generated(String name) {
        return Objects.requireNonNull(Reference.files(Drivers.all()).get(name), name);
    }

    @Test
    void everyKeyOfEveryDriverIsDocumented() {
        String readme = generated("README.md");
        Drivers.all()
                .forEach(driver -> driver.options()
                        .forEach(option -> assertTrue(readme.contains("| `" + option.name() + "` |"), option.name())));
    }

    @Test
    void everyProblemCodeHasAnAnchorInTheReference() {
        String readme = generated("README.md");
        for (Code code : Code.values()) {
            assertTrue(readme.contains("<a id=\"" + code.id().toLowerCase(Locale.ROOT) + "\">"), code.id());
        }
    }

    @Test
    void theSchemaClosesEveryObjectAndDemandsWhatMustBeGiven() {
        JsonObject site = new JsonObject(generated("schema/site-1.json"));
        assertEquals(false, site.getBoolean("additionalProperties"));
        assertTrue(site.getJsonArray("required").contains("lines"));
        JsonObject devices = site.getJsonObject("properties").getJsonObject("devices");
        JsonObject sorter = devices.getJsonObject("items").getJsonArray("oneOf").getJsonObject(0);
        assertEquals(
                "modbus-sorter",
                sorter.getJsonObject("properties").getJsonObject("driver").getString("const"));
        assertTrue(sorter.getJsonArray("required").contains("host"));
    }
}
