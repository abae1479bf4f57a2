// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.scanner;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Keeps what a decoder found, as texts. */
final class Frames implements FrameDecoder.Sink {
    final List<String> contents = new ArrayList<>();
    final List<Malformed> malformed = new ArrayList<>();

    @Override
    public void frame(byte[] bytes, int from, int to) {
        contents.add(new String(bytes, from, to - from, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void malformed(Malformed piece) {
        malformed.add(piece);
    }

    /** What a new decoder of this format finds in these chunks. */
    static Frames decoded(ScanFormat format, byte[]... chunks) {
        Frames found = new Frames();
        FrameDecoder decoder = new FrameDecoder(format);
        for (byte[] chunk : chunks) {
            decoder.feed(chunk, found);
        }
        return found;
    }

    static Frames decoded(ScanFormat format, String... chunks) {
        byte[][] bytes = new byte[chunks.length][];
        for (int i = 0; i < chunks.length; i++) {
            bytes[i] = bytes(chunks[i]);
        }
        return decoded(format, bytes);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
