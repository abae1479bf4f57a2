// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.function.Consumer;

/** A link without a wire: each request is answered before time goes on, one after the other, never one inside another. */
final class DirectLink implements RegisterLink {
    private final RegisterAccess registers;
    private final int limit;
    private final Consumer<String> broken;
    private final ArrayDeque<Runnable> requests = new ArrayDeque<>();
    private boolean answering;
    private boolean over;

    DirectLink(RegisterAccess registers, int limit, Consumer<String> broken) {
        this.registers = registers;
        this.limit = limit;
        this.broken = broken;
    }

    @Override
    public int limit() {
        return limit;
    }

    @Override
    public void connect(String address, Runnable up) {
        up.run();
    }

    @Override
    public void read(int address, int count, Consumer<byte[]> answer) {
        submit(() -> {
            byte[] image = new byte[0];
            try {
                image = registers.read(address, count);
            } catch (IllegalArgumentException refused) {
                fail(refused);
            }
            if (!over) {
                answer.accept(image);
            }
        });
    }

    @Override
    public void write(int address, byte[] image, Runnable done) {
        submit(() -> {
            try {
                registers.write(address, image);
            } catch (IllegalArgumentException refused) {
                fail(refused);
            }
            if (!over) {
                done.run();
            }
        });
    }

    @Override
    public void whenQuiet(Runnable action) {
        submit(action);
    }

    @Override
    public Future<Void> close() {
        over = true;
        requests.clear();
        return Future.succeededFuture();
    }

    private void submit(Runnable request) {
        requests.add(request);
        if (answering) {
            return;
        }
        answering = true;
        try {
            for (Runnable next = requests.poll(); next != null && !over; next = requests.poll()) {
                next.run();
            }
        } finally {
            answering = false;
        }
    }

    private void fail(IllegalArgumentException refused) {
        over = true;
        broken.accept("the PLC refused a request: " + refused.getMessage());
    }
}
