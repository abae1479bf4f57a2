// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.digitalpetri.modbus.ExceptionCode;
import com.digitalpetri.modbus.client.ModbusTcpClient;
import com.digitalpetri.modbus.exceptions.ModbusExecutionException;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.exceptions.ModbusTimeoutException;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteSingleRegisterRequest;
import com.digitalpetri.modbus.tcp.client.NettyTcpClientTransport;
import io.tiersort.device.NanoClock;
import io.tiersort.device.command.DestinationCommand;
import io.tiersort.device.sorter.CommandRecord;
import io.tiersort.device.sorter.EventRecord;
import io.tiersort.device.sorter.Header;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class VirtualSorterServerTest {
    private static final int UNIT = 1;
    private static final String LOOPBACK = "127.0.0.1";

    private final VirtualSite site =
            new VirtualSite(fast(), FaultMix.none(), Sites.parcels(20), Sites.MAP, Map.of(), 42);
    private final VirtualSorterServer server = new VirtualSorterServer(site, LOOPBACK, 0, UNIT);

    @AfterEach
    void close() {
        server.close();
    }

    /** The line of the other tests at a speed that does not let a person wait. */
    static SiteModel fast() {
        SiteModel line = Sites.line();
        return new SiteModel(
                line.line(),
                300,
                15_000,
                line.lengthMm(),
                line.stations(),
                line.scaleMm(),
                line.chutes(),
                Sites.HOSPITAL,
                Sites.END,
                false,
                0,
                new SiteModel.Tracking(1_500, 150, 50, 40, 0),
                new SiteModel.Host(Duration.ofSeconds(2), true, false, 1_000),
                new SiteModel.Arrivals(36_000, 300, 0.3));
    }

    /** A Modbus host with the library's own client. */
    private static final class Peer implements AutoCloseable {
        private final ModbusTcpClient client;
        private int beat;
        private int seen;

        Peer(int port, Duration timeout) throws ModbusExecutionException {
            client = ModbusTcpClient.create(
                    NettyTcpClientTransport.create(settings ->
                            settings.setHostname(LOOPBACK).setPort(port).setConnectPersistent(false)),
                    settings -> settings.setRequestTimeout(timeout));
            client.connect();
        }

        byte[] read(int address, int quantity)
                throws ModbusExecutionException, ModbusResponseException, ModbusTimeoutException {
            return client.readHoldingRegisters(UNIT, new ReadHoldingRegistersRequest(address, quantity))
                    .registers();
        }

        void write(int address, int word)
                throws ModbusExecutionException, ModbusResponseException, ModbusTimeoutException {
            client.writeSingleRegister(UNIT, new WriteSingleRegisterRequest(address, word));
        }

        Header header() throws ModbusExecutionException, ModbusResponseException, ModbusTimeoutException {
            return Header.decode(read(0, Header.REGISTERS), Sites.MAP.order());
        }

        /** One poll; answers every scan with chute 3, returns the number of divert confirmations. */
        int poll() throws ModbusExecutionException, ModbusResponseException, ModbusTimeoutException {
            beat = beat + 1 & 0xFFFF;
            write(Header.HOST_BEAT, beat);
            Header header = header();
            int diverts = 0;
            while (seen != header.eventHead()) {
                seen = Sites.MAP.events().next(seen);
                byte[] record = read(Sites.MAP.events().address(seen), EventRecord.REGISTERS);
                assertTrue(EventRecord.isWhole(record, 0, seen));
                EventRecord event = EventRecord.decode(record, 0, Sites.MAP.order());
                diverts += event.type() == EventRecord.DIVERT ? 1 : 0;
                if (event.type() == EventRecord.SCAN) {
                    command(event);
                }
            }
            write(Header.EVENT_TAIL, seen);
            return diverts;
        }

        private void command(EventRecord scan)
                throws ModbusExecutionException, ModbusResponseException, ModbusTimeoutException {
            int sequence = Sites.MAP.commands().next(header().commandHead());
            byte[] record = new byte[2 * CommandRecord.REGISTERS];
            DestinationCommand command =
                    new DestinationCommand(1, scan.trackingId(), List.of(3), scan.encoder() + 90_000, 1, 1, 1);
            CommandRecord.of(sequence, command).encode(record, 0, Sites.MAP.order());
            client.writeMultipleRegisters(
                    UNIT,
                    new WriteMultipleRegistersRequest(
                            Sites.MAP.commands().address(sequence), CommandRecord.REGISTERS, record));
            write(Header.COMMAND_HEAD, sequence);
        }

        @Override
        public void close() throws ModbusExecutionException {
            client.disconnect();
        }
    }

    @Test
    void aModbusHostSortsEveryParcelOfARealTimeLine() throws Exception {
        try (VirtualSiteRunner runner = new VirtualSiteRunner(site, server, NanoClock.system())) {
            runner.start();
            try (Peer peer = new Peer(server.port(), Duration.ofSeconds(5))) {
                int diverts = 0;
                while (diverts < 20) {
                    diverts += peer.poll();
                }
            }
            assertTrue(runner.awaitEmpty(Duration.ofSeconds(20)));
            SiteLedger.Totals totals = runner.ledger().totals();
            assertEquals(20, totals.inducted());
            assertEquals(0, totals.massBalance());
            assertEquals(0, totals.misdiverts());
            assertTrue(totals.perChute().getOrDefault(3, 0L) > 0, totals.toString());
        }
    }

    @Test
    void aRunnerThatStopsInductingDrains() throws Exception {
        VirtualSite endless =
                new VirtualSite(fast(), FaultMix.none(), Sites.parcels(1_000_000), Sites.MAP, Map.of(), 1);
        VirtualSorterServer face = new VirtualSorterServer(endless, LOOPBACK, 0, UNIT);
        try (VirtualSiteRunner runner = new VirtualSiteRunner(endless, face, NanoClock.system())) {
            runner.start();
            assertFalse(runner.awaitEmpty(Duration.ofMillis(300)));
            runner.order(VirtualSite::restartPlc).get(5, TimeUnit.SECONDS);
            runner.stopInducting().get(5, TimeUnit.SECONDS);
            assertTrue(runner.awaitEmpty(Duration.ofSeconds(30)));
            assertEquals(0, runner.ledger().totals().massBalance());
        }
        assertThrows(IllegalStateException.class, face::port);
    }

    @Test
    void registersThatAreNotTheHostsAreIllegalAddresses() throws Exception {
        server.open();
        try (Peer peer = new Peer(server.port(), Duration.ofSeconds(5))) {
            refused(() -> peer.write(1, 7));
            refused(() -> peer.write(4_000, 7));
            refused(() -> peer.read(20_000, 1));
            refused(() -> peer.read(0, Header.REGISTERS + 1));
            assertEquals(1, peer.header().epoch());
        }
    }

    private static void refused(Executable call) {
        ModbusResponseException refusal = assertThrows(ModbusResponseException.class, call);
        assertEquals(ExceptionCode.ILLEGAL_DATA_ADDRESS.getCode(), refusal.getExceptionCode());
    }

    @Test
    void aFrozenServerIsMuteAndThawsAgain() throws Exception {
        server.open();
        server.freeze(true);
        try (Peer peer = new Peer(server.port(), Duration.ofMillis(200))) {
            assertThrows(ModbusTimeoutException.class, peer::header);
            server.freeze(false);
        }
        try (Peer peer = new Peer(server.port(), Duration.ofSeconds(5))) {
            assertEquals(Header.VERSION, peer.header().version());
        }
    }

    @Test
    void aDroppedConnectionCanBeMadeAgain() throws Exception {
        server.open();
        try (Peer peer = new Peer(server.port(), Duration.ofSeconds(5))) {
            assertEquals(1, peer.header().version());
            assertEquals(1, server.connections());
            server.dropConnections();
            assertEquals(0, server.connections());
        }
        try (Peer peer = new Peer(server.port(), Duration.ofSeconds(5))) {
            assertEquals(1, peer.header().version());
        }
    }

    @Test
    void aTakenPortIsAnErrorThatNamesIt() throws Exception {
        server.open();
        VirtualSorterServer second = new VirtualSorterServer(site, LOOPBACK, server.port(), UNIT);
        String message =
                String.valueOf(assertThrows(IOException.class, second::open).getMessage());
        assertTrue(message.contains("port=" + server.port()), message);
        second.close();
    }

    @Test
    void manyOpeningsLeaveNoThreadBehind() throws Exception {
        for (int i = 0; i < 20; i++) {
            try (VirtualSorterServer one = new VirtualSorterServer(site, LOOPBACK, 0, UNIT)) {
                one.open();
                assertTrue(one.port() > 0);
            }
        }
        long left = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("virtual-sorter"))
                .filter(Thread::isAlive)
                .count();
        assertEquals(0, left);
    }

    @Test
    void theRateOfTheFaceIsPrinted() throws Exception {
        RegisterImage image = new RegisterImage(Sites.MAP);
        HostMailbox mailbox = new HostMailbox(image, new SiteModel.Host(Duration.ofSeconds(1), true, false, 100_000));
        int count = 20_000;
        for (int i = 1; i <= count; i++) {
            mailbox.post(new EventDraft(EventRecord.SCAN, i, i, i).record());
        }
        Header blank = new Header(1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 6, 1, 1_500, 0);
        try (VirtualSorterServer face = new VirtualSorterServer(image, LOOPBACK, 0, UNIT)) {
            face.open();
            try (Peer peer = new Peer(face.port(), Duration.ofSeconds(5))) {
                long started = System.nanoTime();
                int taken = 0;
                int tail = 0;
                while (taken < count) {
                    mailbox.in(0);
                    mailbox.out(blank);
                    int head = peer.header().eventHead();
                    while (tail != head) {
                        int next = Sites.MAP.events().next(tail);
                        int slot = Sites.MAP.events().slot(next);
                        int batch = Math.min(
                                3,
                                Math.min(
                                        Sites.MAP.events().slots() - slot,
                                        Sites.MAP.events().ahead(tail, head)));
                        byte[] records = peer.read(Sites.MAP.events().address(next), batch * EventRecord.REGISTERS);
                        assertTrue(EventRecord.isWhole(records, 0, next));
                        tail = Sites.MAP.events().plus(tail, batch);
                        taken += batch;
                    }
                    peer.write(Header.EVENT_TAIL, tail);
                }
                double seconds = (System.nanoTime() - started) / 1e9;
                System.getLogger(VirtualSorterServerTest.class.getName())
                        .log(
                                System.Logger.Level.INFO,
                                "events per second over Modbus: {0}",
                                Math.round(count / seconds));
                assertTrue(tail > 0);
                assertEquals(0, mailbox.lostEvents());
            }
        }
    }
}
