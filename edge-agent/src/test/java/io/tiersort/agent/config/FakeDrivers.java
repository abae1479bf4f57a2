// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.device.DriverType;
import io.tiersort.device.DriverType.Family;
import io.tiersort.device.Option;
import io.tiersort.device.Option.Kind;
import java.util.List;

/** Driver types with settings like those of the real ones, which cannot be made. */
final class FakeDrivers {
    private static final DriverType.Maker NONE = (device, settings, context) -> {
        throw new IllegalStateException("a fake makes no driver: " + device);
    };

    private FakeDrivers() {}

    static List<DriverType> all() {
        return List.of(scanner(), sorter());
    }

    private static DriverType scanner() {
        return new DriverType(
                "tunnel-scanner",
                Family.SCANNER,
                "Code reader that sends one frame per trigger over TCP.",
                List.of(
                        Option.optional("role", Kind.CHOICE, "client", "Who connects.")
                                .oneOf("client", "server"),
                        Option.required("host", Kind.HOST, "Address of the scanner, or to wait on."),
                        Option.required("port", Kind.INTEGER, "TCP port.").within(1, 65535),
                        Option.optional("allow", Kind.TEXTS, "", "Addresses that may connect."),
                        Option.optional("framing", Kind.CHOICE, "stx-etx", "Start and end of a result.")
                                .oneOf("stx-etx", "cr", "lf", "crlf"),
                        Option.optional("separator", Kind.CHOICE, ";", "Between codes.")
                                .oneOf(";", "TAB"),
                        Option.optional("stamp", Kind.CHOICE, "none", "Number before the codes.")
                                .oneOf("none", "tracking-id", "encoder"),
                        Option.optional("aim", Kind.FLAG, "false", "Whether AIM identifiers are sent."),
                        Option.optional("no-read", Kind.TEXTS, "NOREAD,NoRead,?", "Texts for nothing read."),
                        Option.optional("max-frame", Kind.SIZE, "4KiB", "Longest result.")
                                .within(64, 65536),
                        Option.absent("silence", Kind.DURATION, "Silence that is reported.")
                                .within(500, 86_400_000),
                        Option.absent("key", Kind.SECRET, "Key of the device.")),
                NONE);
    }

    private static DriverType sorter() {
        return new DriverType(
                "modbus-sorter",
                Family.SORTER,
                "Sorter PLC with rings of events and commands over Modbus TCP.",
                List.of(
                        Option.required("host", Kind.HOST, "Address of the PLC."),
                        Option.optional("port", Kind.INTEGER, "502", "TCP port.")
                                .within(1, 65535),
                        Option.optional("unit-id", Kind.INTEGER, "1", "Modbus unit id.")
                                .within(0, 255),
                        Option.optional("poll-interval", Kind.DURATION, "10ms", "Pause between two polls.")
                                .within(1, 1000),
                        Option.optional("travel-per-count", Kind.INTEGER, "1000", "Micrometres per count.")
                                .within(1, 1_000_000),
                        Option.optional("chutes", Kind.INTEGER, "0", "Rows of the chute table.")
                                .within(0, 4096)),
                NONE);
    }
}
