// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.scanner;

import io.tiersort.device.event.CodesRead;
import java.time.Duration;

/**
 * The byte stream of one connection: results out, as long as they come at a credible rate. Once there are too many, the
 * session is mute for good and the driver starts another one.
 */
final class ScanSession implements FrameDecoder.Sink {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final String device;
    private final FrameDecoder decoder;
    private final ScanParser parser;
    private final RateLimit flood;
    private final Listener listener;
    private boolean mute;
    private long at;

    /** Takes what the session makes of the bytes. */
    interface Listener {
        /** One result. */
        void read(CodesRead read);

        /** One malformed piece, dropped. */
        void malformed(long at, Malformed malformed);

        /** Too many frames in one second; the session says nothing more. */
        void flooded();
    }

    ScanSession(String device, ScanFormat format, int framesPerSecond, Listener listener) {
        this.device = device;
        this.decoder = new FrameDecoder(format);
        this.parser = new ScanParser(format);
        this.flood = new RateLimit(framesPerSecond, SECOND);
        this.listener = listener;
    }

    /** Takes the next bytes, read at this monotonic time. */
    void accept(long readAt, byte[] chunk) {
        if (!mute) {
            at = readAt;
            decoder.feed(chunk, this);
        }
    }

    @Override
    public void frame(byte[] bytes, int from, int to) {
        if (isTooMany()) {
            return;
        }
        Scan scan = parser.parse(bytes, from, to);
        if (scan instanceof Scan.Read read) {
            listener.read(new CodesRead(device, at, read.trackingId(), read.encoder(), read.codes()));
        } else if (scan instanceof Malformed malformed) {
            listener.malformed(at, malformed);
        }
    }

    @Override
    public void malformed(Malformed malformed) {
        if (!isTooMany()) {
            listener.malformed(at, malformed);
        }
    }

    private boolean isTooMany() {
        if (!mute && flood.exceeded(at)) {
            mute = true;
            listener.flooded();
        }
        return mute;
    }
}
