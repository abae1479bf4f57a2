// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import java.util.Optional;

/** What came out of reading files: a value when there was no error, and every problem either way. */
public record Loaded<T>(Optional<T> value, Problems problems) {
    static <T> Loaded<T> of(T value, Report report) {
        return new Loaded<>(Optional.of(value), report.problems());
    }

    static <T> Loaded<T> failed(Report report) {
        return new Loaded<>(Optional.empty(), report.problems());
    }

    /** The value; throws {@link IllegalStateException} with every problem as text when there is none. */
    public T orThrow() {
        return value.orElseThrow(() -> new IllegalStateException(problems.text()));
    }
}
