// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads configuration files as text; what goes wrong is a problem, not an exception. */
final class TextFiles {
    static final int BYTES_MAX = 1 << 20;

    private TextFiles() {}

    static Optional<SourceText> read(Path file, String name, Report report) {
        return read(file, name, BYTES_MAX, report);
    }

    static Optional<SourceText> read(Path file, String name, int bytesMax, Report report) {
        Spot spot = Spot.start(SourceText.of(name, ""));
        try {
            if (Files.size(file) > bytesMax) {
                report.error(
                        spot, Code.UNREADABLE, "larger than " + bytesMax + " bytes", "split it or move tables out");
                return Optional.empty();
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return Optional.of(SourceText.of(name, text.startsWith("\uFEFF") ? text.substring(1) : text));
        } catch (NoSuchFileException e) {
            report.error(spot, Code.UNREADABLE, "there is no such file", "create " + file.toAbsolutePath());
        } catch (CharacterCodingException e) {
            report.error(spot, Code.UNREADABLE, "not encoded in UTF-8", "save it as UTF-8");
        } catch (IOException e) {
            report.error(spot, Code.UNREADABLE, "cannot be read: " + e, "check the rights of the file");
        }
        return Optional.empty();
    }

    /** The names of the {@code .yaml} files of a directory, sorted; none when there is no such directory. */
    static List<String> yamlIn(Path directory, Report report) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".yaml"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            Spot spot = Spot.start(SourceText.of(String.valueOf(directory.getFileName()), ""));
            report.error(spot, Code.UNREADABLE, "directory cannot be read: " + e, "check its rights");
            return List.of();
        }
    }
}
