// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.fact;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Records to JSON objects and back, by component name. Knows long, int, boolean, String, enums, records and lists of
 * these: what facts are made of. A component missing in the JSON reads as 0, false, an empty text or an empty list, so
 * that older records stay readable when a fact gains a component. Any thread.
 */
final class RecordJson {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final Map<Class<?>, Object> ZEROS = Map.of(long.class, 0L, int.class, 0, boolean.class, false);
    private static final Map<Class<?>, Shape> SHAPES = new ConcurrentHashMap<>();

    private record Shape(List<RecordComponent> components, Constructor<?> constructor) {
        static Shape of(Class<?> type) {
            RecordComponent[] components = type.getRecordComponents();
            Class<?>[] types = new Class<?>[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                components[i].getAccessor().setAccessible(true);
            }
            try {
                Constructor<?> constructor = type.getDeclaredConstructor(types);
                constructor.setAccessible(true);
                return new Shape(List.of(components), constructor);
            } catch (NoSuchMethodException missing) {
                throw new IllegalStateException("not a record: " + type, missing);
            }
        }
    }

    private RecordJson() {}

    /** The record as a JSON object in UTF-8. */
    static byte[] write(Record value) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(256);
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            object(json, value);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }

    private static void object(JsonGenerator json, Record value) throws IOException {
        json.writeStartObject();
        for (RecordComponent component : shape(value.getClass()).components()) {
            json.writeFieldName(component.getName());
            any(json, call(component, value));
        }
        json.writeEndObject();
    }

    private static void any(JsonGenerator json, Object value) throws IOException {
        if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Integer number) {
            json.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Enum<?> constant) {
            json.writeString(constant.name());
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                any(json, element);
            }
            json.writeEndArray();
        } else {
            object(json, (Record) value);
        }
    }

    /** A record from a JSON object; throws {@link IllegalArgumentException} naming the component that does not fit. */
    static <T extends Record> T read(Class<T> type, JsonObject json) {
        Shape shape = shape(type);
        Object[] values = new Object[shape.components().size()];
        for (int i = 0; i < values.length; i++) {
            RecordComponent component = shape.components().get(i);
            try {
                values[i] = value(component.getGenericType(), json.getValue(component.getName()));
            } catch (ClassCastException | IllegalArgumentException wrong) {
                throw new IllegalArgumentException(
                        type.getSimpleName() + "." + component.getName() + ": found "
                                + json.getValue(component.getName()) + "; expected "
                                + component.getGenericType().getTypeName(),
                        wrong);
            }
        }
        return type.cast(create(shape.constructor(), values));
    }

    private static Object value(Type type, @Nullable Object json) {
        if (type instanceof ParameterizedType list) {
            return list(list.getActualTypeArguments()[0], json);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return constant(plain, json);
        }
        if (plain.isRecord()) {
            return read(plain.asSubclass(Record.class), json == null ? new JsonObject() : (JsonObject) json);
        }
        return json == null ? ZEROS.getOrDefault(plain, "") : simple(plain, json);
    }

    private static Object simple(Class<?> type, Object json) {
        if (type == long.class || type == Long.class) {
            return ((Number) json).longValue();
        }
        if (type == int.class || type == Integer.class) {
            return ((Number) json).intValue();
        }
        return type == boolean.class ? (Object) (Boolean) json : (String) json;
    }

    private static Object constant(Class<?> type, @Nullable Object name) {
        for (Object constant : type.getEnumConstants()) {
            if (name == null || ((Enum<?>) constant).name().equals(name)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("unknown word " + name);
    }

    private static List<Object> list(Type element, @Nullable Object json) {
        List<Object> values = new ArrayList<>();
        if (json != null) {
            JsonArray array = (JsonArray) json;
            for (int i = 0; i < array.size(); i++) {
                values.add(value(element, array.getValue(i)));
            }
        }
        return values;
    }

    private static Shape shape(Class<?> type) {
        return SHAPES.computeIfAbsent(type, Shape::of);
    }

    private static Object call(RecordComponent component, Record value) {
        try {
            return component.getAccessor().invoke(value);
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException("cannot read " + component, impossible);
        }
    }

    private static Object create(Constructor<?> constructor, Object[] values) {
        try {
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException wrong) {
            throw new IllegalArgumentException(
                    "cannot make " + constructor.getDeclaringClass().getSimpleName(), wrong);
        }
    }
}
