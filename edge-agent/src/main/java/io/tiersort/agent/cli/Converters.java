// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import io.tiersort.device.Option;
import java.time.Duration;
import picocli.CommandLine.TypeConversionException;

/** Arguments as people write them; the same words as in the configuration. */
final class Converters {
    private static final Option DURATION = Option.required("duration", Option.Kind.DURATION, "How long.");

    private Converters() {}

    static Duration duration(String text) {
        Option.Parsed parsed = DURATION.parse(text);
        if (parsed.value() instanceof Duration duration) {
            return duration;
        }
        throw new TypeConversionException("found \"" + text + "\"; " + parsed.problem());
    }
}
