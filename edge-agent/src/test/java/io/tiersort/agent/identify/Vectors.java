// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** Test vectors: a line a case, columns separated by |, lines from # are comments. */
final class Vectors {
    private Vectors() {}

    static Stream<List<String>> read(String file) throws IOException {
        return read(file, "\\|");
    }

    /** From a file whose columns are separated by tabs. */
    static Stream<List<String>> tabbed(String file) throws IOException {
        return read(file, "\t");
    }

    private static Stream<List<String>> read(String file, String separator) throws IOException {
        try (InputStream in = Objects.requireNonNull(Vectors.class.getResourceAsStream(file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> List.of(line.split(separator, -1)));
        }
    }

    /** Control characters for their names. */
    static String raw(String text) {
        return text.replace("{GS}", "\u001d")
                .replace("{RS}", "\u001e")
                .replace("{EOT}", "\u0004")
                .replace("\\r", "\r");
    }
}
