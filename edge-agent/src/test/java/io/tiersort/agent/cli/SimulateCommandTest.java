// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.SourceTree;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SimulateCommandTest {
    private static final Path HUB = SourceTree.ROOT.resolve("config/examples/city-hub");

    @Test
    void aQuarterOfAnHourOfTheCityHubSortsParcelsAndSaysHowFastItWas() {
        Shell shell =
                Shell.run("simulate", "--site", HUB, "--hours", "0.25", "--seeds", "2", "--jobs", "2", "-o", "json");
        assertEquals(ExitCodes.OK, shell.exit(), shell::err);
        JsonObject result = new JsonObject(shell.out());
        assertEquals(0, result.getInteger("violations"));
        assertEquals(2, result.getJsonArray("shifts").size());
        JsonObject first = result.getJsonArray("shifts").getJsonObject(0);
        assertEquals(1, first.getInteger("seed"));
        assertEquals(0, first.getInteger("massBalance"));
        assertTrue(first.getJsonObject("outcomes").getInteger("SORTED") > 500, first::encode);
        assertEquals(64, first.getString("hash").length());
        assertTrue(result.getLong("virtualHoursPerHour") > 0);
    }

    @Test
    void theSameSeedHasTheSameHashAndAFigureChangesIt() {
        String hash = hash("--seed", "3");
        assertEquals(hash, hash("--seed", "3"));
        assertTrue(!hash.equals(hash("--seed", "3", "--rate", "3000")));
    }

    private static String hash(String... words) {
        Object[] all = new Object[words.length + 7];
        Object[] fixed = {"simulate", "--site", HUB, "--hours", "0.05", "-o", "json"};
        System.arraycopy(fixed, 0, all, 0, fixed.length);
        System.arraycopy(words, 0, all, fixed.length, words.length);
        Shell shell = Shell.run(all);
        assertEquals(ExitCodes.OK, shell.exit(), shell::err);
        return new JsonObject(shell.out())
                .getJsonArray("shifts")
                .getJsonObject(0)
                .getString("hash");
    }

    @Test
    void anUnknownFaultIsToldWithTheOnesThereAre() {
        Shell shell = Shell.run("simulate", "--site", HUB, "--faults", "usual,no-reed=0.1");
        assertEquals(ExitCodes.USAGE, shell.exit());
        assertTrue(shell.err().contains("no-reed=0.1") && shell.err().contains("no-read"), shell::err);
    }
}
