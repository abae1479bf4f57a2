// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import io.tiersort.device.Option;
import io.tiersort.device.Option.Kind;
import io.tiersort.device.Settings;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checked settings of one sorter.
 *
 * @param unit Modbus unit id, 0..255
 * @param ownCommandConnection true when commands have a connection of their own and never queue behind a poll
 * @param pollInterval pause between the end of a poll and the next
 * @param readLimit registers per read
 * @param writeLimit registers per write
 * @param readsInFlight requests the polling connection may have unanswered
 * @param writesInFlight requests the command connection may have unanswered
 * @param requestTimeout how long an answer may take before the connection is given up
 * @param connectTimeout deadline of name look-up and connect
 * @param reconnectMin bound of the first pause after a failure
 * @param reconnectMax bound of every later pause
 * @param beatInterval how often the host's beat moves
 * @param beatTimeout how long the PLC's beat may stand still
 * @param micrometresPerCount belt travel per encoder count
 * @param encoderStep counts of travel worth a report of their own
 */
record SorterSettings(
        String host,
        int port,
        int unit,
        boolean ownCommandConnection,
        RegisterMap map,
        Duration pollInterval,
        int readLimit,
        int writeLimit,
        int readsInFlight,
        int writesInFlight,
        Duration requestTimeout,
        Duration connectTimeout,
        Duration reconnectMin,
        Duration reconnectMax,
        Duration beatInterval,
        Duration beatTimeout,
        int micrometresPerCount,
        int encoderStep) {
    private static final int LARGEST_READ = 125;
    private static final int LARGEST_WRITE = 123;

    private static final List<Option> LINK = List.of(
            Option.required("host", Kind.HOST, "Name or address of the PLC."),
            Option.optional("port", Kind.INTEGER, "502", "TCP port of the PLC's Modbus server.")
                    .within(1, 65_535),
            Option.optional("unit-id", Kind.INTEGER, "1", "Modbus unit id.").within(0, 255),
            Option.optional(
                            "command-connection",
                            Kind.CHOICE,
                            "own",
                            "Whether commands have a connection of their own or share the polling one; shared is for"
                                    + " PLCs with a single connection.")
                    .oneOf("own", "shared"),
            duration("request-timeout", "2s", "Longest wait for an answer before the connection is given up.")
                    .within(50, 60_000),
            duration("connect-timeout", "3s", "Deadline of name look-up and connect.")
                    .within(50, 60_000),
            duration("reconnect-min", "250ms", "Upper bound of the random pause after the first failure.")
                    .within(1, 60_000),
            duration("reconnect-max", "10s", "Upper bound of the random pause after many failures.")
                    .within(1, 600_000));

    private static final List<Option> RHYTHM = List.of(
            duration("poll-interval", "10ms", "Pause between two polls.").within(1, 1_000),
            Option.optional("registers-per-read", Kind.INTEGER, "120", "Most registers in one read.")
                    .within(EventRecord.REGISTERS, LARGEST_READ),
            Option.optional("registers-per-write", Kind.INTEGER, "112", "Most registers in one write.")
                    .within(CommandRecord.REGISTERS, LARGEST_WRITE),
            Option.optional(
                            "max-outstanding",
                            Kind.INTEGER,
                            "4",
                            "Unanswered requests on the polling connection; 1 for PLCs that take one at a time.")
                    .within(1, 16),
            Option.optional(
                            "max-outstanding-writes",
                            Kind.INTEGER,
                            "4",
                            "Unanswered requests on the command connection; 1 for PLCs that take one at a time.")
                    .within(1, 16),
            duration("beat-interval", "100ms", "How often the host's beat moves.")
                    .within(10, 10_000),
            duration("beat-timeout", "500ms", "Standstill of the PLC's beat after which no command is sent.")
                    .within(20, 60_000),
            Option.optional("travel-per-count", Kind.INTEGER, "1000", "Belt travel per encoder count in micrometres.")
                    .within(1, 1_000_000),
            Option.optional("encoder-step", Kind.INTEGER, "100", "Encoder counts after which the position is reported.")
                    .within(1, 1_000_000));

    /** Every setting of the driver. */
    static final List<Option> OPTIONS =
            Stream.of(LINK, RegisterMap.OPTIONS, RHYTHM).flatMap(List::stream).toList();

    /** From settings that contain {@link #OPTIONS}; throws {@link IllegalArgumentException} when areas overlap. */
    static SorterSettings of(Settings settings) {
        return new SorterSettings(
                settings.text("host"),
                settings.number("port"),
                settings.number("unit-id"),
                settings.text("command-connection").equals("own"),
                RegisterMap.of(settings),
                settings.duration("poll-interval"),
                settings.number("registers-per-read"),
                settings.number("registers-per-write"),
                settings.number("max-outstanding"),
                settings.number("max-outstanding-writes"),
                settings.duration("request-timeout"),
                settings.duration("connect-timeout"),
                settings.duration("reconnect-min"),
                settings.duration("reconnect-max"),
                settings.duration("beat-interval"),
                settings.duration("beat-timeout"),
                settings.number("travel-per-count"),
                settings.number("encoder-step"));
    }

    private static Option duration(String name, String fallback, String doc) {
        return Option.optional(name, Kind.DURATION, fallback, doc);
    }
}
