// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/** Lines of a text, ended by LF or CRLF. Of a line beyond the limit only one character more than that is kept. */
final class LineReader implements AutoCloseable {
    private final Reader in;
    private final int charsMax;
    private final char[] buffer = new char[1 << 15];
    private int position;
    private int filled;

    LineReader(Reader in, int charsMax) {
        this.in = in;
        this.charsMax = charsMax;
    }

    /** The next line without its end, or null at the end of the text. */
    @Nullable
    String next() throws IOException {
        if (!more()) {
            return null;
        }
        StringBuilder line = new StringBuilder();
        boolean ended = false;
        while (!ended && more()) {
            int end = position;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            line.append(buffer, position, Math.min(end - position, charsMax + 1 - line.length()));
            ended = end < filled;
            position = ended ? end + 1 : end;
        }
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }

    private boolean more() throws IOException {
        if (position == filled) {
            filled = Math.max(0, in.read(buffer));
            position = 0;
        }
        return filled > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
