// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A reference to a secret. The text is read from its file when asked for and never kept, so a changed secret holds from
 * the next connection on, and neither printing nor logging this object tells it.
 */
public final class Secret {
    private static final int BYTES_MAX = 4096;

    private final String name;
    private final List<Path> directories;

    Secret(String name, List<Path> directories) {
        this.name = name;
        this.directories = List.copyOf(directories);
    }

    /** The name that stands in the configuration. */
    public String name() {
        return name;
    }

    /** True when a file with the secret exists now. */
    public boolean present() {
        return file().isPresent();
    }

    /**
     * The secret without a line end at its end; the caller overwrites the array after use. Reads a small file.
     *
     * @throws IllegalStateException when no directory has the secret, or it is larger than 4096 bytes
     * @throws UncheckedIOException when the file cannot be read
     */
    public char[] reveal() {
        Path file = file().orElseThrow(() -> new IllegalStateException(missing()));
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new IllegalStateException("secret too large: name=" + name + "; expected at most " + BYTES_MAX
                        + " bytes; check the file " + file);
            }
            byte[] bytes = Files.readAllBytes(file);
            CharBuffer chars = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
            Arrays.fill(bytes, (byte) 0);
            char[] text = new char[lengthWithoutLineEnd(chars)];
            chars.get(text);
            Arrays.fill(chars.array(), '\0');
            return text;
        } catch (IOException e) {
            throw new UncheckedIOException("secret unreadable: name=" + name + ", file=" + file, e);
        }
    }

    /** Where the secret was looked for, for messages. */
    String missing() {
        String places = directories.stream()
                .map(directory -> directory.resolve(name).toString())
                .collect(Collectors.joining(" or "));
        return "secret missing: name=" + name + "; expected a file " + places;
    }

    private static int lengthWithoutLineEnd(CharBuffer chars) {
        int length = chars.length();
        while (length > 0 && (chars.get(length - 1) == '\n' || chars.get(length - 1) == '\r')) {
            length--;
        }
        return length;
    }

    private Optional<Path> file() {
        return directories.stream()
                .map(directory -> directory.resolve(name))
                .filter(Files::isRegularFile)
                .findFirst();
    }

    @Override
    public String toString() {
        return "Secret[" + name + "]";
    }
}
