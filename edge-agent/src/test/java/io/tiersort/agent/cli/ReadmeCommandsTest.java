// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.SourceTree;
import java.lang.reflect.Field;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The README tells the commands there are, and every command line in a document is one that is understood. */
class ReadmeCommandsTest {
    private static final String COMMANDS = SourceTree.section(SourceTree.text("README.md"), "## Commands");
    private static final Pattern COMMAND = Pattern.compile("(?m)^\\| `tiersort ([a-z ]+)` \\|");
    private static final Pattern EXIT_CODE = Pattern.compile("(?m)^\\| (\\d+) \\|");
    private static final Pattern LINE = Pattern.compile("(?m)^(?:\\w+=\\S+ )*edge-agent/bin/tiersort (.+)$");

    @Test
    void theTableHasEveryCommandAndNoOther() {
        assertEquals(commands(Main.commandLine(), "").collect(Collectors.toCollection(TreeSet::new)), told(COMMAND));
    }

    /** Names of everything that does something: commands without commands below them. */
    private static Stream<String> commands(CommandLine at, String path) {
        return at.getSubcommands().isEmpty()
                ? Stream.of(path)
                : at.getSubcommands().entrySet().stream()
                        .flatMap(below -> commands(below.getValue(), (path + " " + below.getKey()).strip()));
    }

    private static Set<String> told(Pattern row) {
        return row.matcher(COMMANDS)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Stream<String> lines() {
        Stream<String> examples = Stream.of("minimal", "city-hub", "next-day-hub", "returns-centre", "peak-day")
                .map(name -> "config/examples/" + name + "/README.md");
        return Stream.concat(Stream.of("README.md"), examples)
                .flatMap(document -> LINE.matcher(SourceTree.text(document)).results())
                .map(line -> line.group(1));
    }

    @ParameterizedTest
    @MethodSource("lines")
    void everyCommandLineIsUnderstood(String line) {
        assertDoesNotThrow(() -> Main.commandLine().parseArgs(line.split(" +", -1)), line);
    }

    @Test
    void theExitCodesAreTheOnesOfTheProgram() throws IllegalAccessException {
        Set<String> help = Main.commandLine().getCommandSpec().usageMessage().exitCodeList().keySet().stream()
                .map(String::strip)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(help, told(EXIT_CODE));
        for (Field code : ExitCodes.class.getDeclaredFields()) {
            assertTrue(help.contains(String.valueOf(code.getInt(null))), code.getName());
        }
    }
}
