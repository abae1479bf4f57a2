// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where files are. An accepted revision is read from its copy while the data files it names stay in the site directory.
 *
 * @param config directory with {@code site.yaml}, {@code conf.d} and {@code plans}
 * @param data directory that file names in the configuration are relative to
 * @param secrets directories that hold secrets, first one first
 */
record Places(Path config, Path data, List<Path> secrets) {
    /** The environment variable with which the service manager names its directory of credentials. */
    private static final String CREDENTIALS = "CREDENTIALS_DIRECTORY";

    static Places of(Path directory) {
        Optional<Path> credentials =
                Optional.ofNullable(System.getenv(CREDENTIALS)).map(Path::of);
        List<Path> secrets = Stream.concat(credentials.stream(), Stream.of(directory.resolve("secrets")))
                .toList();
        return new Places(directory, directory, secrets);
    }

    /** True for a site directory itself, false for a copy of its configuration. */
    boolean original() {
        return config.equals(data);
    }

    /** The same site with its configuration read from {@code copy}. */
    Places from(Path copy) {
        return new Places(copy, data, secrets);
    }
}
