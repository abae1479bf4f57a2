// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.DriverType;
import io.tiersort.device.Drivers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Laws of the house that no plugin knows. Reads the source tree; each failure names every offender. */
class TidyTest {
    private static final System.Logger LOG = System.getLogger(TidyTest.class.getName());
    private static final String README = SourceTree.text("README.md");
    private static final List<Path> JAVA = SourceTree.files(".java");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern TEST = Pattern.compile("@(?:Test|ParameterizedTest|RepeatedTest)\\b");

    static Stream<DriverType> drivers() {
        return Drivers.all().stream();
    }

    @Test
    void theTopLevelHoldsWhatWasAgreedAndNothingElse() throws IOException {
        assertEquals(
                Set.of(
                        "cloud-bridge",
                        "config",
                        "device-drivers",
                        "edge-agent",
                        "pom.xml",
                        "README.md",
                        "CHANGELOG.md",
                        "CONTRIBUTING.md",
                        "LICENSE"),
                SourceTree.top());
    }

    @Test
    void everyPackageSaysWhatItIsFor() {
        Map<Path, List<Path>> packages = JAVA.stream().collect(Collectors.groupingBy(TidyTest::folder));
        assertEquals(
                List.of(),
                packages.keySet().stream()
                        .map(folder -> folder.resolve("package-info.java"))
                        .filter(info -> !Files.exists(info)
                                || !SourceTree.text(info).contains("/**")
                                || !SourceTree.text(info).contains("@NullMarked"))
                        .toList());
    }

    @Test
    void everySourceFileBeginsWithItsLicence() {
        assertNone(
                JAVA,
                text -> !text.startsWith("// SPDX-License-Identifier: Apache-2.0\npackage ")
                        && !text.startsWith("// SPDX-License-Identifier: Apache-2.0\n/**"));
    }

    @Test
    void noFileIsLongAndNoLineIsWide() {
        List<Path> written = SourceTree.files(".java", ".js", ".css", ".html", "/tiersort", ".ci/run");
        assertNone(written, text -> text.lines().count() > 500);
        List<Path> product = written.stream().filter(file -> !isTest(file)).toList();
        assertNone(product, text -> text.lines().anyMatch(line -> line.length() > 150));
    }

    @Test
    void nothingIsLeftToBeDone() {
        String[] words = {"TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK", "for " + "now", "not " + "implemented"};
        Pattern marker = Pattern.compile("\\b(" + String.join("|", words) + ")\\b");
        List<Path> written = SourceTree.files(".java", ".js", ".css", ".html", ".md", ".yaml", ".csv", ".txt");
        assertNone(written, text -> marker.matcher(text).find());
    }

    @Test
    void testsWaitForWhatTheyExpectAndNoneIsSwitchedOff() {
        Pattern banned = Pattern.compile("@Dis" + "abled\\b|\\bThread\\.sl" + "eep\\(|\\.sl" + "eep\\(\\d");
        assertNone(tests(), text -> banned.matcher(text).find());
    }

    @Test
    void everyLinkInADocumentLeadsSomewhere() {
        List<String> broken = new ArrayList<>();
        for (Path document : SourceTree.files(".md")) {
            Matcher link = LINK.matcher(SourceTree.text(document).replaceAll("(?s)```.*?```", ""));
            while (link.find()) {
                if (!link.group(1).matches("[a-z]+:.*") && !leads(document, link.group(1))) {
                    broken.add(SourceTree.ROOT.relativize(document) + ": " + link.group(1));
                }
            }
        }
        assertEquals(List.of(), broken);
    }

    private static boolean leads(Path from, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty() ? from : folder(from).resolve(parts[0]).normalize();
        return Files.exists(target) && (parts.length == 1 || anchors(target).contains(parts[1]));
    }

    private static Set<String> anchors(Path document) {
        return Stream.concat(
                        SourceTree.text(document)
                                .lines()
                                .filter(line -> line.startsWith("#"))
                                .map(line -> line.replaceFirst("#+ ", "")
                                        .toLowerCase(Locale.ROOT)
                                        .replaceAll("[^a-z0-9 -]", "")
                                        .replace(' ', '-')),
                        Pattern.compile("<a id=\"([^\"]+)\"")
                                .matcher(SourceTree.text(document))
                                .results()
                                .map(found -> found.group(1)))
                .collect(Collectors.toSet());
    }

    @ParameterizedTest
    @MethodSource("drivers")
    void aDriverIsDescribedHasExamplesOfItsWireAndAnExampleSite(DriverType driver) throws IOException {
        String name = driver.name();
        assertTrue(SourceTree.text("device-drivers/README.md").contains("| `" + name + "` |"), "row in the README");
        assertTrue(README.contains("`" + name + "`"), "row in the compatibility table");
        Path frames = SourceTree.ROOT
                .resolve("device-drivers/src/test/resources/frames")
                .resolve(name);
        assertTrue(Files.isDirectory(frames), () -> "frames in " + frames);
        try (Stream<Path> files = Files.list(frames)) {
            assertTrue(files.findAny().isPresent(), () -> "frames in " + frames);
        }
        assertTrue(
                SourceTree.files("site.yaml").stream()
                        .anyMatch(site -> SourceTree.text(site).contains("driver: " + name)),
                "example site");
    }

