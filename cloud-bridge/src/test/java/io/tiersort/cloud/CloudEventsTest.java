// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudEventsTest {
    private final CloudEvents events = new CloudEvents("//dock \"9\"/agent", 256 * 1024);

    @Test
    void anEventHasEveryRequiredAttributeAndItsBody() {
        JsonObject event =
                parse(events.single(item(42, "parcel.decided", "L1/7/4711", "{\"tier\":{\"id\":\"gold\"}}")));
        assertEquals("1.0", event.getString("specversion"));
        assertEquals("3-42", event.getString("id"));
        assertEquals("//dock \"9\"/agent", event.getString("source"));
        assertEquals("io.tiersort.parcel.decided", event.getString("type"));
        assertEquals("2026-11-22T21:15:54.007Z", event.getString("time"));
        assertEquals("00000000000000000042", event.getString("sequence"));
        assertEquals("L1/7/4711", event.getString("subject"));
        assertEquals("L1/7/4711", event.getString("partitionkey"));
        assertEquals("application/json", event.getString("datacontenttype"));
        assertEquals("gold", event.getJsonObject("data").getJsonObject("tier").getString("id"));
    }

    @Test
    void attributeNamesFollowTheSpecification() {
        for (String name : parse(events.single(item(1, "a", "s", "{}"))).fieldNames()) {
            assertTrue(name.matches("[a-z0-9]{1,20}"), name);
        }
    }

    @Test
    void anEventAboutNothingHasNeitherSubjectNorPartitionKey() {
        JsonObject event = parse(events.single(item(1, "agent.started", "", "{}")));
        assertFalse(event.containsKey("subject"));
        assertFalse(event.containsKey("partitionkey"));
    }

    @Test
    void theBodyIsEmbeddedByteForByte() {
        String body = "{ \"a\" : 1.50, \"ü\":\"\\u0041\" }";
        String event = new String(events.single(item(1, "a", "", body)), StandardCharsets.UTF_8);
        assertTrue(event.endsWith("\"data\":" + body + "}"), event);
    }

    @ParameterizedTest
    @ValueSource(strings = {"quote\"", "back\\slash", "tab\tnewline\n\0\u001f\u007f", "Größe ✓ 😀", "</script>"})
    void anyTextSurvivesAsSubjectAndType(String text) {
        JsonObject event = parse(events.single(item(1, text, text, "{}")));
        assertEquals(text, event.getString("subject"));
        assertEquals(text, event.getString("partitionkey"));
        assertEquals("io.tiersort." + text, event.getString("type"));
    }

    @Test
    void randomTextsSurvive() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20) + 1; i > 0; i--) {
                int c = random.nextInt(random.nextBoolean() ? 0x80 : 0x11_0000);
                text.appendCodePoint(c >= 0xd800 && c < 0xe000 ? 'x' : c);
            }
            JsonObject event = parse(events.single(item(round + 1, "t", text.toString(), "{}")));
            assertEquals(text.toString(), event.getString("subject"), "replay: -Dseed=" + seed);
        }
    }

    @Test
    void aLoneSurrogateDoesNotBreakTheEncoding() {
        assertEquals("a?b", parse(events.single(item(1, "t", "a\ud800b", "{}"))).getString("subject"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[1]", "plain", "{", "{\"open\":1"})
    void aBodyThatIsNoObjectTravelsAsBase64(String body) {
        JsonObject event = parse(events.single(item(1, "t", "", body)));
        assertFalse(event.containsKey("data"));
        assertArrayEquals(
                body.getBytes(StandardCharsets.UTF_8), Base64.getDecoder().decode(event.getString("data_base64")));
    }

    @Test
    void largeNumbersKeepTheirOrderAsTexts() {
        String low = parse(events.single(item(999_999_999, "t", "", "{}"))).getString("sequence");
        String high = parse(events.single(item(Long.MAX_VALUE, "t", "", "{}"))).getString("sequence");
        assertEquals("09223372036854775807", high);
        assertTrue(low.compareTo(high) < 0);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 999, 1_000, 951_782_399_999L, 1_709_164_800_001L, 253_402_300_799_999L})
    void timesAreTheInstantInMilliseconds(long millis) {
        OutboxRecord item = new OutboxRecord(1, 1, millis, "t", "", "{}".getBytes(StandardCharsets.UTF_8));
        assertEquals(
                Instant.ofEpochMilli(millis),
                Instant.parse(parse(events.single(item)).getString("time")));
    }

    @Test
    void timesOutsideTheCalendarStayReadable() {
        for (long millis : new long[] {Long.MIN_VALUE, -1, Long.MAX_VALUE}) {
            OutboxRecord item = new OutboxRecord(1, 1, millis, "t", "", "{}".getBytes(StandardCharsets.UTF_8));
            assertEquals(24, parse(events.single(item)).getString("time").length());
        }
    }

    @Test
    void aBatchIsAnArrayThatStopsBeforeTheLimit() {
        CloudEvents small = new CloudEvents("//s/a", 1_000);
        small.startBatch();
        int added = 0;
        while (small.add(item(added + 1, "parcel.decided", "L1", "{\"n\":" + added + "}"))) {
            added++;
        }
        byte[] payload = small.finishBatch();
        JsonArray batch = new JsonArray(Buffer.buffer(payload));
        assertEquals(added, batch.size());
        assertTrue(added > 1 && payload.length <= 1_000, added + " in " + payload.length);
        assertEquals("3-" + added, batch.getJsonObject(added - 1).getString("id"));
    }

    @Test
    void aRecordLargerThanTheLimitIsRefused() {
        CloudEvents small = new CloudEvents("//s/a", 1_000);
        OutboxRecord large = item(1, "t", "", "{\"x\":\"" + "y".repeat(2_000) + "\"}");
        assertEquals(0, small.single(large).length);
        small.startBatch();
        assertFalse(small.add(large));
        assertEquals("[]", new String(small.finishBatch(), StandardCharsets.UTF_8));
    }

    @Test
    void anEmptySourceIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new CloudEvents("", 1_000));
    }

    private static OutboxRecord item(long sequence, String type, String subject, String body) {
        long millis = Instant.parse("2026-11-22T21:15:54.007Z").toEpochMilli();
        return new OutboxRecord(sequence, 3, millis, type, subject, body.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonObject parse(byte[] json) {
        return new JsonObject(Buffer.buffer(json));
    }
}
