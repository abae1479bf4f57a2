// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Outcome;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mqtt.MqttClient;
import java.nio.file.Path;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The host tells of shipments over the broker, rightly and wrongly, and gets an answer to each message. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class FeedFaultTest {
    private static final String SHIPMENTS = "tiersort/test-hub/shipments";
    private static final String REPLIES = "tiersort/test-hub/gw1/replies";

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aShipmentToldOverTheBrokerIsSortedACancelledOneIsHeldAndRubbishIsAnswered() throws Exception {
        Parcels parcels = Parcels.none();
        for (int i = 0; i < 12; i++) {
            parcels.label(i);
        }
        Vertx vertx = Vertx.vertx();
        try (SystemRig rig = SystemRig.prepare(folder, parcels)) {
            rig.startAgent();
            Host host = new Host(vertx, rig);
            JsonArray all = new JsonArray();
            for (int i = 0; i < 12; i++) {
                all.add(upsert(i));
            }
            assertEquals(12, host.tell(all.encode()).getInteger("accepted"));
            assertEquals(1, host.tell(cancel(3).encode()).getInteger("accepted"));
            assertRejected(host.tell("{\"op\": \"upsert\", \"shipment\": "));
            assertRejected(host.tell("\"\""));
            assertRejected(host.tell(new JsonObject().put("op", "explode").encode()));
            JsonObject mixed = host.tell(
                    new JsonArray().add(upsert(4)).add(upsert(5).put("op", "?")).encode());
            assertEquals(1, mixed.getInteger("accepted"));
            assertEquals(1, mixed.getJsonArray("rejected").getJsonObject(0).getInteger("index"));
            rig.startSite();
            Proof proof = rig.settle();
            proof.allConfirmed(12);
            assertTrue(proof.ended(Outcome.SORTED) > 6, "what the host told of is sorted");
            assertEquals(Outcome.HOSPITAL, proof.end(4).outcome());
            assertEquals(Cause.CANCELLED, proof.end(4).cause());
        } finally {
            SystemRig.done(vertx.close());
        }
    }

    @Test
    void aCancellationReachesAParcelThatIsAlreadyDecided() throws Exception {
        try (SystemRig rig = SystemRig.start(folder, Parcels.known(20))) {
            Vertx vertx = Vertx.vertx();
            try {
                Host host = new Host(vertx, rig);
                // Parcel 4 of the script is meant for the last sorting chute: there is time after its decision.
                Waiting.until(
                        "the fourth parcel is decided",
                        () -> rig.line().parcels().stream()
                                .anyMatch(parcel -> parcel.number() == 4
                                        && Set.of("DECIDED", "COMMITTED").contains(parcel.state())
                                        && parcel.atMm() < 7_000),
                        rig::line);
                host.tell(cancel(3).encode());
            } finally {
                SystemRig.done(vertx.close());
            }
            Proof proof = rig.settle();
            assertEquals(Cause.CANCELLED, proof.end(4).cause());
            assertEquals(Outcome.HOSPITAL, proof.end(4).outcome());
            proof.allConfirmed(20);
            assertTrue(proof.ended(Outcome.SORTED) > 10, "the others are sorted");
        }
    }

    @Test
    void feedbackToldOverTheBrokerIsPartOfTheParcelsStoryAndOfTheFigures() throws Exception {
        Vertx vertx = Vertx.vertx();
        try (SystemRig rig = SystemRig.start(folder, Parcels.known(6))) {
            rig.emptied();
            Host host = new Host(vertx, rig);
            JsonObject delivered = new JsonObject()
                    .put("id", "e-1")
                    .put("kind", "delivered")
                    .put("at", "2026-11-22T18:00:00Z")
                    .put("reference", Parcels.reference(0));
            String message = new JsonObject()
                    .put("op", "feedback")
                    .put("event", delivered)
                    .encode();
            assertEquals(1, host.tell(message).getInteger("accepted"));
            assertEquals(1, host.tell(message).getInteger("accepted"));
            JsonObject story = SystemRig.done(rig.agent().model().parcel("L1-1"));
            assertEquals(
                    1,
                    story.getJsonArray("timeline").stream()
                            .filter(step ->
                                    ((JsonObject) step).getString("type").equals("feedback.received"))
                            .count(),
                    story::encodePrettily);
            String tier = story.getJsonObject("summary").getString("tier");
            JsonObject figures =
                    rig.agent().model().line().getJsonObject("deliveries").getJsonObject("tiers");
            assertEquals(
                    1,
                    figures.getJsonObject(tier).getInteger("onTime")
                            + figures.getJsonObject(tier).getInteger("late")
                            + figures.getJsonObject(tier).getInteger("unpromised"),
                    figures::encode);
            assertTrue(rig.agent().model().metrics().contains("edge_deliveries_total{result="));
            assertRejected(host.tell(new JsonObject()
                    .put("op", "feedback")
                    .put("event", delivered.copy().put("kind", "eaten"))
                    .encode()));
            Waiting.until(
                    "a forecast that says how little it knows",
                    () -> rig.agent().model().line().getJsonArray("forecast").stream()
                            .anyMatch(one -> ((JsonObject) one)
                                    .getString("problem", "")
                                    .startsWith("not enough history: 0 days")),
                    () -> rig.agent().model().line().getJsonArray("forecast"));
            rig.settle().allConfirmed(6);
        } finally {
            SystemRig.done(vertx.close());
        }
    }

    private static void assertRejected(JsonObject reply) {
        assertEquals(0, reply.getInteger("accepted"), reply::encode);
        assertTrue(
                !reply.getJsonArray("rejected")
                        .getJsonObject(0)
                        .getJsonArray("problems")
                        .isEmpty(),
                reply::encode);
    }

    private static JsonObject upsert(int i) {
        JsonObject shipment = new JsonObject()
                .put("reference", Parcels.reference(i))
                .put("codes", new JsonArray().add(Parcels.sscc(i)))
                .put("segment", "private")
                .put("service", Parcels.service(i))
                .put("weightG", 500);
        return new JsonObject().put("op", "upsert").put("shipment", shipment);
    }

    private static JsonObject cancel(int i) {
        return new JsonObject().put("op", "cancel").put("reference", Parcels.reference(i));
    }

    /** A host system: publishes and waits for the answer. */
    private static final class Host {
        private final MqttClient client;
        private final Queue<JsonObject> replies = new ConcurrentLinkedQueue<>();

        Host(Vertx vertx, SystemRig rig) throws Exception {
            client = MqttClient.create(vertx);
            client.publishHandler(message -> replies.add(message.payload().toJsonObject()));
            SystemRig.done(client.connect(rig.broker().port(), "127.0.0.1"));
            SystemRig.done(client.subscribe(REPLIES, 1));
            Waiting.until(
                    "the agent listens to its host",
                    () -> !rig.agent()
                            .model()
                            .health()
                            .getJsonArray("why")
                            .encode()
                            .contains("feed host"),
                    () -> rig.agent().model().health());
        }

        JsonObject tell(String message) throws Exception {
            replies.clear();
            SystemRig.done(client.publish(SHIPMENTS, Buffer.buffer(message), MqttQoS.AT_LEAST_ONCE, false, false));
            Waiting.until("an answer to " + message, () -> !replies.isEmpty(), replies::toString);
            return replies.remove();
        }
    }
}
