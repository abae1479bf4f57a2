// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.device.Option;
import io.tiersort.device.Option.Kind;
import org.jspecify.annotations.Nullable;

/**
 * One key of an object: the single description from which binding, messages, the JSON schema and the reference come.
 *
 * @param shape of the value for {@link Form#OBJECT}, {@link Form#OBJECTS} and {@link Form#BRIEF}, else null
 */
record Field(
        Option option, Form form, Format format, @Nullable Shape shape) {
    /** What stands behind the key. */
    enum Form {
        SCALAR,
        /** Several scalars; a single one may stand without brackets. */
        LIST,
        OBJECT,
        OBJECTS,
        /** As {@link #OBJECTS}; an entry may be written as the value of its first key alone, a single one without brackets. */
        BRIEF,
        /** {@code {secret: name}}. */
        SECRET,
        /** A condition of a plan; read by {@link ConditionReader}. */
        CONDITION
    }

    /** A single value. */
    static Field of(Option option) {
        return switch (option.kind()) {
            case SECRET -> new Field(option, Form.SECRET, Format.SECRET, null);
            case TEXTS -> new Field(option, Form.LIST, Format.PLAIN, null);
            default -> new Field(option, Form.SCALAR, Format.PLAIN, null);
        };
    }

    /** A single value in a narrower format. */
    static Field of(Option option, Format format) {
        return new Field(option, Form.SCALAR, format, null);
    }

    /** A list of values; a required one has at least one entry. */
    static Field list(Option option, Format format) {
        return new Field(option, Form.LIST, format, null);
    }

    /** An object that must be given. */
    static Field object(String name, Shape shape, String doc) {
        return new Field(Option.required(name, Kind.TEXT, doc), Form.OBJECT, Format.PLAIN, shape);
    }

    /** An object that may be left out and then consists of its defaults. */
    static Field defaulted(String name, Shape shape, String doc) {
        return new Field(Option.optional(name, Kind.TEXT, "{}", doc), Form.OBJECT, Format.PLAIN, shape);
    }

    /** An object that may be left out and is then not there. */
    static Field absent(String name, Shape shape, String doc) {
        return new Field(Option.absent(name, Kind.TEXT, doc), Form.OBJECT, Format.PLAIN, shape);
    }

    /** A list of objects with at least one entry. */
    static Field objects(String name, Shape shape, String doc) {
        return new Field(Option.required(name, Kind.TEXT, doc), Form.OBJECTS, Format.PLAIN, shape);
    }

    /** A list of objects that may be left out. */
    static Field maybe(String name, Shape shape, String doc) {
        return new Field(Option.absent(name, Kind.TEXT, doc), Form.OBJECTS, Format.PLAIN, shape);
    }

    /** A list of objects, each of which may be written as the value of its first key; at least one entry. */
    static Field brief(String name, Shape shape, String doc) {
        return new Field(Option.required(name, Kind.TEXT, doc), Form.BRIEF, Format.PLAIN, shape);
    }

    /** The condition of a rule. */
    static Field condition(String name, String doc) {
        return new Field(Option.required(name, Kind.TEXT, doc), Form.CONDITION, Format.PLAIN, null);
    }

    String name() {
        return option.name();
    }

    /** What a person is told to write. */
    String expectation() {
        if (option.kind() == Kind.CHOICE) {
            return "one of " + String.join(", ", option.choices());
        }
        return format == Format.PLAIN ? option.kind().expectation() : format.expectation();
    }

    /** True when the value is one that YAML writes without quotes: a number, true or false. */
    boolean bare() {
        return option.kind() == Kind.INTEGER
                || option.kind() == Kind.FLAG
                || format == Format.VERSION
                || format == Format.FRACTION;
    }

    /** True when a bare number is no accident of YAML but a forgotten unit. */
    boolean measured() {
        return switch (option.kind()) {
            case DURATION, LENGTH, MASS, SPEED, SIZE -> true;
            default -> format == Format.FINE_LENGTH || format == Format.VOLUME;
        };
    }

    Option.Parsed parse(String text) {
        return format == Format.PLAIN ? option.parse(text) : format.parse(text);
    }
}
