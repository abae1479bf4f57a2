// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.console;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Which path answers what. Read-only: everything but GET and HEAD is refused before a path is looked at. */
final class ConsoleRoutes {
    private static final Logger LOG = System.getLogger(ConsoleRoutes.class.getName());
    private static final Set<HttpMethod> METHODS = Set.of(HttpMethod.GET, HttpMethod.HEAD);
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

    private final Context loop;
    private final ConsoleModel model;
    private final WebFiles files;
    private final Connections connections;
    private final LineStream stream;

    ConsoleRoutes(Context loop, ConsoleModel model, WebFiles files, Connections connections, LineStream stream) {
        this.loop = loop;
        this.model = model;
        this.files = files;
        this.connections = connections;
        this.stream = stream;
    }

    Router router(Vertx vertx) {
        Router router = Router.router(vertx);
        router.route().handler(this::admit).failureHandler(this::failed);
        router.route("/api/line").handler(ctx -> Answers.json(ctx.request(), 200, model.line()));
        router.route("/api/parcels").handler(this::search);
        router.route("/api/parcels/:id").handler(this::parcel);
        router.route("/api/stream").handler(this::stream);
        router.route("/health").handler(this::health);
        router.route("/metrics").handler(ctx -> Answers.text(ctx.request(), METRICS, model.metrics()));
        router.route().handler(this::file);
        return router;
    }

    private void admit(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        Answers.secure(request.response());
        if (connections.isOverLimit(request.connection())) {
            request.response().putHeader(HttpHeaders.RETRY_AFTER, "30");
            Answers.lastProblem(request, 503, "All " + Limits.CONNECTIONS + " connections are in use. Close a page.");
        } else if (!METHODS.contains(request.method())) {
            request.response().putHeader(HttpHeaders.ALLOW, "GET, HEAD");
            Answers.lastProblem(request, 405, "The console only shows. Use GET or HEAD.");
        } else if (hasBody(request)) {
            Answers.lastProblem(request, 413, "The console takes no request body. Send the request without one.");
        } else if (length(request.query()) > Limits.QUERY_CHARS) {
            Answers.problem(request, 400, "The query has more than " + Limits.QUERY_CHARS + " characters. Shorten it.");
        } else {
            ctx.next();
        }
    }

    private static boolean hasBody(HttpServerRequest request) {
        String declared = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.headers().contains(HttpHeaders.TRANSFER_ENCODING) || (declared != null && !declared.equals("0"));
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    private void search(RoutingContext ctx) {
        List<String> texts = ctx.queryParam("q");
        String query = texts.isEmpty() ? "" : texts.get(0).strip();
        if (isShort(ctx, query)) {
            answer(ctx, model.search(query).map(found -> new JsonObject().put("parcels", found)));
        }
    }

    private void parcel(RoutingContext ctx) {
        String id = ctx.pathParam("id");
        if (isShort(ctx, id)) {
            answer(ctx, model.parcel(id));
        }
    }

    private static boolean isShort(RoutingContext ctx, String text) {
        if (text.length() <= Limits.TEXT_CHARS) {
            return true;
        }
        Answers.problem(ctx.request(), 400, "The search text has more than " + Limits.TEXT_CHARS + " characters.");
        return false;
    }

    /** Waits for the model, wherever it works, and answers on the console's own loop. */
    private void answer(RoutingContext ctx, Future<JsonObject> found) {
        found.timeout(Limits.ANSWER.toMillis(), TimeUnit.MILLISECONDS)
                .onComplete(result -> loop.runOnContext(now -> {
                    if (result.succeeded()) {
                        Answers.json(ctx.request(), 200, result.result());
                    } else {
                        ctx.fail(result.cause());
                    }
                }));
    }

    private void stream(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        if (HttpMethod.HEAD.equals(request.method())) {
            Answers.text(request, "text/event-stream", "");
        } else if (stream.isFull()) {
            request.response().putHeader(HttpHeaders.RETRY_AFTER, "30");
            Answers.problem(request, 503, "All " + Limits.STREAMS + " live streams are in use. Close a page.");
        } else {
            stream.join(request);
        }
    }

    private void health(RoutingContext ctx) {
        JsonObject health = model.health();
        boolean failing = "failing".equals(health.getString("status"));
        Answers.json(ctx.request(), failing ? 503 : 200, health);
    }

    private void file(RoutingContext ctx) {
        if (!files.serve(ctx.request(), ctx.normalizedPath())) {
            Answers.problem(ctx.request(), 404, "There is nothing at this path. Begin at /.");
        }
    }

    private void failed(RoutingContext ctx) {
        HttpServerRequest request = ctx.request();
        Throwable cause = ctx.failure();
        int status = ctx.statusCode();
        if (cause instanceof NoSuchElementException) {
            Answers.problem(request, 404, "This parcel is not in the journal. It may be older than the journal keeps.");
        } else if (cause instanceof TimeoutException) {
            Answers.problem(
                    request, 503, "The journal took longer than " + Limits.ANSWER.toSeconds() + " s. Try again.");
        } else if (status >= 400 && status < 500) {
            Answers.problem(request, status, "The request cannot be read. Check its path and query.");
        } else {
            LOG.log(
                    Level.WARNING,
                    "console request failed: path=" + ctx.normalizedPath() + "; expected an answer",
                    cause);
            Answers.problem(request, 500, "The agent failed to answer. Its log tells why.");
        }
    }
}
