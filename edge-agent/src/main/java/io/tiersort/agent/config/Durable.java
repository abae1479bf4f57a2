// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Writes that survive a power cut once they returned. */
final class Durable {
    private static final String FRESH = ".new";

    private Durable() {}

    /** Gives a file another content; a reader sees the old one or the new one. The directory is still to be synced. */
    static void replace(Path target, String text) throws IOException {
        Path fresh = target.resolveSibling(target.getFileName() + FRESH);
        Files.writeString(fresh, text);
        sync(fresh);
        Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Also for directories: on Linux a new name is durable only after its directory is. */
    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
