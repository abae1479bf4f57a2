// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.console;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of the console, read once from the class path and kept in memory, plain and compressed. Only the files listed here exist, so
 * no path from outside ever reaches a file system.
 */
final class WebFiles {
    static final List<String> NAMES = List.of(
            "index.html",
            "style.css",
            "icon.svg",
            "app.js",
            "belt.js",
            "explain.js",
            "html.js",
            "line.js",
            "live.js",
            "panels.js",
            "parcel.js",
            "parcels.js",
            "words.js",
            "vendor/VENDOR.md",
            "vendor/htm.LICENSE.txt",
            "vendor/htm.mjs",
            "vendor/preact-hooks.mjs",
            "vendor/preact.LICENSE.txt",
            "vendor/preact.mjs");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml",
            "js", "text/javascript; charset=utf-8",
            "mjs", "text/javascript; charset=utf-8",
            "md", "text/plain; charset=utf-8",
            "txt", "text/plain; charset=utf-8");

    private final Map<String, WebFile> byPath;

    private record WebFile(String type, Form plain, Form gzip) {}

    /** One representation with its own entity tag, as RFC 9110 §8.8.3 asks. */
    private record Form(Buffer body, String etag) {}

    private WebFiles(Map<String, WebFile> byPath) {
        this.byPath = byPath;
    }

    /**
     * Reads and compresses every file; some tens of milliseconds, blocking.
     *
     * @throws IllegalStateException if a listed file is not on the class path
     */
    static WebFiles load() {
        Map<String, WebFile> files = new HashMap<>();
        for (String name : NAMES) {
            byte[] bytes = read("/web/" + name);
            String etag = fingerprint(bytes);
            String extension = name.substring(name.lastIndexOf('.') + 1);
            String type = TYPES.getOrDefault(extension, "application/octet-stream");
            Form plain = new Form(Buffer.buffer(bytes), '"' + etag + '"');
            Form gzip = new Form(Buffer.buffer(compress(bytes)), '"' + etag + "-gzip\"");
            files.put("/" + name, new WebFile(type, plain, gzip));
        }
        WebFile index = files.get("/index.html");
        if (index != null) {
            files.put("/", index);
        }
        return new WebFiles(Map.copyOf(files));
    }

    /** Answers with the file at this path and returns true, or does nothing and returns false when there is none. */
    boolean serve(HttpServerRequest request, String path) {
        WebFile file = byPath.get(path);
        if (file == null) {
            return false;
        }
        boolean compressed = takesGzip(request.getHeader(HttpHeaders.ACCEPT_ENCODING));
        Form form = compressed ? file.gzip() : file.plain();
        request.response()
                .putHeader(HttpHeaders.ETAG, form.etag())
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .putHeader(HttpHeaders.VARY, "Accept-Encoding");
        if (isKnown(request.getHeader(HttpHeaders.IF_NONE_MATCH), form.etag())) {
            request.response().setStatusCode(304).end();
            return true;
        }
        if (compressed) {
            request.response().putHeader(HttpHeaders.CONTENT_ENCODING, "gzip");
        }
        Answers.send(request, 200, file.type(), form.body());
        return true;
    }

    /** Bytes of every compressed file whose name ends so; what a first visit costs. */
    int compressedBytes(String... endings) {
        int total = 0;
        for (String name : NAMES) {
            WebFile file = byPath.get("/" + name);
            if (file != null && List.of(endings).stream().anyMatch(name::endsWith)) {
                total += file.gzip().body().length();
            }
        }
        return total;
    }

    private static boolean takesGzip(@Nullable String acceptEncoding) {
        if (acceptEncoding == null) {
            return false;
        }
        for (String coding : acceptEncoding.split(",", -1)) {
            String plain = coding.replace(" ", "");
            if (plain.equals("gzip") || (plain.startsWith("gzip;q=") && !plain.matches("gzip;q=0(\\.0*)?"))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isKnown(@Nullable String ifNoneMatch, String etag) {
        if (ifNoneMatch == null) {
            return false;
        }
        for (String tag : ifNoneMatch.split(",", -1)) {
            String strong = tag.strip().replaceFirst("^W/", "");
            if (strong.equals(etag) || strong.equals("*")) {
                return true;
            }
        }
        return false;
    }

    private static byte[] read(String resource) {
        try (InputStream in = WebFiles.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(
                        "console file is missing: resource=" + resource + "; expected it in the jar; install again");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] compress(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    private static String fingerprint(byte[] bytes) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(hash, 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
