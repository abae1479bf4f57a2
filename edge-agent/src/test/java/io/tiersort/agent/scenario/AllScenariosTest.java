// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** That no scenario is missing, and none is told twice. */
class AllScenariosTest {
    private static final Pattern NUMBERED = Pattern.compile("(\\d+)\\. .+");

    @Test
    void eachOfTheThirtyScenariosIsOneTest() throws Exception {
        List<Integer> numbers = new ArrayList<>();
        for (Class<?> tests : scenarioClasses()) {
            for (Method method : tests.getDeclaredMethods()) {
                DisplayName name = method.getAnnotation(DisplayName.class);
                Matcher numbered = NUMBERED.matcher(name == null ? "" : name.value());
                if (method.isAnnotationPresent(Test.class) && numbered.matches()) {
                    numbers.add(Integer.valueOf(numbered.group(1)));
                }
            }
        }
        Collections.sort(numbers);
        assertEquals(IntStream.rangeClosed(1, 30).boxed().toList(), numbers);
    }

    /** Those of this package, and those that need the rig of whole systems. */
    private static List<Class<?>> scenarioClasses() throws IOException, URISyntaxException, ClassNotFoundException {
        Path classes = Path.of(AllScenariosTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        List<Class<?>> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes.resolve("io/tiersort/agent"))) {
            for (Path file : files.map(classes::relativize).toList()) {
                String name = file.toString().replace(file.getFileSystem().getSeparator(), ".");
                if (name.matches(".*Scenarios?Test\\.class")) {
                    found.add(Class.forName(name.substring(0, name.length() - ".class".length())));
                }
            }
        }
        return found;
    }
}
