// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.device.DriverType;
import io.tiersort.device.Option;
import io.tiersort.device.Option.Kind;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes what {@code config/} documents, from the descriptions that files are read with. */
public final class Reference {
    private static final String AT_START = "A change applies at the next start of the agent.";
    private static final String AT_ACTIVATION = "A change applies to parcels inducted after the plan is activated.";

    private final StringBuilder out = new StringBuilder();

    private Reference() {}

    /** The generated files by name relative to {@code config/}: reference and schemas. */
    public static SortedMap<String, String> files(List<DriverType> drivers) {
        SortedMap<String, String> files = new TreeMap<>();
        files.put("README.md", new Reference().readme(drivers));
        files.put("schema/site-1.json", SchemaWriter.write("Tiersort site", SiteShapes.root(drivers), false));
        files.put("schema/plan-1.json", SchemaWriter.write("Tiersort plan", PlanShapes.root(), true));
        return files;
    }

    private String readme(List<DriverType> drivers) {
        out.append("""
                # Configuration of Tiersort

                A site is a directory:

                | File | What it is |
                |---|---|
                | `site.yaml` | devices, lines, uplinks: changed by engineers |
                | `conf.d/*.yaml` | optional; further `devices:` and `uplinks:` |
                | `plans/<plan>/plan.yaml` | a sort plan: tiers, rules, chutes, cut-offs: changed by operations |
                | `plans/<plan>/*.csv` | the tables that the plan names, such as postcodes to zones |
                | `secrets/<name>` | one secret each, mode 0640; `$CREDENTIALS_DIRECTORY` is looked in first |

                Whole sites to start from, each with a page that explains its plan:

                | Example | What it shows |
                |---|---|
                | [`minimal`](examples/minimal/README.md) | a first line: one tunnel, one sorter, four chutes |
                | [`city-hub`](examples/city-hub/README.md) | same-day, time slots, lockers with compartments, capacities, holidays |
                | [`next-day-hub`](examples/next-day-hub/README.md) | trunks by postcode and carrier tables, labels without an announcement |
                | [`returns-centre`](examples/returns-centre/README.md) | sorting by category, value and danger; weights that must agree |
                | [`peak-day`](examples/peak-day/README.md) | a loop with throttle, balance, rate limits, early closing |

                `schema/` has JSON schemas: begin a file with
                `# yaml-language-server: $schema=…/schema/site-1.json` and the editor completes and marks it.

                The files are YAML 1.2 without anchors and tags. Units are written: `250ms`, `1.2m`, `2.5kg`, `1500mm/s`.
                Numbers that are names (postcodes, ids) stand in quotes: `"10115"`. Unknown keys are errors. In topics and
                client ids `{site}`, `{agent}` and `{id}` are filled in. A list of one entry may stand without brackets.

                Files with errors never stop a line: the last accepted revision runs on, and the problems are reported with
                file, line and column.
                """);
        section("Site: site.yaml", SiteShapes.root(drivers), AT_START);
        section("Plan: plan.yaml", PlanShapes.root(), AT_ACTIVATION);
        conditions();
        tables();
        codes();
        return out.toString();
    }

    private void section(String title, Shape shape, String applies) {
        out.append("\n## ").append(title).append("\n\n").append(applies).append('\n');
        table("", shape);
    }

    private void table(String path, Shape shape) {
        if (!path.isEmpty()) {
            out.append("\n### `").append(path).append("`\n");
        }
        rows(shape.fields());
        new TreeMap<>(shape.variants()).forEach((name, variant) -> {
            out.append("\n#### `")
                    .append(path)
                    .append("` with `")
                    .append(shape.chosenBy())
                    .append(": ");
            out.append(name).append("`\n");
            rows(variant.fields());
        });
        for (Field field : shape.fields()) {
            if (field.shape() != null) {
                String list = field.form() == Field.Form.OBJECT ? "" : "[]";
                table((path.isEmpty() ? "" : path + ".") + field.name() + list, field.shape());
            }
        }
    }

