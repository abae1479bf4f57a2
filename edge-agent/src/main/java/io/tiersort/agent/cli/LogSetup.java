// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.logging.ConsoleHandler;
import java.util.logging.Formatter;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** One line per event to standard error: UTC time, level, text. {@code -Dtiersort.log=FINE} shows more. */
final class LogSetup {
    private LogSetup() {}

    static void apply() {
        Level level = Level.parse(System.getProperty("tiersort.log", "WARNING"));
        Logger root = Logger.getLogger("");
        for (Handler handler : root.getHandlers()) {
            root.removeHandler(handler);
        }
        Handler console = new ConsoleHandler();
        console.setLevel(level);
        console.setFormatter(new Line());
        root.addHandler(console);
        root.setLevel(level.intValue() < Level.INFO.intValue() ? Level.INFO : level);
        Logger.getLogger("io.tiersort").setLevel(level);
    }

    private static final class Line extends Formatter {
        @Override
        public String format(LogRecord log) {
            String problem = log.getThrown() == null ? "" : " (" + log.getThrown() + ")";
            return Instant.ofEpochMilli(log.getMillis()).truncatedTo(ChronoUnit.MILLIS) + " " + log.getLevel() + " "
                    + formatMessage(log) + problem + "\n";
        }
    }
}
