// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Ranges of ordered keys that may overlap, cut up at their bounds so that what holds for a key is found in O(log n).
 * Immutable; any thread.
 *
 * @param <K> what is looked up
 * @param <V> what the ranges over a key come to
 */
final class Spans<K extends Comparable<K>, V> {
    private final List<K> bounds = new ArrayList<>();
    private final List<@Nullable V> at = new ArrayList<>();
    private final List<@Nullable V> after = new ArrayList<>();

    /** The keys from {@code from} to {@code to}, both included; none when {@code from} is the greater. */
    record Span<K>(K from, K to, int number) {}

    /** {@code value} makes an answer of the numbers of the ranges over a key; it is never asked about none. */
    Spans(List<Span<K>> spans, Function<NavigableSet<Integer>, V> value) {
        List<Span<K>> starts = sorted(spans, Span::from);
        List<Span<K>> ends = sorted(spans, Span::to);
        TreeSet<K> points = new TreeSet<>();
        starts.forEach(span -> Collections.addAll(points, span.from(), span.to()));
        NavigableSet<Integer> active = new TreeSet<>();
        int started = 0;
        int ended = 0;
        for (K point : points) {
            for (; started < starts.size() && starts.get(started).from().equals(point); started++) {
                active.add(starts.get(started).number());
            }
            bounds.add(point);
            at.add(active.isEmpty() ? null : value.apply(active));
            for (; ended < ends.size() && ends.get(ended).to().equals(point); ended++) {
                active.remove(ends.get(ended).number());
            }
            after.add(active.isEmpty() ? null : value.apply(active));
        }
    }

    private static <K extends Comparable<K>> List<Span<K>> sorted(List<Span<K>> spans, Function<Span<K>, K> bound) {
        return spans.stream()
                .filter(span -> span.from().compareTo(span.to()) <= 0)
                .sorted(Comparator.comparing(bound))
                .toList();
    }

    /** What the ranges over this key come to, or null when there are none. */
    @Nullable
    V find(K key) {
        int found = Collections.binarySearch(bounds, key);
        if (found >= 0) {
            return at.get(found);
        }
        int before = -found - 2;
        return before < 0 ? null : after.get(before);
    }
}
