// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files spoilt at random never break the checker: each loads, or is refused with problems that stand in the file. */
class MutationFuzzTest {
    private static final int MUTATIONS = 500;
    private static final String SPECIAL = ":-[]{}\"'#&*!|>%@`,?\t\n \\\u0000\u00e4\ud83d\ude00~<=0";

    @TempDir
    Path directory;

    @Test
    void aSpoiltFileLoadsOrIsRefusedWithPositionsInsideIt() throws IOException {
        long seed = Long.getLong("seed", 7L);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        SiteCopy site = SiteCopy.of("city-hub", directory);
        List<String> names = List.of(SiteCopy.SITE, SiteCopy.PLAN);
        List<String> texts = List.of(
                Files.readString(directory.resolve(SiteCopy.SITE)), Files.readString(directory.resolve(SiteCopy.PLAN)));
        int refused = 0;
        for (int round = 0; round < MUTATIONS; round++) {
            int which = random.nextInt(names.size());
            String spoilt = spoil(texts.get(which), random);
            site.write(names.get(which), spoilt);
            String replay = "round " + round + "; replay: -Dseed=" + seed;
            refused += check(site, replay) ? 0 : 1;
            site.write(names.get(which), texts.get(which));
        }
        assertTrue(refused > MUTATIONS / 4, "only " + refused + " were refused; replay: -Dseed=" + seed);
    }

    private static boolean check(SiteCopy site, String replay) throws IOException {
        Loaded<SiteCheck.Checked> loaded = site.check();
        assertTrue(loaded.value().isPresent() != loaded.problems().hasErrors(), replay);
        for (Problem problem : loaded.problems().list()) {
            Path file = site.directory().resolve(problem.file());
            List<String> lines = Files.exists(file)
                    ? new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                            .lines()
                            .toList()
                    : List.of();
            int width = problem.line() <= lines.size()
                    ? lines.get(problem.line() - 1).length()
                    : 0;
            boolean inside = problem.line() >= 1
                    && problem.line() <= lines.size() + 1
                    && problem.column() >= 1
                    && problem.column() <= width + 1;
            assertTrue(inside, () -> problem + "; " + replay);
            assertFalse(problem.message().isBlank() || problem.text().isBlank(), replay);
        }
        return loaded.value().isPresent();
    }

    private static String spoil(String text, RandomGenerator random) {
        StringBuilder spoilt = new StringBuilder(text);
        for (int edits = 1 + random.nextInt(3); edits > 0; edits--) {
            int at = random.nextInt(spoilt.length());
            int end = Math.min(spoilt.length(), at + 1 + random.nextInt(12));
            char special = SPECIAL.charAt(random.nextInt(SPECIAL.length()));
            switch (random.nextInt(5)) {
                case 0 -> spoilt.deleteCharAt(at);
                case 1 -> spoilt.insert(at, special);
                case 2 -> spoilt.setCharAt(at, special);
                case 3 -> spoilt.delete(at, end);
                default -> spoilt.insert(at, spoilt.substring(at, end));
            }
        }
        return new String(spoilt.toString().getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
