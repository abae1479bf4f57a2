// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DriversTest {
    static Stream<DriverType> all() {
        return Drivers.all().stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void aDriverIsFoundByItsName(DriverType type) {
        assertSame(type, Drivers.named(type.name()).orElseThrow());
    }

    @Test
    void anUnknownNameFindsNoDriver() {
        assertEquals(Optional.empty(), Drivers.named("no-such-driver"));
    }

    @Test
    void noNameIsGivenTwice() {
        assertEquals(
                Drivers.all().size(), all().map(DriverType::name).distinct().count());
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyDefaultIsAValueThatMayBeWritten(DriverType type) {
        for (Option option : type.options()) {
            String fallback = option.fallback();
            if (fallback != null) {
                assertNotNull(
                        option.parse(fallback).value(),
                        option.name() + ": " + option.parse(fallback).problem());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyOptionHasANameOfItsOwnAndOneSentence(DriverType type) {
        assertEquals(
                type.options().size(),
                type.options().stream().map(Option::name).distinct().count());
        for (Option option : type.options()) {
            assertTrue(option.name().matches("[a-z]+(-[a-z]+)*"), option.name());
            assertTrue(option.doc().endsWith("."), option.name() + ": " + option.doc());
            assertFalse(option.doc().contains(". "), option.name() + ": " + option.doc());
        }
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyDriverHasARowInTheReadmeAndExampleFrames(DriverType type) throws IOException {
        assertTrue(Files.readString(Path.of("README.md")).contains("| `" + type.name() + "` |"), type.name());
        assertTrue(Files.isDirectory(Path.of("src/test/resources/frames", type.name())), type.name());
    }
}