    @Test
    void theGlossaryIsKeptInIdentifiers() {
        Map<String, String> synonyms = synonyms();
        assertTrue(synonyms.size() > 10, () -> "the glossary bans only " + synonyms);
        Map<String, String> found = new HashMap<>();
        JAVA.stream()
                .filter(file -> !isTest(file))
                .forEach(file -> words(SourceTree.text(file))
                        .filter(synonyms::containsKey)
                        .forEach(word -> found.put(SourceTree.name(file) + ": " + word, "say " + synonyms.get(word))));
        assertEquals(Map.of(), found);
    }

    @Test
    void theGlossaryHoldsTheWordsOfTheHouse() {
        Set<String> words = glossary().map(row -> row[0]).collect(Collectors.toSet());
        Set<String> needed = Set.of(
                ("site line device driver link induct parcel code shipment segment tier promise departure destination "
                                + "chute decision divert confirmation recirculation journal record uplink feed plan")
                        .split(" "));
        assertEquals(
                Set.of(),
                needed.stream().filter(word -> !words.contains(word)).collect(Collectors.toSet()),
                "missing in the glossary of README.md");
    }

    /** Rows of the glossary: word, meaning, words that are not used for it. */
    private static Stream<String[]> glossary() {
        return SourceTree.section(README, "## Glossary")
                .lines()
                .filter(line -> line.startsWith("| ") && !line.startsWith("| word"))
                .map(line -> Arrays.stream(line.split("\\|", -1))
                        .map(String::strip)
                        .skip(1)
                        .toArray(String[]::new));
    }

    private static Map<String, String> synonyms() {
        return glossary()
                .flatMap(row -> Arrays.stream(row[2].split(", ", -1)).map(synonym -> Map.entry(synonym, row[0])))
                .filter(entry -> !entry.getKey().isEmpty())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** The words identifiers are made of, in lower case; comments and texts are left out. */
    private static Stream<String> words(String source) {
        String code = source.replaceAll("(?s)/\\*.*?\\*/", " ")
                .replaceAll("(?s)\"\"\".*?\"\"\"", " ")
                .replaceAll("\"(?:\\\\.|[^\"\\\\\n])*\"", " ")
                .replaceAll("//[^\n]*", " ");
        return Pattern.compile("[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
                .matcher(code)
                .results()
                .map(word -> word.group().toLowerCase(Locale.ROOT));
    }

    @Test
    void theChangelogKnowsThisVersion() {
        Matcher version = Pattern.compile("<artifactId>tiersort</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(SourceTree.text("pom.xml"));
        assertTrue(version.find());
        assertTrue(SourceTree.text("CHANGELOG.md").contains("## [" + version.group(1) + "]"), version.group(1));
    }

    /** Says in every build what a build without real peers leaves out. */
    @Test
    void testsThatNeedRealPeersAreCounted() {
        List<Path> classes = tests().stream()
                .filter(file -> SourceTree.text(file).contains("@Tag(\"peer\")"))
                .toList();
        long count = classes.stream().mapToLong(TidyTest::testsIn).sum();
        assertTrue(count > 0, "no test is tagged as needing a peer");
        LOG.log(
                System.Logger.Level.WARNING,
                "{0} tests in {1} classes need mosquitto, socat or chromium and are left out of mvn verify; "
                        + ".ci/run installs those and runs the tests",
                count,
                classes.size());
    }

    private static long testsIn(Path file) {
        String text = SourceTree.text(file);
        Matcher parent = Pattern.compile("class \\w+ extends (\\w+)").matcher(text);
        long inherited = parent.find()
                ? tests().stream()
                        .filter(other -> SourceTree.name(other).equals(parent.group(1) + ".java"))
                        .mapToLong(TidyTest::testsIn)
                        .sum()
                : 0;
        return inherited + TEST.matcher(text).results().count();
    }

    private static List<Path> tests() {
        return JAVA.stream().filter(TidyTest::isTest).toList();
    }

    private static boolean isTest(Path file) {
        return SourceTree.ROOT.relativize(file).toString().contains("src/test/");
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.getParent(), file::toString);
    }

    private static void assertNone(List<Path> files, Predicate<String> offends) {
        assertTrue(!files.isEmpty(), "nothing to look at");
        assertEquals(
                List.of(),
                files.stream()
                        .filter(file -> offends.test(SourceTree.text(file)))
                        .map(SourceTree.ROOT::relativize)
                        .toList());
    }
}
