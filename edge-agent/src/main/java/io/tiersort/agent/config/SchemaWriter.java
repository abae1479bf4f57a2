// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.plan.Condition.NumberField;
import io.tiersort.agent.plan.Condition.TextField;
import io.tiersort.device.Option;
import io.tiersort.device.Option.Kind;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes the shapes as JSON schema 2020-12, for completion and marking in editors. */
final class SchemaWriter {
    private static final String CONDITION = "#/$defs/condition";

    private SchemaWriter() {}

    /** A whole schema file; {@code conditions} adds the definition that plans refer to. */
    static String write(String title, Shape root, boolean conditions) {
        JsonObject schema = new JsonObject()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("title", title)
                .mergeIn(object(root));
        if (conditions) {
            schema.put("$defs", new JsonObject().put("condition", condition()));
        }
        return schema.encodePrettily() + "\n";
    }

    private static JsonObject object(Shape shape) {
        if (shape.chosenBy().isEmpty()) {
            return closed(shape.fields());
        }
        JsonArray variants = new JsonArray();
        for (Map.Entry<String, Shape> variant : new TreeMap<>(shape.variants()).entrySet()) {
            JsonObject one = closed(shape.fields());
            JsonObject own = closed(variant.getValue().fields());
            one.getJsonObject("properties")
                    .mergeIn(own.getJsonObject("properties"))
                    .put(shape.chosenBy(), new JsonObject().put("const", variant.getKey()));
            one.getJsonArray("required").addAll(own.getJsonArray("required"));
            variants.add(one);
        }
        return new JsonObject().put("oneOf", variants);
    }

    private static JsonObject closed(List<Field> fields) {
        JsonObject properties = new JsonObject();
        JsonArray required = new JsonArray();
        for (Field field : fields) {
            properties.put(field.name(), described(field));
            if (field.option().required()) {
                required.add(field.name());
            }
        }
        return new JsonObject()
                .put("type", "object")
                .put("properties", properties)
                .put("required", required)
                .put("additionalProperties", false);
    }

    private static JsonObject described(Field field) {
        JsonObject schema = value(field).put("description", field.option().doc());
        String fallback = field.option().fallback();
        if (fallback != null && field.form() == Field.Form.SCALAR) {
            schema.put("default", field.bare() ? new JsonArray("[" + fallback + "]").getValue(0) : fallback);
        }
        return schema;
    }

    private static JsonObject value(Field field) {
        Shape shape = field.shape();
        return switch (field.form()) {
            case SCALAR -> scalar(field);
            case LIST -> oneOrMore(scalar(field), field.option().required());
            case SECRET -> closed(List.of(Field.of(Option.required("secret", Kind.TEXT, "Name."), Format.SECRET)));
            case CONDITION -> new JsonObject().put("$ref", CONDITION);
            case OBJECT -> shape == null ? new JsonObject() : object(shape);
            case BRIEF -> shape == null ? new JsonObject() : brief(shape);
            case OBJECTS -> {
                JsonObject list = new JsonObject().put("type", "array");
                if (field.option().required()) {
                    list.put("minItems", 1);
                }
                yield shape == null ? list : list.put("items", object(shape));
            }
        };
    }

    private static JsonObject brief(Shape shape) {
        JsonArray forms = new JsonArray().add(value(shape.fields().get(0))).add(object(shape));
        return oneOrMore(new JsonObject().put("anyOf", forms), true);
    }

    private static JsonObject oneOrMore(JsonObject single, boolean required) {
        JsonObject list = new JsonObject().put("type", "array").put("items", single);
        if (required) {
            list.put("minItems", 1);
        }
        return new JsonObject().put("anyOf", new JsonArray().add(single).add(list));
    }

    private static JsonObject scalar(Field field) {
        Option option = field.option();
        if (field.format() == Format.VERSION) {
            return new JsonObject().put("const", 1);
        }
        if (field.format() == Format.FRACTION) {
            return new JsonObject().put("type", "number").put("minimum", 0).put("maximum", 1);
        }
        return switch (option.kind()) {
            case INTEGER ->
                new JsonObject()
                        .put("type", "integer")
                        .put("minimum", option.min())
                        .put("maximum", option.max());
            case FLAG -> new JsonObject().put("type", "boolean");
            case CHOICE -> new JsonObject().put("enum", new JsonArray(option.choices()));
            case DURATION -> text("^[0-9.]+ ?(ms|s|min|h)$");
            case LENGTH -> text("^[0-9.]+ ?(mm|cm|m)$");
            case MASS -> text("^[0-9.]+ ?(g|kg)$");
            case SPEED -> text("^[0-9.]+ ?(mm/s|m/s)$");
            case SIZE -> text("^[0-9.]+ ?(B|KiB|MiB)$");
            default ->
                text(
                        field.format().pattern().isEmpty()
                                ? ""
                                : "^(" + field.format().pattern() + ")$");
        };
    }

    private static JsonObject text(String pattern) {
        JsonObject text = new JsonObject().put("type", "string");
        return pattern.isEmpty() ? text : text.put("pattern", pattern);
    }

    private static JsonObject condition() {
        JsonObject properties = new JsonObject();
        for (TextField field : TextField.values()) {
            properties.put(ConditionReader.word(field), text(field));
        }
        for (NumberField field : NumberField.values()) {
            JsonObject bounds = closed(List.of(
                    ConditionReader.bound(field, ConditionReader.AT_LEAST),
                    ConditionReader.bound(field, ConditionReader.AT_MOST)));
            properties.put(ConditionReader.word(field), bounds.put("minProperties", 1));
        }
        JsonObject reference = new JsonObject().put("$ref", CONDITION);
        JsonObject several =
                new JsonObject().put("type", "array").put("items", reference).put("minItems", 1);
        properties.put("any", several).put("all", several).put("not", reference);
        return new JsonObject()
                .put("type", "object")
                .put("properties", properties)
                .put("additionalProperties", false);
    }

    private static JsonObject text(TextField field) {
        JsonObject word = new JsonObject().put("type", "string");
        JsonObject words = oneOrMore(word, true);
        JsonArray forms = words.copy().getJsonArray("anyOf").add(only(ConditionReader.STARTS_WITH, words));
        if (field != TextField.FLAGS) {
            JsonObject two = new JsonObject()
                    .put("type", "array")
                    .put("items", word)
                    .put("minItems", 2)
                    .put("maxItems", 2);
            forms.add(only(ConditionReader.BETWEEN, two));
            forms.add(object(ConditionReader.listedShape()));
        }
        return new JsonObject().put("anyOf", forms);
    }

    private static JsonObject only(String key, JsonObject value) {
        return new JsonObject()
                .put("type", "object")
                .put("properties", new JsonObject().put(key, value))
                .put("required", new JsonArray().add(key))
                .put("additionalProperties", false);
    }
}
