// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.config.SiteConfig;
import io.tiersort.agent.plan.Plan;
import io.tiersort.device.NanoClock;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * What an agent is started with.
 *
 * @param data folder of the journal and the site database, created when missing
 * @param clock for everything measured or waited for
 * @param wall for records and clock times of the plan
 * @param progress is told, from any thread, what long work is doing
 * @param journalBytesMax largest size of {@code journal.db}, 64 KiB or more, or 0 for as much as the disk holds
 * @param observer is told each fact, on the loop of its line
 */
public record AgentSettings(
        SiteConfig config,
        Plan plan,
        Path data,
        NanoClock clock,
        InstantSource wall,
        Consumer<String> progress,
        long journalBytesMax,
        LineObserver observer) {
    /** On the clocks of this machine, observed by nobody. */
    public static AgentSettings of(SiteConfig config, Plan plan, Path data, Consumer<String> progress) {
        return new AgentSettings(
                config, plan, data, NanoClock.system(), InstantSource.system(), progress, 0, (line, fact) -> {});
    }

    /** The same, observed. */
    public AgentSettings observedBy(LineObserver watcher) {
        return new AgentSettings(config, plan, data, clock, wall, progress, journalBytesMax, watcher);
    }

    /** The same with a limit for the journal. */
    public AgentSettings withJournalOf(long bytesMax) {
        return new AgentSettings(config, plan, data, clock, wall, progress, bytesMax, observer);
    }

    /** The same with another wall clock. */
    public AgentSettings at(InstantSource other) {
        return new AgentSettings(config, plan, data, clock, other, progress, journalBytesMax, observer);
    }
}
