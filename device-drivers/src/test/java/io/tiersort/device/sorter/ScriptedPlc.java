// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import com.digitalpetri.modbus.exceptions.UnknownUnitIdException;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersResponse;
import com.digitalpetri.modbus.server.ModbusRequestContext;
import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.server.ProcessImage;
import com.digitalpetri.modbus.server.ReadWriteModbusServices;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A PLC program of a few lines behind an independent Modbus server; its registers move only as the test says. */
final class ScriptedPlc implements AutoCloseable {
    private final RegisterMap map;
    private final ProcessImage image = new ProcessImage();
    private final List<Write> writes = new CopyOnWriteArrayList<>();
    private final Set<Channel> connections = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService program = Executors.newSingleThreadScheduledExecutor();
    private final AtomicReference<@Nullable Channel> server = new AtomicReference<>();
    private final ScheduledFuture<?> beats;
    private ModbusTcpServer modbus;
    private volatile boolean beating = true;
    private volatile boolean mute;
    private int eventHead;

    /** One write of the host. */
    private static final class Write {
        final int address;
        final byte[] registers;

        Write(int address, byte[] registers) {
            this.address = address;
            this.registers = registers;
        }
    }

    private ScriptedPlc(RegisterMap map) {
        this.map = map;
        modbus = server(0);
        beats = program.scheduleAtFixedRate(this::beat, 5, 5, TimeUnit.MILLISECONDS);
    }

    /** A running PLC with the default addresses, 32 event slots, 8 command slots and epoch 7. */
    static ScriptedPlc start() {
        return start(WordOrder.ABCD, 0);
    }

    static ScriptedPlc start(WordOrder order, int chutes) {
        Ring events = new Ring(4_000, 32, EventRecord.REGISTERS);
        Ring commands = new Ring(1_000, 8, CommandRecord.REGISTERS);
        ScriptedPlc plc = new ScriptedPlc(new RegisterMap(order, 0, events, commands, 100, chutes));
        plc.set(0, Header.VERSION);
        plc.set(1, 7);
        listen(plc.modbus);
        return plc;
    }

    int port() {
        Waiting.until("the server to listen", () -> server.get() != null);
        return ((InetSocketAddress) Objects.requireNonNull(server.get()).localAddress()).getPort();
    }

    RegisterMap map() {
        return map;
    }

    void set(int address, int value) {
        byte[] register = new byte[2];
        WordOrder.putWord(register, 0, value);
        put(address, register);
    }

    int get(int address) {
        return image.get(tx ->
                tx.readHoldingRegisters(registers -> WordOrder.word(registers.getOrDefault(address, new byte[2]), 0)));
    }

    void setDouble(int address, long value) {
        byte[] registers = new byte[4];
        map.order().write(registers, 0, value);
        put(address, registers);
    }

    void put(int address, byte[] values) {
        image.with(tx -> tx.writeHoldingRegisters(registers -> {
            for (int i = 0; i < values.length / 2; i++) {
                registers.put(address + i, new byte[] {values[2 * i], values[2 * i + 1]});
            }
        }));
    }

    /** Goes on after this event. */
    void startAfter(int sequence) {
        eventHead = sequence;
        set(8, sequence);
        set(Header.EVENT_TAIL, sequence);
    }

    /** Appends an induct event of this parcel at this encoder count. */
    int append(long trackingId, long encoder) {
        int sequence = place(trackingId, encoder);
        set(8, sequence);
        return sequence;
    }

    /** Puts an event into the ring without announcing it. */
    int place(long trackingId, long encoder) {
        eventHead = map.events().next(eventHead);
        put(
                map.events().address(eventHead),
                induct(eventHead, trackingId, encoder).encode(map.order()));
        return eventHead;
    }

    static EventRecord induct(int sequence, long trackingId, long encoder) {
        return new EventRecord(
                sequence, EventRecord.INDUCT, 0, trackingId, encoder, 5, 1, 300, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    void beating(boolean on) {
        beating = on;
    }

    void mute(boolean on) {
        mute = on;
    }

    /** Cuts every connection. */
    void cut() {
        connections.forEach(connection -> connection.close().syncUninterruptibly());
    }

    int connections() {
        return connections.size();
    }

    /** Every command record written so far, in order. */
    List<CommandRecord> commands() {
        List<CommandRecord> found = new ArrayList<>();
        Ring ring = map.commands();
        for (Write write : writes) {
            if (write.address >= ring.base() && write.address < ring.end()) {
                for (int at = 0; at < write.registers.length / 2; at += CommandRecord.REGISTERS) {
                    found.add(CommandRecord.decode(write.registers, at, map.order()));
                }
            }
        }
        return found;
    }

    /** Values written to one register by the host. */
    List<Integer> written(int address) {
        return writes.stream()
                .filter(write -> write.address == address)
                .map(write -> WordOrder.word(write.registers, 0))
                .toList();
    }

    @Override
    public void close() {
        beats.cancel(true);
        program.shutdownNow();
        stop();
    }

    /** Refuses connections until {@link #resume}. */
    void stop() {
        modbus.getTransport().unbind().toCompletableFuture().join();
        cut();
    }

    void resume(int port) {
        modbus = server(port);
        listen(modbus);
    }

    private static void listen(ModbusTcpServer modbus) {
        try {
            modbus.start();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void beat() {
        if (beating) {
            set(2, get(2) + 1 & 0xFFFF);
        }
    }

    private ModbusTcpServer server(int port) {
        NettyTcpServerTransport transport = NettyTcpServerTransport.create(config -> {
            config.bindAddress = "127.0.0.1";
            config.port = port;
            config.bootstrapCustomizer = bootstrap -> bootstrap.handler(new ChannelInboundHandlerAdapter() {
                @Override
                public void channelActive(ChannelHandlerContext context) {
                    server.set(context.channel());
                }
            });
            config.pipelineCustomizer = pipeline -> {
                connections.add(pipeline.channel());
                pipeline.channel().closeFuture().addListener(closed -> connections.remove(pipeline.channel()));
            };
        });
        return ModbusTcpServer.create(transport, new Services());
    }

    private final class Services extends ReadWriteModbusServices {
        @Override
        protected Optional<ProcessImage> getProcessImage(int unitId) {
            return mute ? Optional.empty() : Optional.of(image);
        }

        @Override
        public WriteMultipleRegistersResponse writeMultipleRegisters(
                ModbusRequestContext context, int unitId, WriteMultipleRegistersRequest request)
                throws UnknownUnitIdException {
            WriteMultipleRegistersResponse response = super.writeMultipleRegisters(context, unitId, request);
            writes.add(new Write(request.address(), request.values()));
            return response;
        }
    }
}
