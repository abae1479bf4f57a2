// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;

/** Says what a YAML parser means in words of someone who has never read the YAML specification. */
final class SyntaxWords {
    private SyntaxWords() {}

    static void report(SourceText source, MarkedYamlEngineException e, Report report) {
        String problem = Optional.ofNullable(e.getProblem()).orElse("");
        String context = Optional.ofNullable(e.getContext()).orElse("");
        Spot spot = spot(source, e.getProblemMark().or(e::getContextMark));
        Spot opened = spot(source, e.getContextMark().or(e::getProblemMark));
        String line = spot.line() <= source.lines().size() ? source.lines().get(spot.line() - 1) : "";
        if (problem.contains("TAB") || tabIndented(line)) {
            report.error(atTab(spot, line), Code.TAB, "a tab character", "use spaces: YAML does not allow tabs here");
        } else if (context.contains("quoted scalar")) {
            quoted(opened, problem, spot, report);
        } else if (context.contains("flow")) {
            String bracket = context.contains("sequence") ? "[" : "{";
            report.error(
                    opened,
                    Code.UNCLOSED,
                    "this " + bracket + " is not closed, or a comma or bracket is missing up to line " + spot.line(),
                    "separate entries with commas and close with " + (bracket.equals("[") ? "]" : "}"));
        } else if (problem.contains("could not find expected ':'")) {
            report.error(
                    opened, Code.SYNTAX, "a key without a colon", "write key: value, with a space after the colon");
        } else if (problem.contains("mapping values are not allowed")) {
            report.error(spot, Code.SYNTAX, "a second colon, or a line indented too deep", nested(spot, line));
        } else if (context.contains("block")) {
            indentation(opened, spot, line, report);
        } else {
            report.error(spot, Code.SYNTAX, "not understood: " + problem, "check this line and the one before it");
        }
    }

    private static void quoted(Spot opened, String problem, Spot spot, Report report) {
        if (problem.contains("escape")) {
            report.error(
                    spot,
                    Code.SYNTAX,
                    "an unknown escape after \\ in a double-quoted text",
                    "use 'single quotes': a backslash means itself there");
        } else {
            report.error(opened, Code.UNCLOSED, "this quote is opened and never closed", "close it on the same line");
        }
    }

    private static String nested(Spot spot, String line) {
        return line.indexOf(':') == spot.column() - 1
                ? "indent the line like the keys above it"
                : "put a text that contains \": \" in quotes";
    }

    private static void indentation(Spot opened, Spot spot, String line, Report report) {
        int indent = line.length() - line.stripLeading().length();
        if (indent + 1 == opened.column()) {
            report.error(
                    spot,
                    Code.SYNTAX,
                    "not a key and not a list entry",
                    "write key: value, or - value, like its neighbours");
            return;
        }
        String message = "indented by " + spaces(indent) + "; the object that begins in line " + opened.line()
                + " is indented by " + spaces(opened.column() - 1);
        report.error(spot, Code.INDENTATION, message, "give lines that belong together the same indentation");
    }

    private static String spaces(int count) {
        return count + (count == 1 ? " space" : " spaces");
    }

    private static boolean tabIndented(String line) {
        String indent = line.substring(0, line.length() - line.stripLeading().length());
        return indent.contains("\t");
    }

    private static Spot atTab(Spot spot, String line) {
        int tab = line.indexOf('\t');
        return tab < 0 ? spot : new Spot(spot.source(), spot.line(), tab + 1, 1, "");
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
