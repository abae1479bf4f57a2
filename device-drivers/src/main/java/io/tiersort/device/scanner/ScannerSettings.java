// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.scanner;

import io.tiersort.device.DeviceContext;
import io.tiersort.device.Option;
import io.tiersort.device.Option.Kind;
import io.tiersort.device.Settings;
import io.tiersort.device.transport.LinkSource;
import io.tiersort.device.transport.TcpDialer;
import io.tiersort.device.transport.TcpLink;
import io.tiersort.device.transport.TcpListener;
import io.tiersort.device.transport.Timing;
import io.tiersort.device.transport.Watcher;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Settings of a tunnel scanner.
 *
 * @param listens true when the scanner connects to the agent
 * @param floodLimit frames per second, above which reading pauses
 * @param silence time without bytes after which the scanner wants a look; zero for never
 * @param malformedLimit malformed pieces in 10 s, above which the device is off spec
 */
record ScannerSettings(
        boolean listens,
        TcpListener.Address address,
        Timing timing,
        ScanFormat format,
        int floodLimit,
        Duration floodPause,
        Duration silence,
        int malformedLimit) {
    static final List<Option> OPTIONS = options();

    static ScannerSettings from(Settings settings) {
        return new ScannerSettings(
                settings.text("role").equals("server"),
                new TcpListener.Address(
                        settings.text("host"), settings.number("port"), List.copyOf(settings.texts("allow"))),
                Timing.from(settings),
                ScanFormat.from(settings),
                settings.number("flood-limit"),
                settings.duration("flood-pause"),
                settings.has("silence") ? settings.duration("silence") : Duration.ZERO,
                settings.number("malformed-limit"));
    }

    LinkSource source(DeviceContext context, Watcher<TcpLink> watcher) {
        return listens
                ? new TcpListener(context, timing, address, watcher)
                : new TcpDialer(context, timing, address.host(), address.port(), watcher);
    }

    /** The configured format, for people. */
    String expectation() {
        return "framing=" + format.framing().word() + ", stamp="
                + format.stamp().word() + ", max-frame=" + format.maxFrame();
    }

    private static List<Option> options() {
        List<Option> options = new ArrayList<>(List.of(
                Option.optional(
                                "role",
                                Kind.CHOICE,
                                "client",
                                "client: the agent connects to the scanner; server: the scanner connects to the agent.")
                        .oneOf("client", "server"),
                Option.required(
                        "host",
                        Kind.HOST,
                        "Address of the scanner (client), or local address on which to wait for it (server)."),
                Option.required("port", Kind.INTEGER, "TCP port of the scanner (client), or to wait on (server).")
                        .within(1, 65_535),
                Option.optional(
                        "allow",
                        Kind.TEXTS,
                        "",
                        "IP addresses that may connect when the agent is the server; empty for any.")));
        options.addAll(ScanFormat.OPTIONS);
        options.addAll(List.of(
                Option.optional(
                                "flood-limit",
                                Kind.INTEGER,
                                "2000",
                                "Frames per second above which reading pauses, so that one scanner cannot starve the rest.")
                        .within(1, 20_000),
                Option.optional("flood-pause", Kind.DURATION, "5s", "How long reading pauses after a flood.")
                        .within(100, 60_000),
                Option.optional(
                                "malformed-limit",
                                Kind.INTEGER,
                                "10",
                                "Malformed pieces within 10 s above which the scanner is reported as off spec.")
                        .within(0, 100_000),
                Option.absent(
                                "silence",
                                Kind.DURATION,
                                "Time without a byte after which the scanner is reported as silent; left out: never.")
                        .within(500, 86_400_000)));
        options.addAll(Timing.OPTIONS);
        return List.copyOf(options);
    }
}
