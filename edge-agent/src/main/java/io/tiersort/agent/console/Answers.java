// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.console;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** Writes complete responses; a HEAD request gets the headers of the GET and no body. Problems follow RFC 9457. */
final class Answers {
    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";

    /** On every response: only own files may load or run, nothing may be guessed, framed or told to another site. */
    private static final Map<String, String> SECURITY = Map.of(
            "Content-Security-Policy",
            "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Referrer-Policy",
            "no-referrer",
            "Cross-Origin-Resource-Policy",
            "same-origin");

    private Answers() {}

    static void secure(HttpServerResponse response) {
        SECURITY.forEach(response::putHeader);
    }

    static void json(HttpServerRequest request, int status, JsonObject body) {
        fresh(request, status, JSON, body.toBuffer());
    }

    static void text(HttpServerRequest request, String type, String body) {
        fresh(request, 200, type, Buffer.buffer(body));
    }

    /** The problem as JSON. {@code detail} is for a person: what was wrong and what to do, nothing about the inside. */
    static Future<Void> problem(HttpServerRequest request, int status, String detail) {
        HttpServerResponse response = request.response().setStatusCode(status);
        JsonObject body = new JsonObject()
                .put("type", "about:blank")
                .put("title", response.getStatusMessage())
                .put("status", status)
                .put("detail", detail);
        return fresh(request, status, PROBLEM, body.toBuffer());
    }

    /** As {@link #problem}, and the connection is closed after it, because what follows on it is not wanted. */
    static void lastProblem(HttpServerRequest request, int status, String detail) {
        request.response().putHeader(HttpHeaders.CONNECTION, "close");
        problem(request, status, detail)
                .onComplete(written -> request.connection().close());
    }

    private static Future<Void> fresh(HttpServerRequest request, int status, String type, Buffer body) {
        request.response().putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        return send(request, status, type, body);
    }

    static Future<Void> send(HttpServerRequest request, int status, String type, Buffer body) {
        HttpServerResponse response = request.response();
        if (response.ended() || response.closed()) {
            return Future.succeededFuture();
        }
        response.setStatusCode(status)
                .putHeader(HttpHeaders.CONTENT_TYPE, type)
                .putHeader(HttpHeaders.CONTENT_LENGTH, String.valueOf(body.length()));
        return HttpMethod.HEAD.equals(request.method()) ? response.end() : response.end(body);
    }
}
