// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import io.tiersort.device.Option;
import io.tiersort.device.Option.Kind;
import io.tiersort.device.Settings;
import java.util.List;

/**
 * Where header, rings and chute table lie among the holding registers; addresses count from 0 as on the wire.
 *
 * @param order word order of every 32-bit value
 * @param header address of the {@link Header}
 * @param events ring of {@link EventRecord}s
 * @param commands ring of {@link CommandRecord}s
 * @param chuteBase address of the first {@link ChuteRow}
 * @param chutes rows of the chute table, 0 for no table
 * @param inductionLimit address of the register in which the host writes the share of inducts it allows, in percent;
 *     {@link #NONE} when the PLC has none
 */
public record RegisterMap(
        WordOrder order, int header, Ring events, Ring commands, int chuteBase, int chutes, int inductionLimit) {
    /** No such register. */
    public static final int NONE = -1;

    private static final int LAST_ADDRESS = 65_535;

    /** The settings that describe a map. */
    public static final List<Option> OPTIONS = List.of(
            Option.optional("word-order", Kind.CHOICE, "ABCD", "Order of the two registers of a 32-bit value.")
                    .oneOf("ABCD", "CDAB"),
            address("header-base", "0", "Address of the header, counted from 0."),
            address("event-base", "4000", "Address of the event ring, counted from 0."),
            Option.optional("event-slots", Kind.INTEGER, "256", "Records in the event ring.")
                    .within(2, 2_048),
            address("command-base", "1000", "Address of the command ring, counted from 0."),
            Option.optional("command-slots", Kind.INTEGER, "64", "Records in the command ring.")
                    .within(2, 4_096),
            address("chute-base", "100", "Address of the chute table, counted from 0."),
            Option.optional("chutes", Kind.INTEGER, "0", "Rows of the chute table; 0 when the PLC has none.")
                    .within(0, 4_096),
            Option.absent(
                            "induction-limit",
                            Kind.INTEGER,
                            "Address of the register for the share of inducts allowed, in percent; without it inducts are"
                                    + " never slowed down.")
                    .within(0, LAST_ADDRESS));

    public RegisterMap {
        int limit = inductionLimit == NONE ? LAST_ADDRESS + 1 : inductionLimit;
        int limitEnd = inductionLimit == NONE ? limit : inductionLimit + 1;
        int[] starts = {header, events.base(), commands.base(), chuteBase, limit};
        int[] ends = {
            header + Header.REGISTERS, events.end(), commands.end(), chuteBase + chutes * ChuteRow.REGISTERS, limitEnd
        };
        String[] names = {"header", "event ring", "command ring", "chute table", "induction limit"};
        for (int i = 0; i < starts.length; i++) {
            if (ends[i] - 1 > LAST_ADDRESS) {
                throw new IllegalArgumentException("register map: " + names[i] + " ends at address " + (ends[i] - 1)
                        + "; expected " + LAST_ADDRESS + " at most; do move its base address");
            }
            for (int j = 0; j < i; j++) {
                if (starts[i] < ends[j] && starts[j] < ends[i]) {
                    throw new IllegalArgumentException("register map: " + names[j] + " (" + starts[j] + ".."
                            + (ends[j] - 1) + ") overlaps " + names[i] + " (" + starts[i] + ".." + (ends[i] - 1)
                            + "); do move a base address");
                }
            }
        }
    }

    /** A map without a register for the share of inducts. */
    public RegisterMap(WordOrder order, int header, Ring events, Ring commands, int chuteBase, int chutes) {
        this(order, header, events, commands, chuteBase, chutes, NONE);
    }

    /** From settings that contain {@link #OPTIONS}; throws {@link IllegalArgumentException} when areas overlap. */
    public static RegisterMap of(Settings settings) {
        return new RegisterMap(
                WordOrder.valueOf(settings.text("word-order")),
                settings.number("header-base"),
                new Ring(settings.number("event-base"), settings.number("event-slots"), EventRecord.REGISTERS),
                new Ring(settings.number("command-base"), settings.number("command-slots"), CommandRecord.REGISTERS),
                settings.number("chute-base"),
                settings.number("chutes"),
                settings.has("induction-limit") ? settings.number("induction-limit") : NONE);
    }

    private static Option address(String name, String fallback, String doc) {
        return Option.optional(name, Kind.INTEGER, fallback, doc).within(0, LAST_ADDRESS);
    }
}
