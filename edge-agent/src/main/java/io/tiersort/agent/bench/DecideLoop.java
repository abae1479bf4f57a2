// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import io.tiersort.agent.line.Output;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What JMH runs in a process of its own: parcels come and go between the measured steps. One thread. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class DecideLoop {
    private static final long SEED = 20_261_123;

    /** Known shipments; {@link DecideBench} sets it. */
    @Param("1000")
    public int shipments;

    /** Tier rules; {@link DecideBench} sets it. */
    @Param("10")
    public int rules;

    @SuppressWarnings("NullAway.Init") // set by load(), which JMH calls first
    private DecideLine line;

    /** Fills the table of shipments. */
    @Setup(Level.Trial)
    public void load() {
        line = new DecideLine(shipments, rules, SEED);
    }

    /** Brings the next parcel; not measured. */
    @Setup(Level.Invocation)
    public void next() {
        line.next();
    }

    /** Measured: from the codes of one parcel to its command. */
    @Benchmark
    public List<Output> decide() {
        return line.decide();
    }
}