    private void rows(List<Field> fields) {
        out.append("\n| Key | Meaning | Value | Range | Default |\n|---|---|---|---|---|\n");
        for (Field field : fields) {
            row("`" + field.name() + "`", field.option().doc(), kind(field), range(field), fallback(field));
        }
    }

    private void row(String... cells) {
        for (String cell : cells) {
            out.append("| ").append(cell.replace("|", "\\|")).append(' ');
        }
        out.append("|\n");
    }

    private static String kind(Field field) {
        return switch (field.form()) {
            case SCALAR -> field.expectation();
            case LIST -> field.option().kind() == Kind.TEXTS ? "a list of texts" : "a list: " + field.expectation();
            case OBJECT -> "an object, see below";
            case OBJECTS -> "a list of objects, see below";
            case BRIEF -> "a list: " + first(field) + ", or objects, see below";
            case SECRET -> "`{secret: name}`";
            case CONDITION -> "a condition, see below";
        };
    }

    private static String first(Field field) {
        return field.shape() == null ? "" : field.shape().fields().get(0).expectation();
    }

    private static String range(Field field) {
        Option option = field.option();
        String unit = switch (option.kind()) {
            case DURATION -> "ms";
            case LENGTH -> "mm";
            case MASS -> "g";
            case SPEED -> "mm/s";
            case SIZE -> "bytes";
            case INTEGER -> "";
            default -> "none";
        };
        if (unit.equals("none") || field.format() == Format.VERSION) {
            return "";
        }
        if (option.max() == Integer.MAX_VALUE) {
            return (option.min() + " " + unit).strip() + " and up";
        }
        return (option.min() + " to " + option.max() + " " + unit).strip();
    }

    private static String fallback(Field field) {
        String text = field.option().fallback();
        if (field.option().required()) {
            return "must be given";
        }
        if (text == null) {
            return "not there";
        }
        return field.form() == Field.Form.OBJECT ? "all defaults" : text.isEmpty() ? "empty" : "`" + text + "`";
    }

    private void conditions() {
        out.append("""

                ## Conditions

                `when: {}` holds always. An object holds when all its entries hold.

                | Entry | Holds when |
                |---|---|
                | `service: same-day` | the field is this word |
                | `segment: [business, pharmacy]` | the field is one of these words |
                | `flags: [high-value, hazmat]` | one of these flags is set |
                | `postcode: {starts-with: ["10", "12"]}` | the field begins with one of these |
                | `postcode: {between: ["10115", "14199"]}` | its first five characters lie within, both included |
                | `postcode: {table: zones, is: [inner]}` | the table gives one of these words for it |
                | `weight: {at-least: 2kg, at-most: 30kg}` | the weight lies within; an unknown one counts as 0 |
                | `length: {at-most: 640mm}` | the longest side lies within; an unknown one counts as 0 |
                | `volume: {at-most: 30l}` | the volume of the box lies within; an unknown one counts as 0 |
                | `missed-deliveries: {at-least: 2}` | so many deliveries in a row found nobody |
                | `any: [{…}, {…}]` | one of the conditions holds |
                | `all: [{…}, {…}]` | all of the conditions hold |
                | `not: {…}` | the condition does not hold |
                """);
        out.append("\nKeys: ").append(String.join(", ", ConditionReader.keys()));
        out.append("; `tier` only in routes.\nFlags: ")
                .append(String.join(", ", ConditionReader.flags()))
                .append(".\n");
    }

    private void tables() {
        out.append("""

                ## Tables

                A table is a CSV file beside `plan.yaml` with the header `from,to,value` and at most %d rows. A row gives its
                word to every key whose first characters lie between `from` and `to`, both included and of one length; an
                empty `to` means `from` alone. Ranges of one length share no key; of ranges of several lengths the longest
                wins, so that a town may be told apart from the region around it. Cells are written without quotes.
                """.formatted(TableFile.ROWS_MAX));
    }

    private void codes() {
        out.append("\n## Problem codes\n\n| Code | Meaning |\n|---|---|\n");
        for (Code code : Code.values()) {
            String anchor = "<a id=\"" + code.id().toLowerCase(Locale.ROOT) + "\"></a>";
            row(anchor + code.id(), code.explanation());
        }
    }
}
