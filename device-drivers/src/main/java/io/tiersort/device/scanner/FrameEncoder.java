// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.scanner;

import io.tiersort.device.event.CodesRead;
import io.tiersort.device.event.ScannedCode;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Writes results as a reader does: the other direction of what the driver reads. Pure. */
public final class FrameEncoder {
    private final ScanFormat format;

    /** For a reader with this format. */
    public FrameEncoder(ScanFormat format) {
        this.format = format;
    }

    /**
     * The whole frame of one result with its marks. Without codes it carries the first no-read text, or nothing; without
     * a separator only the first code.
     *
     * @param trackingId used where the format has a tracking id stamp, else ignored
     * @param encoder used where the format has an encoder stamp, else ignored
     */
    public byte[] encode(long trackingId, long encoder, List<ScannedCode> codes) {
        StringBuilder frame = new StringBuilder();
        frame.append(format.framing() == Framing.STX_ETX ? "\u0002" : "");
        frame.append(format.prefix());
        if (format.stamp() != ScanStamp.NONE) {
            frame.append(format.stamp() == ScanStamp.TRACKING_ID ? trackingId : encoder);
            frame.append((char) format.separator());
        }
        appendCodes(frame, codes);
        frame.append(format.suffix()).append(end());
        return frame.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    /** The result of a reader that stamps nothing. */
    public byte[] encode(List<ScannedCode> codes) {
        return encode(CodesRead.NONE, CodesRead.NONE, codes);
    }

    private void appendCodes(StringBuilder frame, List<ScannedCode> codes) {
        if (codes.isEmpty()) {
            frame.append(format.noRead().isEmpty() ? "" : format.noRead().get(0));
        }
        int count = format.separator() == ScanFormat.NO_SEPARATOR ? Math.min(1, codes.size()) : codes.size();
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                frame.append((char) format.separator());
            }
            ScannedCode code = codes.get(i);
            frame.append(format.aim() && !code.aim().isEmpty() ? "]" + code.aim() : "");
            frame.append(code.data());
        }
    }

    private String end() {
        return switch (format.framing()) {
            case STX_ETX -> "\u0003";
            case CR -> "\r";
            case LF -> "\n";
            case CRLF -> "\r\n";
        };
    }
}
