// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.console.SampleModel.Scene;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pages in a real browser. Pictures for people are left in {@code target/screenshots}. */
@Tag("peer")
class ConsolePageTest {
    private static final Path PICTURES = Path.of("target", "screenshots");
    private static final int TAB = 9;
    private static final int SORTED = 420;

    private final List<ConsoleServer> servers = new ArrayList<>();
    private Vertx vertx;
    private Browser browser;

    @BeforeEach
    void open() throws Exception {
        vertx = Vertx.vertx();
        Path profile = Files.createTempDirectory(Path.of("target"), "browser");
        browser = Browser.start(vertx, profile.toAbsolutePath());
        browser.look(1280, 800, "light");
    }

    @AfterEach
    void close() throws Exception {
        browser.stop();
        for (ConsoleServer server : servers) {
            await(server.close());
        }
        await(vertx.close());
    }

    private static <T> T await(Future<T> future) throws Exception {
        return future.await(20, TimeUnit.SECONDS);
    }

    private String serve(Scene scene) throws Exception {
        return serve(new SampleModel(InstantSource.system(), scene, SORTED));
    }

    private String serve(ConsoleModel model) throws Exception {
        ConsoleServer server = new ConsoleServer(vertx, new ConsoleSettings("127.0.0.1", 0), model);
        servers.add(server);
        return "http://127.0.0.1:" + await(server.start()) + "/";
    }

    private void shoot(String name) throws Exception {
        browser.picture(PICTURES.resolve(name + ".png"));
    }

    private void shootBothWays(String name) throws Exception {
        browser.look(1280, 800, "dark");
        shoot(name + "-dark");
        browser.look(800, 1280, "light");
        shoot(name + "-tall");
        browser.look(1280, 800, "light");
        shoot(name);
    }

    @Test
    void aCalmLineIsDrawnAndMovesWithoutAnyAlarmColour() throws Exception {
        browser.open(serve(Scene.CALM));
        browser.waitFor("parcels are drawn", "document.querySelectorAll('.parcel').length > 5");
        String text = browser.text();
        for (String expected : new String[] {
            "city-hub", "weekday r3", "Throughput", "Hospital", "No alarm", "Same-day", "tunnel-1", "Mass balance 0"
        }) {
            assertTrue(text.contains(expected), expected + " is missing in: " + text);
        }
        assertEquals("12", browser.evaluate("document.querySelectorAll('.chute').length"));
        assertEquals(
                "0", browser.evaluate("document.querySelectorAll('.chute.p1, .chute.p2, .figure.abnormal').length"));
        browser.evaluate("window.first = document.querySelector('.parcel.committed').getAttribute('transform')");
        browser.waitFor(
                "the parcels move",
                "window.first !== document.querySelector('.parcel.committed').getAttribute('transform')");
        shootBothWays("line-calm");
        assertEquals(List.of(), browser.complaints);
    }

    @Test
    void troubleIsShownByShapeWordAndPlace() throws Exception {
        browser.open(serve(Scene.TROUBLED));
        browser.waitFor("alarms are shown", "document.querySelectorAll('.alarms li').length === 4");
        browser.waitFor("chutes are drawn", "document.querySelectorAll('.chute').length === 12");
        String text = browser.text();
        for (String expected :
                new String[] {"jammed", "full", "Clear the chute mouth", "not connected", "failure", "high"}) {
            assertTrue(text.contains(expected), expected + " is missing in: " + text);
        }
        assertEquals("1", browser.evaluate("document.querySelectorAll('.chute.p1').length"));
        assertEquals("1", browser.evaluate("document.querySelector('.alarms li text').textContent"));
        shootBothWays("line-trouble");
    }

    @Test
    void anEmptyLineSaysWhatToDo() throws Exception {
        browser.open(serve(Scene.EMPTY));
        browser.waitFor("the page tells what to do", "document.body.innerText.includes('tiersort sim')");
        assertTrue(browser.text().contains("No parcel yet. Start the line or run tiersort sim"), browser.text());
        shoot("line-empty");
        browser.open(serve(Scene.EMPTY) + "#/parcels");
        browser.waitFor("the list tells what to do", "document.body.innerText.includes('No parcel yet')");
        shoot("parcels-empty");
    }

