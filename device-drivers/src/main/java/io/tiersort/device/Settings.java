// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Checked values of a list of {@link Option}s, defaults filled in. Asking for an unknown name is a programming error. */
public final class Settings {
    private final Map<String, Object> values;

    private Settings(Map<String, Object> values) {
        this.values = Map.copyOf(values);
    }

    /** From values that {@link Option#parse} returned; missing ones take their defaults. */
    public static Settings of(List<Option> options, Map<String, Object> given) {
        Map<String, Object> all = new HashMap<>();
        for (Option option : options) {
            Object value = given.get(option.name());
            if (value == null && option.fallback() != null) {
                value = option.parse(option.fallback()).value();
            }
            if (value != null) {
                all.put(option.name(), value);
            }
        }
        return new Settings(all);
    }

    /** From texts as a person writes them; throws {@link IllegalArgumentException} with every problem. */
    public static Settings parse(List<Option> options, Map<String, String> texts) {
        Map<String, Object> given = new HashMap<>();
        List<String> problems = new ArrayList<>();
        for (Option option : options) {
            String text = texts.get(option.name());
            if (text == null) {
                if (option.required()) {
                    problems.add(option.name() + ": missing");
                }
                continue;
            }
            Option.Parsed parsed = option.parse(text);
            if (parsed.value() == null) {
                problems.add(option.name() + ": found \"" + text + "\"; " + parsed.problem());
            } else {
                given.put(option.name(), parsed.value());
            }
        }
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return of(options, given);
    }

    /** True when the option has a value, its own or a default. */
    public boolean has(String name) {
        return values.containsKey(name);
    }

    /** A text, a host, a choice or a secret. */
    public String text(String name) {
        return value(name, String.class);
    }

    /** A whole number, or a length in mm, a mass in grams, a speed in mm/s, a size in bytes. */
    public int number(String name) {
        return Math.toIntExact(value(name, Long.class));
    }

    /** A duration. */
    public Duration duration(String name) {
        return value(name, Duration.class);
    }

    /** A yes or no. */
    public boolean flag(String name) {
        return value(name, Boolean.class);
    }

    /** A list of texts. */
    @SuppressWarnings("unchecked")
    public List<String> texts(String name) {
        return value(name, List.class);
    }

    private <T> T value(String name, Class<T> type) {
        Object value = values.get(name);
        if (value == null) {
            throw new IllegalStateException("setting \"" + name + "\" has no value and no default");
        }
        return type.cast(value);
    }
}
