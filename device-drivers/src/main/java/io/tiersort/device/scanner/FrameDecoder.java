// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.scanner;

import io.tiersort.device.scanner.Malformed.Reason;
import java.nio.charset.StandardCharsets;

/**
 * Cuts the byte stream of one connection into frames, however it was split on the way. Holds at most {@code max-frame}
 * bytes, accepts any bytes, never throws. What cannot be part of a frame is dropped and reported: when the next mark comes,
 * or after twice {@code max-frame} bytes without one. One per connection, one thread.
 */
final class FrameDecoder {
    private static final byte STX = 0x02;
    private static final byte ETX = 0x03;
    private static final byte LINE_FEED = 0x0A;
    private static final byte RETURN = 0x0D;

    private final Framing framing;
    private final byte[] prefix;
    private final byte[] suffix;
    private final byte[] held;
    private State state;
    private int used;
    private int dropped;
    private boolean afterReturn;

    /** Takes what was found, in stream order. */
    interface Sink {
        /** The content of one frame; the bytes are valid during the call only. */
        void frame(byte[] bytes, int from, int to);

        /** Bytes that were dropped. */
        void malformed(Malformed malformed);
    }

    private enum State {
        BETWEEN,
        INSIDE,
        OVERSIZE
    }

    FrameDecoder(ScanFormat format) {
        framing = format.framing();
        prefix = format.prefix().getBytes(StandardCharsets.ISO_8859_1);
        suffix = format.suffix().getBytes(StandardCharsets.ISO_8859_1);
        held = new byte[format.maxFrame()];
        state = framing == Framing.STX_ETX ? State.BETWEEN : State.INSIDE;
    }

    /** Takes the next bytes of the stream. */
    void feed(byte[] chunk, Sink sink) {
        if (framing == Framing.STX_ETX) {
            for (byte next : chunk) {
                enclosed(next, sink);
            }
        } else {
            for (byte next : chunk) {
                line(next, sink);
            }
        }
    }

    private void enclosed(byte next, Sink sink) {
        if (next == STX) {
            begin(sink);
        } else if (state == State.INSIDE) {
            if (next == ETX) {
                state = State.BETWEEN;
                finish(used, sink);
            } else {
                hold(next);
            }
        } else if (state == State.OVERSIZE) {
            drop(sink);
            if (next == ETX) {
                reportDropped(sink);
                state = State.BETWEEN;
            }
        } else if (next != RETURN && next != LINE_FEED) {
            drop(sink);
        }
    }

    private void begin(Sink sink) {
        if (state == State.INSIDE) {
            sink.malformed(new Malformed(Reason.UNFINISHED, used + 1));
        } else {
            reportDropped(sink);
        }
        used = 0;
        state = State.INSIDE;
    }

    private void line(byte next, Sink sink) {
        boolean secondHalf = afterReturn && next == LINE_FEED;
        afterReturn = next == RETURN && framing != Framing.LF;
        if (secondHalf) {
            return;
        }
        if (endsLine(next)) {
            endLine(sink);
        } else if (state == State.OVERSIZE) {
            drop(sink);
        } else {
            hold(next);
        }
    }

    private boolean endsLine(byte next) {
        return (next == RETURN && framing != Framing.LF) || (next == LINE_FEED && framing != Framing.CR);
    }

    private void endLine(Sink sink) {
        if (state == State.OVERSIZE) {
            reportDropped(sink);
            state = State.INSIDE;
            return;
        }
        boolean returnBefore = framing == Framing.LF && used > 0 && held[used - 1] == RETURN;
        finish(returnBefore ? used - 1 : used, sink);
    }

    private void hold(byte next) {
        if (used == held.length) {
            dropped = used + 1;
            used = 0;
            state = State.OVERSIZE;
        } else {
            held[used++] = next;
        }
    }

    private void drop(Sink sink) {
        if (++dropped >= 2 * held.length) {
            reportDropped(sink);
        }
    }

    private void reportDropped(Sink sink) {
        if (dropped > 0) {
            int count = dropped;
            dropped = 0;
            sink.malformed(new Malformed(state == State.OVERSIZE ? Reason.OVERSIZE : Reason.GARBAGE, count));
        }
    }

    /** Some readers send a no-read as two marks with nothing between, so an empty frame needs no prefix and suffix. */
    private void finish(int length, Sink sink) {
        used = 0;
        int to = length - suffix.length;
        if (length == 0) {
            sink.frame(held, 0, 0);
        } else if (to < prefix.length || !matches(prefix, 0) || !matches(suffix, to)) {
            sink.malformed(new Malformed(Reason.AFFIX, length));
        } else {
            sink.frame(held, prefix.length, to);
        }
    }

    private boolean matches(byte[] expected, int at) {
        for (int i = 0; i < expected.length; i++) {
            if (held[at + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }
}
