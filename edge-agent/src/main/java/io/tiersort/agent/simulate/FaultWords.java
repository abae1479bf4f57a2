// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.simulate;

import io.tiersort.device.sim.Fault;
import io.tiersort.device.sim.FaultMix;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What goes wrong, as people write it: {@code none}, {@code usual} or {@code worst}, and after it single rates such as
 * {@code usual,no-read=0.05,plc-restart=1}.
 *
 * @param mix what goes wrong on the line by itself
 * @param host whether host, clock, the PLC's beat and hands at the chutes do wrong too: with all but {@code none}
 */
public record FaultWords(FaultMix mix, boolean host) {
    /** Once a shift of eight hours. */
    private static final double ONCE_A_SHIFT = 0.125;

    private static final double STOPS_AN_HOUR = 0.5;

    /** Reads the words; throws {@link IllegalArgumentException} that says what is wrong and what was expected. */
    public static FaultWords parse(String text) {
        List<String> words = Arrays.asList(text.split(",", -1));
        FaultMix mix = switch (words.get(0)) {
            case "none" -> FaultMix.none();
            case "usual" ->
                FaultMix.usual().with(Fault.PLC_RESTART, ONCE_A_SHIFT).with(Fault.EMERGENCY_STOP, STOPS_AN_HOUR);
            case "worst" -> FaultMix.worst();
            default ->
                throw new IllegalArgumentException(
                        "faults: found \"" + words.get(0) + "\"; expected none, usual or worst first");
        };
        for (String word : words.subList(1, words.size())) {
            mix = with(mix, word);
        }
        return new FaultWords(mix, !words.get(0).equals("none"));
    }

    private static FaultMix with(FaultMix mix, String word) {
        String[] parts = word.split("=", -1);
        for (Fault fault : Fault.values()) {
            if (parts.length == 2 && name(fault).equals(parts[0])) {
                return mix.with(fault, rate(parts[1], word));
            }
        }
        throw new IllegalArgumentException("faults: found \"" + word + "\"; expected name=rate with one of "
                + Arrays.stream(Fault.values()).map(FaultWords::name).collect(Collectors.joining(", ")));
    }

    private static double rate(String number, String word) {
        try {
            return Double.parseDouble(number);
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException("faults: found \"" + word + "\"; expected a number after =", wrong);
        }
    }

    private static String name(Fault fault) {
        return fault.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
