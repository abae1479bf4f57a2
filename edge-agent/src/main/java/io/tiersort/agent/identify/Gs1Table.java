// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All application identifiers, from {@code application-identifiers.txt}, which describes its own form. */
final class Gs1Table {
    private static final String SOURCE = "application-identifiers.txt";
    private static final Gs1Table INSTANCE = new Gs1Table(lines());

    private final @Nullable Gs1Ai[] two = new @Nullable Gs1Ai[100];
    private final @Nullable Gs1Ai[] three = new @Nullable Gs1Ai[1000];
    private final @Nullable Gs1Ai[] four = new @Nullable Gs1Ai[10_000];
    private final List<Gs1Ai> all = new ArrayList<>();

    private Gs1Table(List<String> lines) {
        for (String line : lines) {
            if (!line.isBlank() && !line.startsWith("#")) {
                row(line.split("\\|", -1));
            }
        }
    }

    /** The identifier that starts at {@code from}; null when none does. No identifier is the start of another. */
    static @Nullable Gs1Ai at(String text, int from) {
        int number = 0;
        for (int length = 1; length <= 4 && from + length <= text.length(); length++) {
            char c = text.charAt(from + length - 1);
            if (!Text.digit(c)) {
                return null;
            }
            number = number * 10 + c - '0';
            Gs1Ai found = INSTANCE.find(number, length);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** The identifier that {@code text} is; null when it is none. */
    static @Nullable Gs1Ai of(String text) {
        Gs1Ai found = at(text, 0);
        return found != null && found.code().length() == text.length() ? found : null;
    }

    static Collection<Gs1Ai> all() {
        return List.copyOf(INSTANCE.all);
    }

    private @Nullable Gs1Ai find(int number, int length) {
        return switch (length) {
            case 2 -> two[number];
            case 3 -> three[number];
            case 4 -> four[number];
            default -> null;
        };
    }

    private void row(String[] columns) {
        for (String run : columns[0].split(" ", -1)) {
            int bracket = run.indexOf('[');
            if (bracket < 0) {
                add(columns, run);
            } else {
                for (char last = run.charAt(bracket + 1); last <= run.charAt(bracket + 3); last++) {
                    add(columns, run.substring(0, bracket) + last);
                }
            }
        }
    }

    private void add(String[] columns, String code) {
        List<List<String>> needs = words(columns[3], " ").stream()
                .map(group -> words(group, "\\+"))
                .toList();
        String self = code.substring(0, code.length() - 1) + "n";
        List<String> excludes = words(columns[4], " ").stream()
                .map(word -> word.equals("self") ? self : word)
                .toList();
        List<List<String>> qualifiers = !columns[5].startsWith("key ")
                ? List.of()
                : words(columns[5].substring(4), "/").stream()
                        .map(order -> words(order, ","))
                        .toList();
        Gs1Ai ai = new Gs1Ai(
                code,
                words(columns[1], " ").stream().map(Gs1Table::part).toList(),
                columns[2].contains("fixed"),
                columns[2].contains("link"),
                needs,
                excludes,
                columns[5].startsWith("key"),
                qualifiers);
        all.add(ai);
        Gs1Ai[] slot = code.length() == 2 ? two : code.length() == 3 ? three : four;
        slot[Integer.parseInt(code)] = ai;
    }

    private static Gs1Ai.Part part(String word) {
        boolean optional = word.endsWith("?");
        String text = optional ? word.substring(0, word.length() - 1) : word;
        int colon = text.indexOf(':');
        String size = colon < 0 ? text.substring(1) : text.substring(1, colon);
        Gs1Rule rule = colon < 0
                ? Gs1Rule.ANY
                : Gs1Rule.valueOf(text.substring(colon + 1).toUpperCase(Locale.ROOT));
        int dash = size.indexOf('-');
        int shortest = Integer.parseInt(dash < 0 ? size : size.substring(0, dash));
        int longest = dash < 0 ? shortest : Integer.parseInt(size.substring(dash + 1));
        return new Gs1Ai.Part(Gs1Ai.Charset.valueOf(text.substring(0, 1)), shortest, longest, rule, optional);
    }

    private static List<String> words(String text, String separator) {
        return text.isEmpty() ? List.of() : List.of(text.split(separator, -1));
    }

    private static List<String> lines() {
        try (InputStream in = Objects.requireNonNull(Gs1Table.class.getResourceAsStream(SOURCE), SOURCE)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "GS1 table not read: resource=" + SOURCE + "; expected in the jar; reinstall the agent", e);
        }
    }
}
