// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An object of a file whose keys were checked one by one: values by name, each with its place. A value that was wrong or
 * not given is not there; {@link #has} tells. Asking for what is not there is a programming error.
 */
final class Bound {
    private final Spot spot;
    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, Spot> spots = new HashMap<>();
    private final Set<String> written = new HashSet<>();

    Bound(Spot spot) {
        this.spot = spot;
    }

    /** One entry of a list and its place. */
    record Item<T>(T value, Spot spot) {}

    void put(String name, Object value, Spot at) {
        values.put(name, value);
        spots.put(name, at);
    }

    /** Notes that the key stands in the file, whatever its value is worth. */
    void write(String name) {
        written.add(name);
    }

    /** True when the key stands in the file, also with a wrong value. */
    boolean written(String name) {
        return written.contains(name);
    }

    /** Where the object begins. */
    Spot spot() {
        return spot;
    }

    /** Where the value stands, or where the object begins when it has none of its own. */
    Spot spot(String name) {
        return spots.getOrDefault(name, spot);
    }

    boolean has(String... names) {
        for (String name : names) {
            if (!values.containsKey(name)) {
                return false;
            }
        }
        return true;
    }

    String text(String name) {
        return value(name, String.class);
    }

    int number(String name) {
        return Math.toIntExact(value(name, Long.class));
    }

    /** The number, or 0 when it is not given. */
    int numberOrZero(String name) {
        return has(name) ? number(name) : 0;
    }

    /** The text, or an empty one when it is not given. */
    String textOrEmpty(String name) {
        return has(name) ? text(name) : "";
    }

    double fraction(String name) {
        return value(name, Double.class);
    }

    boolean flag(String name) {
        return value(name, Boolean.class);
    }

    Duration duration(String name) {
        return value(name, Duration.class);
    }

    <T> T value(String name, Class<T> type) {
        return type.cast(raw(name));
    }

    Object raw(String name) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalStateException(spot.path() + "." + name + ": has no value");
        }
        return value;
    }

    Optional<Bound> object(String name) {
        return Optional.ofNullable((@Nullable Bound) values.get(name));
    }

    /** The objects of a list; an empty list when it is not given. */
    @SuppressWarnings("unchecked")
    List<Bound> objects(String name) {
        return has(name) ? (List<Bound>) raw(name) : List.of();
    }

    /** The entries of a list of values of one type; an empty list when it is not given. */
    @SuppressWarnings("unchecked")
    <T> List<Item<T>> items(String name) {
        return has(name) ? (List<Item<T>>) raw(name) : List.of();
    }

    /** The values of {@link #items}. */
    <T> List<T> list(String name) {
        return this.<T>items(name).stream().map(Item::value).toList();
    }
}
