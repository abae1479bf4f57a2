// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.console;

import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The HTTP server on an event loop of its own, so that a slow browser never delays a line. */
final class ConsoleVerticle extends VerticleBase {
    private final ConsoleSettings settings;
    private final ConsoleModel model;
    private final Limits limits;
    private final WebFiles files;
    private final LineStream stream;

    /** Kept in a field, because Vert.x closes a server that nobody holds. */
    private @Nullable HttpServer server;

    private volatile int port;

    ConsoleVerticle(ConsoleSettings settings, ConsoleModel model, Limits limits, WebFiles files) {
        this.settings = settings;
        this.model = model;
        this.limits = limits;
        this.files = files;
        this.stream = new LineStream(model::line);
    }

    /** The bound port; 0 before the server listens. Any thread. */
    int port() {
        return port;
    }

    @Override
    public Future<?> start() {
        Connections connections = new Connections();
        ConsoleRoutes routes = new ConsoleRoutes(context, model, files, connections, stream);
        HttpServer unbound = vertx.createHttpServer(options(limits))
                .connectionHandler(connections::opened)
                .invalidRequestHandler(ConsoleVerticle::refuse)
                .requestHandler(routes.router(vertx));
        server = unbound;
        return unbound.listen(settings.port(), settings.host()).onSuccess(bound -> {
            port = bound.actualPort();
            stream.start(vertx, limits);
        });
    }

    @Override
    public Future<?> stop() {
        stream.close();
        return server == null ? Future.succeededFuture() : server.close();
    }

    private static HttpServerOptions options(Limits limits) {
        HttpServerOptions options = new HttpServerOptions()
                .setIdleTimeout(Math.toIntExact(limits.idle().toMillis()))
                .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
                .setMaxInitialLineLength(Limits.REQUEST_LINE_BYTES)
                .setMaxHeaderSize(Limits.HEADER_BYTES);
        return options.setHttp2ClearTextEnabled(false);
    }

    /** Answers what is not HTTP, or too long to be read; the rest of such a connection cannot be understood. */
    private static void refuse(HttpServerRequest request) {
        Throwable cause = request.decoderResult().cause();
        Answers.secure(request.response());
        if (cause instanceof TooLongHttpLineException) {
            Answers.lastProblem(request, 414, "The address has more than " + Limits.REQUEST_LINE_BYTES + " bytes.");
        } else if (cause instanceof TooLongHttpHeaderException) {
            Answers.lastProblem(request, 431, "The headers have more than " + Limits.HEADER_BYTES + " bytes.");
        } else {
            Answers.lastProblem(request, 400, "The request is not HTTP/1.1.");
        }
    }
}
