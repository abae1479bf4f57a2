// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads one YAML 1.2 document into a {@link Tree}. Works on the parser's events rather than its node tree, because events
 * let a duplicate key, an anchor or excessive nesting be a problem with a place and the reading go on behind it.
 */
final class YamlText {
    private static final int DEPTH_MAX = 24;

    /** Ends the reading at once: the parser takes long over brackets without end. Already reported. */
    private static final class TooDeep extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooDeep() {
            super("nesting", null, false, false);
        }
    }

    private final SourceText source;
    private final Report report;
    private final Iterator<Event> events;

    private YamlText(SourceText source, Report report) {
        this.source = source;
        this.report = report;
        LoadSettings settings = LoadSettings.builder().setLabel(source.name()).build();
        this.events = new Parse(settings).parseString(source.text()).iterator();
    }

    /** The document, or nothing and a problem in {@code report}. */
    static Optional<Tree> read(SourceText source, Report report) {
        try {
            return new YamlText(source, report).document();
        } catch (TooDeep e) {
            return Optional.empty();
        } catch (MarkedYamlEngineException e) {
            SyntaxWords.report(source, e, report);
        } catch (ReaderException e) {
            Spot spot = SyntaxWords.spotOfIndex(source, e.getPosition());
            String character = String.format("U+%04X", e.getCodePoint());
            report.error(spot, Code.SYNTAX, "character " + character + " is not allowed", "remove it");
        } catch (YamlEngineException e) {
            report.error(Spot.start(source), Code.SYNTAX, "not readable as YAML: " + e.getMessage(), "");
        }
        return Optional.empty();
    }

    private Optional<Tree> document() {
        Tree root = null;
        boolean empty = true;
        while (events.hasNext()) {
            Event event = events.next();
            if (event.getEventId() == Event.ID.DocumentStart && root != null) {
                report.error(
                        spot(event, ""), Code.NOT_USED_HERE, "a second document starts here", "remove the line ---");
                return Optional.of(root);
            }
            if (event instanceof NodeEvent) {
                root = node(event, "", 0);
                empty = false;
            }
        }
        if (empty) {
            report.error(Spot.start(source), Code.UNREADABLE, "the file is empty", "begin with: version: 1");
        }
        return Optional.ofNullable(root);
    }

    /** The value that begins with {@code event}, with everything in it consumed. */
    private Tree node(Event event, String path, int depth) {
        Spot spot = spot(event, path);
        if (event.getEventId() == Event.ID.Alias || anchored(event)) {
            report.error(
                    spot, Code.NOT_USED_HERE, "anchors (&) and aliases (*) are not used here", "write the value out");
            skip(event);
            return new Tree.Unread(spot);
        }
        if (depth > DEPTH_MAX) {
            String message = "more than " + DEPTH_MAX + " levels of nesting";
            report.error(spot, Code.NOT_USED_HERE, message, "check the brackets");
            throw new TooDeep();
        }
        if (event instanceof ScalarEvent scalar) {
            if (scalar.getTag().isPresent()) {
                report.error(spot, Code.NOT_USED_HERE, "tags (!) are not used here", "put the text in quotes");
            }
            return new Tree.Scalar(spot, scalar.getValue(), scalar.isPlain());
        }
        return event.getEventId() == Event.ID.SequenceStart ? items(spot, depth) : entries(spot, depth);
    }

    private Tree items(Spot spot, int depth) {
        List<Tree> items = new ArrayList<>();
        int index = 0;
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(event, spot.path() + "[" + index++ + "]", depth + 1));
        }
        return new Tree.Items(spot, List.copyOf(items));
    }

    private Tree entries(Spot spot, int depth) {
        Map<String, Spot> seen = new HashMap<>();
        List<Tree.Entry> entries = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            Tree.Entry entry = entry(event, spot.path(), depth);
            if (entry == null) {
                continue;
            }
            Spot first = seen.putIfAbsent(entry.key(), entry.spot());
            if (first == null) {
                entries.add(entry);
            } else {
                String message = "\"" + entry.key() + "\" is written twice, first in line " + first.line();
                report.error(entry.spot(), Code.DUPLICATE_KEY, message, "remove one of the two");
            }
        }
        return new Tree.Entries(spot, List.copyOf(entries));
    }

    private Tree.@Nullable Entry entry(Event event, String parent, int depth) {
        if (!(event instanceof ScalarEvent key)) {
            report.error(spot(event, parent), Code.SYNTAX, "a key must be a word", "put the text in quotes");
            skip(event);
            skip(events.next());
            return null;
        }
        String path = parent.isEmpty() ? key.getValue() : parent + "." + key.getValue();
        Tree value = node(events.next(), path, depth + 1);
        return new Tree.Entry(spot(event, path), key.getValue(), value);
    }

    private void skip(Event first) {
        int open = opens(first) ? 1 : 0;
        while (open > 0) {
            Event event = events.next();
            if (opens(event)) {
                open++;
            } else if (event.getEventId() == Event.ID.SequenceEnd || event.getEventId() == Event.ID.MappingEnd) {
                open--;
            }
        }
    }

    private static boolean opens(Event event) {
        return event.getEventId() == Event.ID.SequenceStart || event.getEventId() == Event.ID.MappingStart;
    }

    private static boolean anchored(Event event) {
        return event instanceof NodeEvent node && node.getAnchor().isPresent();
    }

    private Spot spot(Event event, String path) {
        Mark start = event.getStartMark().orElse(null);
        Mark end = event.getEndMark().orElse(null);
        if (start == null || end == null) {
            return Spot.start(source);
        }
        boolean sized = event instanceof ScalarEvent && end.getLine() == start.getLine();
        int length = sized ? Math.max(1, end.getColumn() - start.getColumn()) : 1;
        return new Spot(source, start.getLine() + 1, start.getColumn() + 1, length, path);
    }
}