    @Test
    void aSnapshotWithMissingPartsIsStillAPage() throws Exception {
        JsonObject bare = new JsonObject().put("id", "L9").put("lengthMm", 9000);
        SampleModel sparse = new SampleModel(InstantSource.system(), Scene.CALM, SORTED) {
            @Override
            public JsonObject line() {
                return new JsonObject().put("lines", new JsonArray().add(bare));
            }
        };
        browser.open(serve(sparse));
        browser.waitFor("the bare line is drawn", "document.querySelector('.track') !== null");
        String text = browser.text();
        assertTrue(text.contains("Line L9"), text);
        assertFalse(text.contains("NaN") || text.contains("undefined"), text);
        assertEquals(List.of(), browser.complaints);
    }

    @Test
    void aLostAgentMakesThePageStale() throws Exception {
        browser.open(serve(Scene.TROUBLED));
        browser.waitFor("the line is shown", "document.querySelectorAll('.parcel').length > 5");
        assertFalse(browser.text().contains("Stale."), browser.text());
        await(servers.get(0).close());
        browser.waitFor("the page is marked", "document.querySelector('main.stale') !== null");
        assertTrue(browser.text().contains("Stale. This was the line at"), browser.text());
        assertTrue(browser.text().contains("without news"), browser.text());
        browser.waitFor("the tab is marked", "document.title.startsWith('STALE')");
        shootBothWays("stale");
    }

    @Test
    void aParcelIsFoundAndExplained() throws Exception {
        String address = serve(Scene.CALM);
        browser.open(address + "#/parcels");
        browser.waitFor("parcels are listed", "document.querySelectorAll('tbody tr').length === 50");
        shootBothWays("parcels");
        browser.evaluate("(() => { const q = document.querySelector('#q'); q.value = 'SHP-880100';"
                + " q.dispatchEvent(new Event('input', { bubbles: true })); })()");
        browser.waitFor("one is left", "document.querySelectorAll('tbody tr').length === 1");
        browser.evaluate("document.querySelector('tbody a').click()");
        browser.waitFor("its page opens", "document.querySelector('.timeline') !== null");
        assertEquals("#/parcel/L1-100", browser.evaluate("location.hash"));
        String text = browser.text();
        for (String expected : new String[] {
            "SHP-880100",
            "paid-express",
            "was fragile",
            "north-by-postcode",
            "was \"20095\"",
            "product code",
            "14 us after its cause",
            "before the last moment for its chute",
            "customer history",
            "it was measured",
            "promise at risk",
            "within reach",
            "PLC: accepted",
            "wait, up to record",
            "diverted"
        }) {
            assertTrue(text.contains(expected), expected + " is missing in: " + text);
        }
        browser.evaluate("document.querySelectorAll('summary')[2].click()");
        shootBothWays("parcel");
        browser.open(address + "#/parcel/L1-999999");
        browser.waitFor("the problem is told", "document.body.innerText.includes('not in the journal')");
        shoot("parcel-unknown");
    }

    @Test
    void everythingIsReachedByKeyboard() throws Exception {
        browser.open(serve(Scene.CALM));
        browser.waitFor("the line is shown", "document.querySelectorAll('.parcel').length > 5");
        List<String> visited = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            browser.press("Tab", TAB);
            visited.add(browser.evaluate(
                    "document.activeElement.textContent.trim().slice(0, 16) || document.activeElement.className"));
        }
        assertEquals(List.of("Skip to content", "Line", "Parcels"), visited.subList(0, 3));
        assertEquals("true", browser.evaluate("document.activeElement.closest('.belt') !== null"));
        browser.evaluate("[...document.querySelectorAll('.parcel')].pop().focus()");
        assertEquals(
                "visible",
                browser.evaluate("getComputedStyle(document.activeElement.querySelector('.tag')).visibility"));
        shoot("line-focus");
    }

    @Test
    void aParcelThatLeavesTheBeltLeavesItsFocusThere() throws Exception {
        browser.open(serve(Scene.CALM));
        browser.waitFor("the line is shown", "document.querySelectorAll('.parcel').length > 5");
        browser.evaluate("(window.leaving = document.querySelector('.parcel')).focus()");
        browser.waitFor("the parcel leaves", "!window.leaving.isConnected");
        browser.waitFor("the drawing has the focus", "document.activeElement.className === 'belt'");
    }
}
