// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.config.SiteCheck;
import io.tiersort.agent.journal.JournalVerifier;
import io.tiersort.agent.line.LineView;
import io.tiersort.agent.runtime.Agent;
import io.tiersort.agent.runtime.AgentSettings;
import io.tiersort.agent.sim.SimulatedSite;
import io.tiersort.cloud.broker.BrokerSettings;
import io.tiersort.cloud.broker.EmbeddedBroker;
import io.tiersort.cloud.mqtt.MqttAccess;
import io.tiersort.cloud.probe.Ledger;
import io.tiersort.cloud.probe.SubscriberProbe;
import io.tiersort.device.sim.VirtualScanner;
import io.tiersort.device.sim.VirtualSite;
import io.tiersort.device.sim.VirtualSorterServer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Broker, receiver, agent and virtual site, all of them real and on sockets of this machine. Parts are started by the
 * test, so that each can be missing at first; {@link #settle} ends the run and gives the proof.
 */
public final class SystemRig implements AutoCloseable {
    static final String TOPIC = "tiersort/test-hub/gw1/records";

    private final Vertx vertx = Vertx.vertx();
    private final EmbeddedBroker broker = new EmbeddedBroker(vertx, BrokerSettings.local());
    private final SubscriberProbe probe;
    private final SiteFolder folder;
    private final Path directory;
    private final Path data;
    private @Nullable Agent agent;
    private @Nullable SimulatedSite site;

    private SystemRig(Path directory, Parcels parcels, UnaryOperator<SiteFolder> change) throws Exception {
        int port = done(broker.start());
        folder = change.apply(SiteFolder.in(directory.resolve("site"), parcels).with("broker", port))
                .write();
        this.directory = directory;
        data = directory.resolve("data");
        MqttAccess.Times quick = new MqttAccess.Times(
                Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofMillis(50), Duration.ofMillis(500));
        probe = new SubscriberProbe(
                MqttAccess.of("127.0.0.1", port, "receiver").with(quick),
                List.of(TOPIC),
                System::nanoTime,
                new Random(port));
        probe.start();
        Waiting.until("the receiver subscribes", probe::connected, probe::figures);
    }

    /** A broker with a subscribed receiver, and a site directory; neither agent nor site run yet. */
    public static SystemRig prepare(Path directory, Parcels parcels) throws Exception {
        return new SystemRig(directory, parcels, site -> site);
    }

    /** The same with other values in {@code site.yaml}. */
    static SystemRig prepare(Path directory, Parcels parcels, UnaryOperator<SiteFolder> change) throws Exception {
        return new SystemRig(directory, parcels, change);
    }

    /** Everything running. */
    static SystemRig start(Path directory, Parcels parcels) throws Exception {
        SystemRig rig = prepare(directory, parcels);
        try {
            return rig.startAgent().startSite();
        } catch (Exception failed) {
            rig.close();
            throw failed;
        }
    }

    public SystemRig startAgent() {
        return startAgent(settings -> settings);
    }

    SystemRig startAgent(UnaryOperator<AgentSettings> change) {
        SiteCheck.Checked checked = folder.load();
        agent = Agent.start(change.apply(AgentSettings.of(checked.site(), checked.plan(), data, progress -> {})));
        return this;
    }

    void stopAgent() {
        agent().close();
        agent = null;
    }

    public SystemRig startSite() throws Exception {
        SiteCheck.Checked checked = folder.load();
        site = SimulatedSite.start(checked.site(), checked.site().lines().get(0), folder.parcels());
        return this;
    }

    public Agent agent() {
        return Objects.requireNonNull(agent, "the agent does not run");
    }

    SimulatedSite site() {
        return Objects.requireNonNull(site, "the site does not run");
    }

    VirtualScanner scanner() {
        return site().scanner("tunnel-1");
    }

    VirtualSorterServer plc() {
        return site().runner().server();
    }

    public EmbeddedBroker broker() {
        return broker;
    }

    SiteFolder folder() {
        return folder;
    }

    /** Where everything of this test is, and outputs of processes go. */
    Path directory() {
        return directory;
    }

    Path data() {
        return data;
    }

    public LineView line() {
        return agent().lines().get(0).latest();
    }

    public Ledger.Figures received() {
        return probe.figures();
    }

    /** Does something to the virtual site, on its own thread, and waits until it is done. */
    void order(Consumer<VirtualSite> action) throws Exception {
        site().runner().order(action).get(10, TimeUnit.SECONDS);
    }

    /** Waits until as many parcels have come onto the belt. */
    public void awaitInducted(long parcels) throws Exception {
        Waiting.until(
                parcels + " parcels on the belt or past it",
                () -> site().runner().ledger().totals().inducted() >= parcels,
                () -> site().runner().ledger().totals());
    }

    void awaitAlarm(String id, boolean standing) throws Exception {
        Waiting.until(
                "alarm " + id + " standing=" + standing,
                () -> alarms().contains(id) == standing,
                () -> alarms() + " health " + agent().model().health());
    }

    private List<String> alarms() {
        return agent().model().line().getJsonArray("alarms").stream()
                .map(alarm -> ((JsonObject) alarm).getString("id"))
                .toList();
    }

    /** Waits until the line is empty and everything arrived upstream, then checks all that must hold. */
    public Proof settle() throws Exception {
        emptied();
        Waiting.until("everything durable is received", this::forwarded, () -> state() + " " + probe.figures());
        Ledger.Figures received = probe.figures();
        assertEquals(0, received.missing(), received::toString);
        assertEquals(0, received.orderFaults(), received::toString);
        assertEquals(0, received.malformed(), received::toString);
        return Proof.of(data).balanced().agreesWith(site().runner().ledger());
    }

    /** The same for an agent in another process: waits on what the disk and the receiver have. */
    Proof settleWithoutAgent() throws Exception {
        assertTrue(site().runner().awaitEmpty(Waiting.LONG), "the belt did not run empty");
        Waiting.until("the PLC has told everything", this::settled, () -> "nothing");
        Waiting.until(
                "everything on the disk is received",
                () -> Proof.of(data).isBalanced() && isForwarded(JournalVerifier.verify(data)),
                () -> JournalVerifier.verify(data) + " " + probe.figures());
        Ledger.Figures received = probe.figures();
        assertTrue(received.complete(received.last()), received::toString);
        return Proof.of(data).balanced().agreesWith(site().runner().ledger());
    }

    private boolean isForwarded(JournalVerifier.Report journal) {
        return probe.figures().last() == journal.last()
                && Objects.equals(journal.cursors().get("cloud"), journal.last());
    }

    /** Waits until the last parcel has left the belt and the agent knows of it. */
    public void emptied() throws Exception {
        assertTrue(site().runner().awaitEmpty(Waiting.LONG), "the belt did not run empty");
        Waiting.until("the PLC has told everything", this::settled, this::state);
        Waiting.until("every parcel has ended", () -> line().onSorter() == 0, this::state);
    }

    private boolean settled() throws Exception {
        AtomicBoolean settled = new AtomicBoolean();
        order(plc -> settled.set(plc.isSettled()));
        return settled.get();
    }

    private boolean forwarded() {
        long last = agent().journal().last();
        return agent().journal().figures().queued() == 0
                && agent().uplinks().get(0).state().delivered() >= last
                && probe.figures().last() >= last;
    }

    private String state() {
        return line() + " " + agent().journal().figures() + " "
                + agent().uplinks().get(0).state();
    }

    /** The broker is back on its port, once nobody's connection has that port as its local end. */
    public void brokerReturns() throws Exception {
        Waiting.until("the broker has its port again", this::returned, () -> "port " + broker.port());
    }

    private boolean returned() throws Exception {
        try {
            done(broker.start());
            return true;
        } catch (ExecutionException taken) {
            return false;
        }
    }

    /** The result of something asynchronous. */
    public static <T> T done(Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        if (site != null) {
            site.close();
        }
        if (agent != null) {
            agent.close();
        }
        probe.close();
        join(broker.stop());
        join(vertx.close());
    }

    private static void join(Future<Void> closing) {
        closing.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }
}
