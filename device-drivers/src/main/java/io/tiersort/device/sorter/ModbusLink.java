// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import com.digitalpetri.modbus.ExceptionCode;
import com.digitalpetri.modbus.TimeoutScheduler;
import com.digitalpetri.modbus.client.ModbusTcpClient;
import com.digitalpetri.modbus.exceptions.ModbusResponseException;
import com.digitalpetri.modbus.pdu.ReadHoldingRegistersRequest;
import com.digitalpetri.modbus.pdu.WriteMultipleRegistersRequest;
import com.digitalpetri.modbus.tcp.client.NettyClientTransportConfig;
import com.digitalpetri.modbus.tcp.client.NettyTcpClientTransport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoop;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.concurrent.ScheduledFuture;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One connection to a Modbus TCP server, used once: it breaks at the first thing that goes wrong and then never calls
 * anybody again. Requests beyond the limit of unanswered ones wait in order. Sockets, answers and timers live on one
 * event loop, which has to be one of the NIO transport.
 */
final class ModbusLink implements RegisterLink {
    private static final Logger LOG = System.getLogger(ModbusLink.class.getName());

    /** Requests made in one pass of the loop, such as a command and its announcement, leave in one packet. */
    private static final int REQUESTS_PER_FLUSH = 32;

    private final SorterSettings settings;
    private final EventLoop loop;
    private final int limit;
    private final Consumer<String> broken;
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>();
    private final Set<LoopTimeout> timeouts = new HashSet<>();

    private @Nullable ModbusTcpClient client;
    private @Nullable Channel channel;
    private @Nullable Runnable quiet;
    private int unanswered;
    private boolean over;

    /**
     * Does not connect yet.
     *
     * @param limit most unanswered requests, 1 or more
     * @param broken told once, with the reason, when the link fails by itself
     */
    ModbusLink(SorterSettings settings, EventLoop loop, int limit, Consumer<String> broken) {
        this.settings = settings;
        this.loop = loop;
        this.limit = limit;
        this.broken = broken;
    }

    @Override
    public int limit() {
        return limit;
    }

    @Override
    public void connect(String address, Runnable up) {
        NettyTcpClientTransport transport = new NettyTcpClientTransport(transportTo(address));
        client = ModbusTcpClient.create(
                transport,
                config -> config.setRequestTimeout(settings.requestTimeout()).setTimeoutScheduler(this::timeout));
        CompletionStage<Void> connecting = transport.connect();
        connecting.whenComplete((connected, failure) -> settle(failure, "connecting", up));
    }

    @Override
    public void read(int address, int count, Consumer<byte[]> answer) {
        submit(() -> {
            String what = "reading registers " + address + ".." + (address + count - 1);
            client().readHoldingRegistersAsync(settings.unit(), new ReadHoldingRegistersRequest(address, count))
                    .whenComplete((response, failure) -> finish(failure, what, () -> {
                        if (response.registers().length == 2 * count) {
                            answer.accept(response.registers());
                        } else {
                            fail(what + ": got bytes=" + response.registers().length + "; expected " + 2 * count
                                    + "; do check the PLC's Modbus server");
                        }
                    }));
        });
    }

    @Override
    public void write(int address, byte[] registers, Runnable done) {
        int count = registers.length / 2;
        submit(() -> client().writeMultipleRegistersAsync(
                        settings.unit(), new WriteMultipleRegistersRequest(address, count, registers))
                .whenComplete((response, failure) ->
                        finish(failure, "writing registers " + address + ".." + (address + count - 1), done)));
    }

    @Override
    public void whenQuiet(Runnable action) {
        if (unanswered == 0 && waiting.isEmpty()) {
            action.run();
        } else {
            quiet = action;
        }
    }

    @Override
    public Future<Void> close() {
        over = true;
        waiting.clear();
        quiet = null;
        List.copyOf(timeouts).forEach(LoopTimeout::cancel);
        Channel socket = channel;
        if (socket == null) {
            return Future.succeededFuture();
        }
        Promise<Void> closed = Promise.promise();
        socket.close().addListener(done -> closed.complete());
        return closed.future();
    }

    private NettyClientTransportConfig transportTo(String address) {
        return NettyClientTransportConfig.create(config -> config.setHostname(address)
                .setPort(settings.port())
                .setConnectTimeout(settings.connectTimeout())
                .setConnectPersistent(false)
                .setEventLoopGroup(loop)
                .setExecutor(loop)
                .setChannelFsmCustomizer(fsm -> fsm.setScheduler(loop))
                .setPipelineCustomizer(this::watch));
    }

    private void watch(ChannelPipeline pipeline) {
        channel = pipeline.channel();
        pipeline.addFirst(new FlushConsolidationHandler(REQUESTS_PER_FLUSH, true));
        pipeline.addLast(new ChannelInboundHandlerAdapter() {
            @Override
            public void channelInactive(ChannelHandlerContext context) {
                fail("connection closed by the PLC");
                context.fireChannelInactive();
            }
        });
        if (over) {
            close();
        }
    }

    private void submit(Runnable request) {
        if (over) {
            return;
        }
        if (unanswered < limit && waiting.isEmpty()) {
            unanswered++;
            request.run();
        } else {
            waiting.add(request);
        }
    }

    private void finish(@Nullable Throwable failure, String what, Runnable next) {
        unanswered--;
        settle(failure, what, next);
        while (!over && unanswered < limit && !waiting.isEmpty()) {
            unanswered++;
            waiting.remove().run();
        }
        Runnable action = quiet;
        if (action != null && unanswered == 0 && !over) {
            quiet = null;
            action.run();
        }
    }

    private void settle(@Nullable Throwable failure, String what, Runnable next) {
        if (over) {
            return;
        }
        if (failure != null) {
            fail(what + ": " + reason(failure));
            return;
        }
        try {
            next.run();
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "cannot handle an answer of the PLC: request=" + what, e);
            fail(what + ": the answer could not be handled: " + e);
        }
    }

    private void fail(String reason) {
        if (!over) {
            over = true;
            broken.accept(reason);
        }
    }

    private static String reason(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ModbusResponseException refusal) {
            return exception(refusal.getExceptionCode());
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static String exception(int code) {
        String name = ExceptionCode.from(code)
                .map(known -> known.name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .orElse("unknown");
        String remedy = switch (code) {
            case 1 -> "; do enable holding registers (functions 3 and 16) in the PLC";
            case 2 -> "; do check the base addresses";
            case 3 -> "; do lower the registers per request";
            case 10, 11 -> "; do check the unit id and the gateway";
            default -> "";
        };
        return String.format(Locale.ROOT, "the PLC answered exception 0x%02X %s%s", code, name, remedy);
    }

    private ModbusTcpClient client() {
        ModbusTcpClient connected = client;
        if (connected == null) {
            throw new IllegalStateException("request before connect");
        }
        return connected;
    }

    private TimeoutScheduler.TimeoutHandle timeout(TimeoutScheduler.Task task, long delay, TimeUnit unit) {
        LoopTimeout timeout = new LoopTimeout();
        timeout.future = loop.schedule(
                () -> {
                    timeouts.remove(timeout);
                    task.run(timeout);
                },
                delay,
                unit);
        timeouts.add(timeout);
        return timeout;
    }

    /** A timeout of the client on the event loop. */
    private final class LoopTimeout implements TimeoutScheduler.TimeoutHandle {
        private @Nullable ScheduledFuture<?> future;

        @Override
        public void cancel() {
            timeouts.remove(this);
            if (future != null) {
                future.cancel(false);
            }
        }

        @Override
        public boolean isCancelled() {
            return future != null && future.isCancelled();
        }
    }
}
