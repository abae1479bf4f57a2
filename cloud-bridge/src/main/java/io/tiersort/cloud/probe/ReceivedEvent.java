// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.probe;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is needed of an event to count it.
 *
 * @param gapFirst with {@code gapLast} the sequences a {@code journal.gap} declares as lost; 0 for other types
 */
record ReceivedEvent(String source, String id, long sequence, String type, long gapFirst, long gapLast) {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String GAP = "io.tiersort.journal.gap";

    /** Number of the agent's start, from the id. */
    int epoch() {
        return Integer.parseInt(id.substring(0, id.indexOf('-')));
    }

    /** Reads one event or a batch; throws on anything that is no CloudEvent of an agent. */
    static List<ReceivedEvent> parse(byte[] payload) throws IOException {
        List<ReceivedEvent> events = new ArrayList<>();
        try (JsonParser parser = JSON.createParser(payload)) {
            JsonToken first = parser.nextToken();
            if (first == JsonToken.START_ARRAY) {
                while (parser.nextToken() == JsonToken.START_OBJECT) {
                    events.add(event(parser));
                }
            } else if (first == JsonToken.START_OBJECT) {
                events.add(event(parser));
            }
            boolean ended = first == JsonToken.START_ARRAY
                    ? parser.currentToken() == JsonToken.END_ARRAY
                    : parser.currentToken() == JsonToken.END_OBJECT;
            if (!ended || parser.nextToken() != null) {
                throw new IOException("expected one JSON event or an array of events");
            }
        }
        return events;
    }

    private static ReceivedEvent event(JsonParser parser) throws IOException {
        String source = "";
        String id = "";
        String type = "";
        String sequence = "";
        long[] gap = new long[2];
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            switch (name) {
                case "source" -> source = parser.getText();
                case "id" -> id = parser.getText();
                case "type" -> type = parser.getText();
                case "sequence" -> sequence = parser.getText();
                case "data" -> gap = value == JsonToken.START_OBJECT ? gap(parser) : gap;
                default -> parser.skipChildren();
            }
        }
        if (source.isEmpty() || type.isEmpty() || !id.matches("\\d{1,9}-\\d{1,18}") || !sequence.matches("\\d{20}")) {
            throw new IOException("expected source, type, id epoch-sequence and a sequence of 20 digits");
        }
        long number = Long.parseLong(sequence);
        return GAP.equals(type)
                ? new ReceivedEvent(source, id, number, type, gap[0], gap[1])
                : new ReceivedEvent(source, id, number, type, 0, 0);
    }

    private static long[] gap(JsonParser parser) throws IOException {
        long[] gap = new long[2];
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.VALUE_NUMBER_INT && name.equals("first")) {
                gap[0] = parser.getLongValue();
            } else if (value == JsonToken.VALUE_NUMBER_INT && name.equals("last")) {
                gap[1] = parser.getLongValue();
            } else {
                parser.skipChildren();
            }
        }
        return gap;
    }
}
