// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.scanner;

import io.tiersort.device.Option;
import io.tiersort.device.Option.Kind;
import io.tiersort.device.Settings;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * How a reader writes its results on the wire. Texts hold one character per byte (ISO 8859-1).
 *
 * @param prefix bytes before the content of each frame, empty for none
 * @param suffix bytes after the content of each frame, empty for none
 * @param separator byte between two fields, 0..255, or {@link #NO_SEPARATOR}
 * @param aim true when each code starts with its AIM identifier, such as {@code ]C1}
 * @param noRead texts that stand for "nothing read", compared without case and outer spaces; an empty code always does
 * @param maxFrame most bytes of a frame between its marks
 */
public record ScanFormat(
        Framing framing,
        String prefix,
        String suffix,
        int separator,
        ScanStamp stamp,
        boolean aim,
        List<String> noRead,
        int maxFrame) {
    /** The whole frame is one code. */
    public static final int NO_SEPARATOR = -1;

    /** The settings from which {@link #from} reads; shared by the driver and the virtual scanner. */
    public static final List<Option> OPTIONS = List.of(
            Option.optional("framing", Kind.CHOICE, "stx-etx", "How the scanner marks the start and end of a result.")
                    .oneOf("stx-etx", "cr", "lf", "crlf"),
            Option.optional(
                    "prefix",
                    Kind.TEXT,
                    "",
                    "Bytes the scanner puts before each result; \\xHH, \\r, \\n, \\t and \\\\ stand for bytes."),
            Option.optional("suffix", Kind.TEXT, "", "Bytes the scanner puts behind each result, before its end mark."),
            Option.optional("separator", Kind.CHOICE, ";", "What stands between the stamp and the codes of a result.")
                    .oneOf(";", ",", "|", "TAB", "GS", "none"),
            Option.optional("stamp", Kind.CHOICE, "none", "The number the scanner puts before the codes of a result.")
                    .oneOf("none", "tracking-id", "encoder"),
            Option.optional(
                    "aim", Kind.FLAG, "false", "Whether each code starts with its AIM identifier, such as ]C1."),
            Option.optional(
                    "no-read",
                    Kind.TEXTS,
                    "NOREAD,NoRead,?",
                    "Texts the scanner sends when it read nothing, whatever their case; an empty result always counts."),
            Option.optional("max-frame", Kind.SIZE, "4KiB", "Longest result; what is longer is dropped and counted.")
                    .within(64, 65_536));

    private static final Map<String, Integer> SEPARATORS = Map.of("TAB", 0x09, "GS", 0x1D, "none", NO_SEPARATOR);

    public ScanFormat {
        noRead = List.copyOf(noRead);
        if (stamp != ScanStamp.NONE && separator == NO_SEPARATOR) {
            throw new IllegalArgumentException("separator: found none with stamp=" + stamp.word()
                    + "; expected a separator between stamp and codes; set separator or stamp: none");
        }
    }

    /**
     * From the checked settings of a driver whose options contain {@link #OPTIONS}; throws
     * {@link IllegalArgumentException} for a stamp without a separator.
     */
    public static ScanFormat from(Settings settings) {
        String separator = settings.text("separator");
        return new ScanFormat(
                Framing.valueOf(constant(settings.text("framing"))),
                WireText.unescape(settings.text("prefix")),
                WireText.unescape(settings.text("suffix")),
                SEPARATORS.getOrDefault(separator, (int) separator.charAt(0)),
                ScanStamp.valueOf(constant(settings.text("stamp"))),
                settings.flag("aim"),
                settings.texts("no-read"),
                settings.number("max-frame"));
    }

    private static String constant(String word) {
        return word.toUpperCase(Locale.ROOT).replace('-', '_');
    }
}
