// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says what a YAML parser means in words of someone who has never read the YAML specification. */
final class SyntaxWords {
    private static final String SAME_LEVEL = "give lines that belong together the same indentation";

    private final SourceText source;
    private final String problem;
    private final Spot spot;
    private final Spot opened;
    private final Report report;

    private SyntaxWords(SourceText source, MarkedYamlEngineException e, Report report) {
        this.source = source;
        this.problem = Optional.ofNullable(e.getProblem()).orElse("");
        this.spot = spot(source, e.getProblemMark().or(e::getContextMark));
        this.opened = spot(source, e.getContextMark().or(e::getProblemMark));
        this.report = report;
    }

    static void report(SourceText source, MarkedYamlEngineException e, Report report) {
        String context = Optional.ofNullable(e.getContext()).orElse("");
        new SyntaxWords(source, e, report).translate(context);
    }

    private void translate(String context) {
        int tab = indent(spot.line()).indexOf('\t');
        if (tab >= 0 || problem.contains("TAB")) {
            Spot at = tab < 0 ? spot : new Spot(source, spot.line(), tab + 1, 1, "");
            report.error(at, Code.TAB, "a tab character", "use spaces: YAML does not allow tabs here");
        } else if (context.contains("quoted scalar")) {
            quoted();
        } else if (problem.contains("cannot start any token") || problem.contains("node content")) {
            report.error(spot, Code.SYNTAX, "a value cannot begin with this character", "put the text in quotes");
        } else if (context.contains("flow")) {
            bracket(context.contains("sequence") ? "[" : "{");
        } else if (problem.contains("could not find expected ':'")) {
            noColon(opened);
        } else if (problem.contains("mapping values are not allowed")) {
            colon();
        } else if (context.startsWith("while parsing a block")) {
            block();
        } else {
            String words = problem.replaceAll("\\s+", " ");
            report.error(spot, Code.SYNTAX, "not understood: " + words, "check this line and the one before it");
        }
    }

    private void quoted() {
        if (problem.contains("escape")) {
            String hint = "use 'single quotes': a backslash means itself there";
            report.error(spot, Code.SYNTAX, "an unknown escape after \\ in a double-quoted text", hint);
        } else {
            report.error(opened, Code.UNCLOSED, "this quote is opened and never closed", "close it on the same line");
        }
    }

    private void bracket(String bracket) {
        String message =
                "this " + bracket + " is not closed, or a comma or bracket is missing up to line " + spot.line();
        String hint = "separate entries with commas and close with " + (bracket.equals("[") ? "]" : "}");
        report.error(opened, Code.UNCLOSED, message, hint);
    }

    private void noColon(Spot at) {
        report.error(at, Code.SYNTAX, "a key without a colon", "write key: value, with a space after the colon");
    }

    /** A colon where none may be: a second one in the line, a line too deep, or the line above is no key. */
    private void colon() {
        int above = above(spot.line());
        if (text(spot.line()).substring(0, spot.column() - 1).contains(": ")) {
            report.error(
                    spot, Code.SYNTAX, "a second \": \" in this line", "put a text that contains \": \" in quotes");
        } else if (above > 0 && indent(spot.line()).length() > indent(above).length()) {
            String message = "indented by " + spaces(indent(spot.line()).length()) + "; line " + above + " above it by "
                    + indent(above).length();
            Spot first = new Spot(source, spot.line(), indent(spot.line()).length() + 1, 1, "");
            report.error(first, Code.INDENTATION, message, SAME_LEVEL);
        } else {
            int line = Math.max(above, 1);
            noColon(new Spot(
                    source, line, indent(line).length() + 1, text(line).strip().length(), ""));
        }
    }

    private void block() {
        int depth = indent(spot.line()).length();
        List<Integer> levels = source.lines().subList(0, spot.line() - 1).stream()
                .filter(line -> !line.isBlank())
                .map(line -> line.length() - line.stripLeading().length())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .toList();
        if (levels.contains(depth)) {
            String hint = "write key: value, or - value, like its neighbours";
            report.error(spot, Code.SYNTAX, "not a key and not a list entry of what stands above", hint);
            return;
        }
        String known = levels.stream().map(String::valueOf).collect(Collectors.joining(", "));
        String message = "indented by " + spaces(depth) + "; the lines above it by " + known;
        report.error(spot, Code.INDENTATION, message, SAME_LEVEL);
    }

    /** Number of the nearest line above that is not blank, or 0. */
    private int above(int line) {
        int above = line - 1;
        while (above > 0 && text(above).isBlank()) {
            above--;
        }
        return above;
    }

    private String text(int line) {
        return line >= 1 && line <= source.lines().size() ? source.lines().get(line - 1) : "";
    }

    private String indent(int line) {
        String text = text(line);
        return text.substring(0, text.length() - text.stripLeading().length());
    }

    private static String spaces(int count) {
        return count + (count == 1 ? " space" : " spaces");
    }

    private static Spot spot(SourceText source, Optional<Mark> mark) {
        int lines = Math.max(1, source.lines().size());
        int line = Math.min(mark.map(Mark::getLine).orElse(0) + 1, lines);
        int width = source.lines().isEmpty() ? 0 : source.lines().get(line - 1).length();
        int column = Math.min(mark.map(Mark::getColumn).orElse(0), width) + 1;
        return new Spot(source, line, column, 1, "");
    }

    /** The place of the character number {@code index} (0 and up) of the text. */
    static Spot spotOfIndex(SourceText source, int index) {
        String before = source.text().substring(0, Math.min(index, source.text().length()));
        int line = (int) before.chars().filter(character -> character == '\n').count() + 1;
        return new Spot(source, line, before.length() - before.lastIndexOf('\n'), 1, "");
    }
}
