// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.scanner;

/** Bytes that are not a usable result, and how many of them were dropped. */
record Malformed(Reason reason, int dropped) implements Scan {
    /** Why the bytes are of no use. */
    enum Reason {
        GARBAGE("bytes between two frames"),
        UNFINISHED("frame started again before its end"),
        OVERSIZE("frame longer than max-frame"),
        AFFIX("frame without its prefix or suffix"),
        STAMP("frame without a valid stamp"),
        TOO_MANY_CODES("frame with more codes than a reader can see");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /** What a person is told. */
        String text() {
            return text;
        }
    }
}
