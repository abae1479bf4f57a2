// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the word that was most likely meant. */
final class Suggestion {
    private Suggestion() {}

    /** {@code did you mean "x"?   known: x, y, z}, the first half only when something is close. */
    static String hint(String word, Collection<String> known) {
        String list = known.isEmpty() ? "known: none" : "known: " + shown(known);
        return closest(word, known)
                .map(close -> "did you mean \"" + close + "\"?   " + list)
                .orElse(list);
    }

    static Optional<String> closest(String word, Collection<String> known) {
        String given = word.toLowerCase(Locale.ROOT);
        int allowed = Math.max(1, given.length() / 3);
        return known.stream()
                .filter(candidate -> distance(given, candidate.toLowerCase(Locale.ROOT)) <= allowed)
                .min(Comparator.comparingInt(candidate -> distance(given, candidate.toLowerCase(Locale.ROOT))));
    }

    private static String shown(Collection<String> known) {
        String first = known.stream().limit(20).collect(Collectors.joining(", "));
        return known.size() > 20 ? first + " and " + (known.size() - 20) + " more" : first;
    }

    /** Edits between two words: insert, delete, replace, swap of neighbours. */
    static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 20 || a.length() > 100) {
            return Integer.MAX_VALUE;
        }
        int[][] d = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                d[i][j] = i == 0 || j == 0 ? i + j : step(d, a, b, i, j);
            }
        }
        return d[a.length()][b.length()];
    }

    private static int step(int[][] d, String a, String b, int i, int j) {
        boolean same = a.charAt(i - 1) == b.charAt(j - 1);
        int best = Math.min(d[i - 1][j - 1] + (same ? 0 : 1), Math.min(d[i - 1][j], d[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(best, d[i - 2][j - 2] + 1) : best;
    }
}
