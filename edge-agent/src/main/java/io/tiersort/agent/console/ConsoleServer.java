// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.console;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The console, its API, health and metrics over HTTP. It only shows: no request changes anything. All methods may be called from any
 * thread; the model is asked on the console's own event loop.
 */
public final class ConsoleServer {
    private final Vertx vertx;
    private final ConsoleSettings settings;
    private final ConsoleModel model;
    private final Limits limits;
    private final AtomicReference<@Nullable String> deployment = new AtomicReference<>();

    /** A console that is not yet open. The caller closes {@code vertx}. */
    public ConsoleServer(Vertx vertx, ConsoleSettings settings, ConsoleModel model) {
        this(vertx, settings, model, Limits.standard());
    }

    ConsoleServer(Vertx vertx, ConsoleSettings settings, ConsoleModel model, Limits limits) {
        this.vertx = vertx;
        this.settings = settings;
        this.model = model;
        this.limits = limits;
    }

    /**
     * Opens the port; call it once. The future gives the bound port, or fails with an {@link IllegalStateException} that names host,
     * port and remedy when the port cannot be had.
     */
    public Future<Integer> start() {
        return vertx.executeBlocking(WebFiles::load)
                .compose(files -> deploy(new ConsoleVerticle(settings, model, limits, files)));
    }

    private Future<Integer> deploy(ConsoleVerticle verticle) {
        return vertx.deployVerticle(verticle).transform(result -> {
            if (result.failed()) {
                return Future.failedFuture(cannotListen(result.cause()));
            }
            deployment.set(result.result());
            return Future.succeededFuture(verticle.port());
        });
    }

    private IllegalStateException cannotListen(Throwable cause) {
        return new IllegalStateException(
                "console cannot listen: host=" + settings.host() + ", port=" + settings.port() + "; "
                        + cause.getMessage() + "; expected a free port on an interface of this machine;"
                        + " set console.host and console.port in site.yaml (0 takes any free port), or --port for the demo",
                cause);
    }

    /** Ends every stream and frees the port; succeeds at once when the console is not open. */
    public Future<Void> close() {
        String id = deployment.getAndSet(null);
        return id == null ? Future.succeededFuture() : vertx.undeploy(id);
    }
}
