// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.transport;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A Vertx that knows which of the timers set through it are still to fire. */
final class CountedTimers {
    private final Vertx real;
    private final Set<Long> live = ConcurrentHashMap.newKeySet();
    private final Vertx counted;

    CountedTimers(Vertx real) {
        this.real = real;
        this.counted = (Vertx)
                Proxy.newProxyInstance(Vertx.class.getClassLoader(), new Class<?>[] {Vertx.class}, this::invoke);
    }

    Vertx vertx() {
        return counted;
    }

    int live() {
        return live.size();
    }

    private Object invoke(Object proxy, Method method, Object[] arguments) throws ReflectiveOperationException {
        if (method.getName().equals("setTimer") && arguments.length == 2) {
            return setTimer((Long) arguments[0], arguments[1]);
        }
        if (method.getName().equals("cancelTimer")) {
            live.remove(arguments[0]);
        }
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    @SuppressWarnings("unchecked")
    private long setTimer(long millis, Object handler) {
        long set = real.setTimer(millis, id -> {
            live.remove(id);
            ((Handler<Long>) handler).handle(id);
        });
        live.add(set);
        return set;
    }
}
