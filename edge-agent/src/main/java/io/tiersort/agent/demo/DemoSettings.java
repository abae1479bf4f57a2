// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.demo;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the demo runs.
 *
 * @param rate parcels per hour
 * @param port of the console, 0 for any
 * @param data folder that is kept, or null for a temporary one
 * @param broker {@code host:port} of a broker, or null for the embedded one
 */
public record DemoSettings(
        int rate,
        long seed,
        int port,
        @Nullable Path data,
        @Nullable String broker) {}
