// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is served: nothing forgotten, nothing changed by accident, nothing from another place, small. */
class WebFilesTest {
    private static final int FIRST_VISIT_BYTES = 60_000;
    private static final Pattern ADDRESS = Pattern.compile("(?:https?:)?//[a-z0-9.-]+\\.[a-z]{2,}[^\\s\"'`)]*");
    private static final Pattern NAMESPACE =
            Pattern.compile("http://www\\.w3\\.org/(2000/svg|1999/xhtml|1998/Math/MathML)");

    private static String text(String name) throws IOException {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream in = WebFilesTest.class.getResourceAsStream("/web/" + name)) {
            if (in == null) {
                throw new IOException("not on the class path: " + name);
            }
            return in.readAllBytes();
        }
    }

    @Test
    void everyFileOfTheFolderIsServedAndNoOther() throws Exception {
        Path root = Path.of(WebFilesTest.class.getResource("/web").toURI());
        try (Stream<Path> all = Files.walk(root)) {
            TreeSet<String> present = all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString().replace('\\', '/'))
                    .collect(Collectors.toCollection(TreeSet::new));
            assertEquals(present, new TreeSet<>(WebFiles.NAMES));
        }
    }

    @Test
    void theFilesOfOthersAreAsTheirTableSays() throws Exception {
        Map<String, String> expected = new TreeMap<>();
        for (String line : text("vendor/VENDOR.md").split("\n", -1)) {
            String[] cells = line.split("\\s*\\|\\s*", -1);
            if (cells.length == 8 && cells[6].matches("[0-9a-f]{64}")) {
                expected.put(cells[1], cells[6]);
            }
        }
        Map<String, String> actual = new TreeMap<>();
        for (String name : WebFiles.NAMES) {
            if (name.startsWith("vendor/") && !name.endsWith("VENDOR.md")) {
                byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes(name));
                actual.put(name.substring("vendor/".length()), HexFormat.of().formatHex(hash));
            }
        }
        assertEquals(expected, actual);
        assertTrue(actual.size() >= 5, actual.toString());
    }

    @Test
    void noFileNamesAnotherPlaceOnTheNetwork() throws Exception {
        List<String> found = new ArrayList<>();
        for (String name : WebFiles.NAMES) {
            if (name.endsWith(".LICENSE.txt")) {
                continue;
            }
            Matcher matcher = ADDRESS.matcher(NAMESPACE.matcher(text(name)).replaceAll(""));
            while (matcher.find()) {
                found.add(name + ": " + matcher.group());
            }
        }
        assertEquals(List.of(), found);
    }

    @Test
    void everyImportNamesAFileThatIsServed() throws Exception {
        Pattern imports = Pattern.compile("from\\s*\"([^\"]+)\"");
        int checked = 0;
        for (String name : WebFiles.NAMES) {
            Matcher matcher = imports.matcher(name.matches(".*\\.m?js") ? text(name) : "");
            Path folder = Path.of("/" + name).resolveSibling("");
            while (matcher.find()) {
                String target =
                        folder.resolve(matcher.group(1)).normalize().toString().substring(1);
                assertTrue(WebFiles.NAMES.contains(target), name + " imports " + matcher.group(1));
                checked++;
            }
        }
        assertTrue(checked > 5, "imports checked: " + checked);
    }

    @Test
    void aFirstVisitIsSmall() {
        int bytes = WebFiles.load().compressedBytes(".html", ".css", ".svg", ".js", ".mjs");
        assertTrue(bytes > 0 && bytes < FIRST_VISIT_BYTES, "compressed bytes of a first visit: " + bytes);
    }
}
