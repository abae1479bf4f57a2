// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * GS1 Digital Link URIs, such as {@code https://id.gs1.org/00/340123450000000017?420=1010}: a primary key and its
 * qualifiers in the path, other elements in the query. Source: GS1 Digital Link Standard: URI Syntax.
 */
public final class DigitalLink {
    private static final int MAX_SEGMENTS = 64;

    private DigitalLink() {}

    /** True when the text starts like a web address; the scheme must be all lower or all upper case. */
    public static boolean looksLikeOne(String text) {
        return start(text) > 0;
    }

    /** Reads the URI. {@link Gs1.Fault#NOT_GS1} means a web address without a primary key, such as a marketing code. */
    public static Gs1.Result parse(String text) {
        int start = start(text);
        if (start < 0) {
            return new Gs1.Invalid(0, Gs1.Fault.NOT_GS1, "no http or https address");
        }
        int fragment = text.indexOf('#', start);
        int end = fragment < 0 ? text.length() : fragment;
        int mark = text.indexOf('?', start);
        int pathEnd = mark < 0 || mark > end ? end : mark;
        int path = text.indexOf('/', start);
        if (path <= start || path >= pathEnd) {
            return new Gs1.Invalid(start, Gs1.Fault.NOT_GS1, "no host or no path");
        }
        List<Gs1.Element> elements = new ArrayList<>(4);
        Gs1.Invalid fault = path(text, path + 1, pathEnd, elements);
        if (fault == null && pathEnd < end) {
            fault = query(text, pathEnd + 1, end, elements);
        }
        return fault != null ? fault : new Gs1.Elements(elements, Gs1Association.warnings(elements));
    }

    private static int start(String text) {
        for (String scheme : List.of("https://", "http://", "HTTPS://", "HTTP://")) {
            if (text.startsWith(scheme)) {
                return scheme.length();
            }
        }
        return -1;
    }

    private static Gs1.@Nullable Invalid path(String text, int from, int to, List<Gs1.Element> elements) {
        int[] cuts = cuts(text, from, to);
        int segments = cuts.length - 1;
        for (int first = segments - 2; first >= 0; first -= 2) {
            Gs1Ai key = segmentAi(text, cuts, first);
            if (key != null && key.key()) {
                return pairs(text, cuts, first, key, elements);
            }
        }
        return new Gs1.Invalid(from, Gs1.Fault.NOT_GS1, "no primary key in the path");
    }

    /** Starts of the segments between slashes, then one past the end; none when there are too many. */
    private static int[] cuts(String text, int from, int to) {
        int[] cuts = new int[MAX_SEGMENTS + 1];
        int count = 0;
        int end = to > from && text.charAt(to - 1) == '/' ? to - 1 : to;
        cuts[count++] = from;
        for (int i = from; i < end; i++) {
            if (text.charAt(i) == '/') {
                if (count == MAX_SEGMENTS) {
                    return new int[] {from};
                }
                cuts[count++] = i + 1;
            }
        }
        cuts[count++] = end + 1;
        return Arrays.copyOf(cuts, count);
    }

    private static @Nullable Gs1Ai segmentAi(String text, int[] cuts, int segment) {
        int length = cuts[segment + 1] - 1 - cuts[segment];
        Gs1Ai ai = Gs1Table.at(text, cuts[segment]);
        return ai != null && ai.code().length() == length ? ai : null;
    }

    private static Gs1.@Nullable Invalid pairs(
            String text, int[] cuts, int first, Gs1Ai key, List<Gs1.Element> elements) {
        List<String> path = new ArrayList<>(3);
        for (int i = first; i < cuts.length - 1; i += 2) {
            Gs1Ai ai = segmentAi(text, cuts, i);
            if (ai == null) {
                return new Gs1.Invalid(cuts[i], Gs1.Fault.SYNTAX, "no application identifier after the primary key");
            }
            if (i > first) {
                path.add(ai.code());
            }
            Gs1.Invalid fault = add(ai, text, cuts[i + 1], cuts[i + 2] - 1, elements);
            if (fault != null) {
                return fault;
            }
        }
        return path.isEmpty() || key.qualifiers().stream().anyMatch(order -> inOrder(path, order))
                ? null
                : new Gs1.Invalid(
                        cuts[first + 2], Gs1.Fault.SYNTAX, "(" + key.code() + ") is not qualified by " + path);
    }

    private static boolean inOrder(List<String> path, List<String> order) {
        int next = 0;
        for (String code : order) {
            if (next < path.size() && path.get(next).equals(code)) {
                next++;
            }
        }
        return next == path.size();
    }

    private static Gs1.@Nullable Invalid query(String text, int from, int to, List<Gs1.Element> elements) {
        int pos = from;
        while (pos < to) {
            int end = pos;
            int equals = -1;
            while (end < to && text.charAt(end) != '&' && text.charAt(end) != ';') {
                if (equals < 0 && text.charAt(end) == '=') {
                    equals = end;
                }
                end++;
            }
            Gs1Ai ai = equals < 0 ? null : Gs1Table.of(text.substring(pos, equals));
            if (ai != null && !ai.link()) {
                return new Gs1.Invalid(pos, Gs1.Fault.SYNTAX, "(" + ai.code() + ") not allowed in a query");
            }
            Gs1.Invalid fault = ai == null ? null : add(ai, text, equals + 1, end, elements);
            if (fault != null) {
                return fault;
            }
            pos = end + 1;
        }
        return null;
    }

    private static Gs1.@Nullable Invalid add(Gs1Ai ai, String text, int from, int to, List<Gs1.Element> elements) {
        String value = decoded(text.substring(from, to));
        boolean shortGtin =
                ai.code().equals("01") && (value.length() == 8 || value.length() == 12 || value.length() == 13);
        return Gs1.add(elements, ai, shortGtin ? "0".repeat(14 - value.length()) + value : value, from);
    }

    /** Percent sequences replaced; broken ones are kept, no value may carry a percent sign that stands for itself. */
    private static String decoded(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int high = c == '%' && i + 2 < text.length() ? Character.digit(text.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
            plain.append(low < 0 ? c : (char) (high * 16 + low));
            i += low < 0 ? 0 : 2;
        }
        return plain.toString();
    }
}
