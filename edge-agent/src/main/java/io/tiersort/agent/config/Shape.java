// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The keys an object may have. When {@code chosenBy} is not empty, the value of that key picks one of {@code variants},
 * whose fields then come on top of {@code fields}.
 *
 * @param what the object, for messages, such as {@code a chute}
 */
record Shape(String what, List<Field> fields, String chosenBy, Map<String, Shape> variants) {
    Shape {
        fields = List.copyOf(fields);
        variants = Map.copyOf(variants);
    }

    static Shape of(String what, Field... fields) {
        return new Shape(what, List.of(fields), "", Map.of());
    }

    /** The same object with further keys that depend on the value of the key {@code by}. */
    Shape choosing(String by, Map<String, Shape> shapes) {
        return new Shape(what, fields, by, new TreeMap<>(shapes));
    }

    Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    List<String> keys() {
        return fields.stream().map(Field::name).toList();
    }
}
