// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.console;

import io.vertx.core.Vertx;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A headless chromium, driven through its debugging socket: open a page, ask it, take its picture. */
final class Browser {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int MESSAGE_BYTES = 32 * 1024 * 1024;

    /** What the page complained about: exceptions, and everything its policy blocked. */
    final List<String> complaints = new CopyOnWriteArrayList<>();

    private final Process process;

    /** Kept in a field, because Vert.x closes a client that nobody holds. */
    private final WebSocketClient client;

    private final WebSocket socket;
    private final AtomicInteger commands = new AtomicInteger();
    private final Map<Integer, CompletableFuture<JsonObject>> waiting = new ConcurrentHashMap<>();

    private Browser(Process process, WebSocketClient client, WebSocket socket) {
        this.process = process;
        this.client = client;
        this.socket = socket;
    }

    /** Starts chromium from the PATH with a profile of its own in {@code folder}. */
    static Browser start(Vertx vertx, Path folder) throws Exception {
        Process process = new ProcessBuilder(
                        "chromium",
                        "--headless=new",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync",
                        "--hide-scrollbars",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + folder,
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("chromium.log").toFile())
                .start();
        try {
            return attach(vertx, process, folder);
        } catch (Exception e) {
            process.destroy();
            throw e;
        }
    }

    private static Browser attach(Vertx vertx, Process process, Path folder) throws Exception {
        Path announced = folder.resolve("DevToolsActivePort");
        Deadline.within(LIMIT, "chromium opens its debugging port", () -> hasLines(announced));
        int port = Integer.parseInt(Files.readAllLines(announced).get(0));
        WebSocketConnectOptions page = new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI(pageAddress(port))
                .setAllowOriginHeader(false);
        WebSocketClientOptions sizes =
                new WebSocketClientOptions().setMaxFrameSize(MESSAGE_BYTES).setMaxMessageSize(MESSAGE_BYTES);
        WebSocketClient client = vertx.createWebSocketClient(sizes);
        WebSocket socket = client.connect(page).await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        Browser browser = new Browser(process, client, socket);
        socket.textMessageHandler(browser::received);
        browser.command("Page.enable", new JsonObject());
        browser.command("Runtime.enable", new JsonObject());
        browser.command("Log.enable", new JsonObject());
        browser.command("Emulation.setFocusEmulationEnabled", new JsonObject().put("enabled", true));
        return browser;
    }

    private static boolean hasLines(Path file) throws IOException {
        return Files.exists(file) && Files.readAllLines(file).size() >= 2;
    }

    private static String pageAddress(int port) throws Exception {
        URI list = URI.create("http://127.0.0.1:" + port + "/json/list");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(list).timeout(LIMIT).build(), HttpResponse.BodyHandlers.ofString());
        JsonArray targets = new JsonArray(answer.body());
        for (int i = 0; i < targets.size(); i++) {
            if ("page".equals(targets.getJsonObject(i).getString("type"))) {
                return URI.create(targets.getJsonObject(i).getString("webSocketDebuggerUrl"))
                        .getPath();
            }
        }
        throw new IOException("chromium shows no page: " + targets);
    }

    private void received(String text) {
        JsonObject message = new JsonObject(text);
        String method = message.getString("method", "");
        if (method.equals("Runtime.exceptionThrown") || method.equals("Log.entryAdded")) {
            complaints.add(message.getJsonObject("params").encode());
        }
        CompletableFuture<JsonObject> answer = waiting.remove(message.getInteger("id", 0));
        if (answer != null) {
            answer.complete(message);
        }
    }

    private JsonObject command(String method, JsonObject parameters) throws Exception {
        int id = commands.incrementAndGet();
        CompletableFuture<JsonObject> answer = new CompletableFuture<>();
        waiting.put(id, answer);
        JsonObject message =
                new JsonObject().put("id", id).put("method", method).put("params", parameters);
        socket.writeTextMessage(message.encode()).await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        JsonObject received = answer.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (!received.containsKey("result")) {
            throw new IOException(method + " failed: " + received);
        }
        return received.getJsonObject("result");
    }

    void open(String address) throws Exception {
        command("Page.navigate", new JsonObject().put("url", address));
    }

    void look(int width, int height, String scheme) throws Exception {
        command(
                "Emulation.setDeviceMetricsOverride",
                new JsonObject()
                        .put("width", width)
                        .put("height", height)
                        .put("deviceScaleFactor", 1)
                        .put("mobile", false));
        JsonObject feature =
                new JsonObject().put("name", "prefers-color-scheme").put("value", scheme);
        command("Emulation.setEmulatedMedia", new JsonObject().put("features", new JsonArray().add(feature)));
    }

    /** The value of a JavaScript expression, as text. */
    String evaluate(String expression) throws Exception {
        JsonObject result =
                command("Runtime.evaluate", new JsonObject().put("expression", "String(" + expression + ")"));
        return result.getJsonObject("result").getString("value", result.encode());
    }

    /** Everything a person can read. */
    String text() throws Exception {
        return evaluate("document.body ? document.body.innerText : ''");
    }

    void waitFor(String what, String expression) throws Exception {
        Deadline.within(LIMIT, what, () -> evaluate(expression).equals("true"));
    }

    void press(String key, int code) throws Exception {
        JsonObject event = new JsonObject().put("key", key).put("code", key).put("windowsVirtualKeyCode", code);
        command("Input.dispatchKeyEvent", event.copy().put("type", "keyDown"));
        command("Input.dispatchKeyEvent", event.put("type", "keyUp"));
    }

    void picture(Path file) throws Exception {
        JsonObject shot = command("Page.captureScreenshot", new JsonObject().put("format", "png"));
        Files.createDirectories(file.getParent());
        Files.write(file, Base64.getDecoder().decode(shot.getString("data")));
    }

    void stop() throws Exception {
        client.close().await(LIMIT.toSeconds(), TimeUnit.SECONDS);
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
    }
}
