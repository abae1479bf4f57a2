// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.scanner;

import io.tiersort.device.event.CodesRead;
import io.tiersort.device.event.ScannedCode;
import io.tiersort.device.scanner.Malformed.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the content of a frame: an optional stamp, then codes. A frame with a wrong stamp yields nothing at all, because
 * a result of unknown origin must never reach a parcel. Accepts any bytes, never throws. One thread.
 */
final class ScanParser {
    /** Readers collect up to 50 codes per trigger; more than this is not the label of a parcel. */
    static final int MOST_CODES = 64;

    private static final long LARGEST_TRACKING_ID = 0xFFFF_FFFFL;
    private static final long NO_NUMBER = -1;
    private static final byte EOT = 0x04;
    private static final byte GS = 0x1D;
    private static final byte RS = 0x1E;

    private final ScanFormat format;
    private final List<ScannedCode> found = new ArrayList<>();

    ScanParser(ScanFormat format) {
        this.format = format;
    }

    /** What the bytes from {@code from} to, not including, {@code to} mean. */
    Scan parse(byte[] bytes, int from, int to) {
        found.clear();
        int start = from;
        long stamp = CodesRead.NONE;
        if (format.stamp() != ScanStamp.NONE) {
            int end = fieldEnd(bytes, from, to);
            stamp = stamp(bytes, from, end);
            if (stamp == NO_NUMBER) {
                return new Malformed(Reason.STAMP, to - from);
            }
            start = end + 1;
        }
        while (start < to) {
            int end = fieldEnd(bytes, start, to);
            if (found.size() == MOST_CODES) {
                return new Malformed(Reason.TOO_MANY_CODES, to - from);
            }
            collect(text(bytes, start, end));
            start = end + 1;
        }
        boolean tracked = format.stamp() == ScanStamp.TRACKING_ID;
        return new Scan.Read(tracked ? stamp : CodesRead.NONE, tracked ? CodesRead.NONE : stamp, found);
    }

    private int fieldEnd(byte[] bytes, int from, int to) {
        int end = from;
        while (end < to && (bytes[end] & 0xFF) != format.separator()) {
            end++;
        }
        return end;
    }

    private long stamp(byte[] bytes, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && bytes[start] >= 0 && bytes[start] <= ' ') {
            start++;
        }
        while (end > start && bytes[end - 1] >= 0 && bytes[end - 1] <= ' ') {
            end--;
        }
        long value = number(bytes, start, end);
        boolean trackingId = value >= 1 && value <= LARGEST_TRACKING_ID;
        return format.stamp() == ScanStamp.ENCODER || trackingId ? value : NO_NUMBER;
    }

    private static long number(byte[] bytes, int from, int to) {
        long value = from < to ? 0 : NO_NUMBER;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9 || value > (Long.MAX_VALUE - digit) / 10) {
                return NO_NUMBER;
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** Two readers that see the same label report it twice; once is enough. */
    private void collect(String text) {
        if (meansNoRead(text.strip())) {
            return;
        }
        ScannedCode code = format.aim() && startsWithAim(text)
                ? new ScannedCode(text.substring(1, 3), text.substring(3))
                : new ScannedCode("", text);
        if (!code.data().isEmpty() && !found.contains(code)) {
            found.add(code);
        }
    }

    private boolean meansNoRead(String text) {
        if (text.isEmpty()) {
            return true;
        }
        for (String word : format.noRead()) {
            if (word.equalsIgnoreCase(text)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWithAim(String text) {
        return text.length() >= 3
                && text.charAt(0) == ']'
                && isLetter(text.charAt(1))
                && (isLetter(text.charAt(2)) || isDigit(text.charAt(2)));
    }

    private static boolean isLetter(char c) {
        return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static String text(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (!belongsToCode(bytes[i])) {
                return textWithoutControls(bytes, from, to);
            }
        }
        return new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
    }

    private static String textWithoutControls(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        for (int i = from; i < to; i++) {
            if (belongsToCode(bytes[i])) {
                text.append((char) (bytes[i] & 0xFF));
            }
        }
        return text.toString();
    }

    /** GS separates GS1 element strings; RS and EOT are part of ISO/IEC 15434 messages, as in MaxiCode. */
    private static boolean belongsToCode(byte b) {
        return (b >= ' ' && b != 0x7F) || b < 0 || b == GS || b == RS || b == EOT;
    }
}
