// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import io.tiersort.device.NanoClock;
import io.tiersort.device.sorter.CommandRecord;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Plays scanners and PLC by a fixed schedule that waits for nobody. Parcels of the agent are inducted a little before
 * their scan and dropped as soon as their command is announced; the relay only gets the scans.
 */
final class Player implements Part.Role, PlayedPlc.Watcher {
    private static final long INDUCT_LEAD = TimeUnit.MILLISECONDS.toNanos(40);
    private static final long HEAD_START = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long LAST_COMMAND = TimeUnit.SECONDS.toNanos(10);
    private static final long CONNECT = TimeUnit.SECONDS.toNanos(30);
    private static final long NAP = TimeUnit.MILLISECONDS.toNanos(5);

    private final NanoClock clock = NanoClock.system();
    private final BenchParcels parcels;
    private final Registers registers = new Registers(clock);
    private final PlayedPlc plc;
    private final PlayedScanners forAgent;
    private final PlayedScanners forRelay;
    private long nextId = 1;
    private volatile Trial trial = new Trial(0, 0);
    private volatile boolean closesParcels;

    Player(int scanners, int shipments) throws IOException {
        parcels = new BenchParcels(shipments);
        plc = new PlayedPlc(registers, clock, this);
        forAgent = new PlayedScanners(scanners);
        forRelay = new PlayedScanners(scanners);
        plc.start();
    }

    @Override
    public JsonObject began() {
        return new JsonObject()
                .put("plc", plc.port())
                .put("agentScanners", new JsonArray(forAgent.ports()))
                .put("relayScanners", new JsonArray(forRelay.ports()));
    }

    /** Plays {@code count} parcels at {@code rate} per second to the agent or the relay. */
    @Override
    public JsonObject answer(JsonObject order) throws IOException {
        boolean agent = order.getBoolean("agent");
        int rate = order.getInteger("rate");
        int count = order.getInteger("count");
        PlayedScanners scanners = agent ? forAgent : forRelay;
        await(scanners);
        Trial next = new Trial(nextId, count);
        nextId += count;
        closesParcels = agent;
        trial = next;
        long heldBefore = registers.held();
        byte[][] frames = new byte[count][];
        for (int i = 0; i < count; i++) {
            frames[i] = parcels.frame(next.first() + i);
        }
        play(next, frames, scanners, TimeUnit.SECONDS.toNanos(1) / (double) rate);
        long end = clock.nanos() + LAST_COMMAND;
        while (!next.complete() && clock.nanos() < end) {
            LockSupport.parkNanos(NAP);
        }
        return next.result().put("eventsHeldBack", registers.held() - heldBefore);
    }

    private void await(PlayedScanners scanners) throws IOException {
        long end = clock.nanos() + CONNECT;
        while (!scanners.connected()) {
            if (clock.nanos() > end) {
                throw new IOException("nobody connected to the played scanners within 30 s");
            }
            LockSupport.parkNanos(NAP);
        }
    }

    private void play(Trial now, byte[][] frames, PlayedScanners scanners, double period) throws IOException {
        long start = clock.nanos() + HEAD_START;
        int inducted = closesParcels ? 0 : frames.length;
        int sent = 0;
        while (sent < frames.length) {
            long induct = start + (long) (inducted * period) - INDUCT_LEAD;
            long scan = start + (long) (sent * period);
            if (inducted < frames.length && induct <= scan) {
                waitUntil(induct);
                registers.induct(now.first() + inducted);
                inducted++;
            } else {
                waitUntil(scan);
                now.sent(sent, scan, clock.nanos());
                scanners.send(sent, frames[sent]);
                sent++;
            }
        }
    }

    private void waitUntil(long nanos) {
        long left;
        while ((left = nanos - clock.nanos()) > 0) {
            LockSupport.parkNanos(left);
        }
    }

    @Override
    public void received(long trackingId, long nanos) {
        trial.received(trackingId, nanos);
    }

    @Override
    public void announced(CommandRecord command, long nanos) {
        if (trial.announced(command.trackingId(), nanos) && closesParcels) {
            registers.diverted(command.trackingId(), command.first());
        }
    }

    @Override
    public void close() throws IOException {
        forAgent.close();
        forRelay.close();
        plc.close();
    }
}
