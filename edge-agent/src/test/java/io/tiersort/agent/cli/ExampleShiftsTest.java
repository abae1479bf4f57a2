// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.SourceTree;
import io.tiersort.agent.config.SiteCheck;
import io.tiersort.agent.identify.Identification;
import io.tiersort.agent.identify.Identifier;
import io.tiersort.agent.identify.Policy;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.shipment.ShipmentBook;
import io.tiersort.agent.shipment.ShipmentCsv;
import io.tiersort.device.Drivers;
import io.tiersort.device.sim.LabelSource;
import io.tiersort.device.sim.Labels;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples do what their pages tell a site engineer. */
class ExampleShiftsTest {
    private static final Path EXAMPLES = SourceTree.ROOT.resolve("config/examples");
    private static final int ROWS_MAX = 300;
    private static final Pattern KEPT = Pattern.compile("Promises kept: at\\s+least (\\d+) %");
    private static final Pattern CAUSE = Pattern.compile("`([A-Z_]+)`");

    @TempDir
    Path dir;

    @ParameterizedTest
    @ValueSource(strings = {"city-hub", "next-day-hub", "returns-centre", "peak-day"})
    void aSimulatedHourKeepsWhatThePageOfTheExampleStates(String name) {
        String page =
                SourceTree.section(SourceTree.text("config/examples/" + name + "/README.md"), "## A simulated hour");
        Shell shell = Shell.run("simulate", "--site", EXAMPLES.resolve(name), "--hours", "1", "-o", "json");
        assertEquals(ExitCodes.OK, shell.exit(), shell::err);
        JsonObject shift = new JsonObject(shell.out()).getJsonArray("shifts").getJsonObject(0);
        assertFalse(shift.containsKey("violation"), shift::encode);
        assertEquals(0, shift.getInteger("massBalance"));

        JsonObject tiers = shift.getJsonObject("tiers");
        checked(name).plan().tiers().stream()
                .map(Plan.Tier::id)
                .forEach(tier -> assertTrue(tiers.containsKey(tier), () -> tier + " not in " + tiers));

        double kept = 100.0 * sum(shift.getJsonObject("promises-kept")) / sum(tiers);
        double stated = KEPT.matcher(page)
                .results()
                .mapToDouble(found -> Double.parseDouble(found.group(1)))
                .findFirst()
                .orElseThrow();
        assertTrue(kept >= stated, () -> "kept " + kept + " %; the page states at least " + stated + " %");

        TreeSet<String> causes = new TreeSet<>(shift.getJsonObject("hospital").fieldNames());
        causes.removeAll(
                CAUSE.matcher(page).results().map(found -> found.group(1)).collect(Collectors.toSet()));
        assertEquals("[]", causes.toString(), "causes that the page does not name");
    }

    private static long sum(JsonObject figures) {
        return figures.stream()
                .mapToLong(each -> ((Number) each.getValue()).longValue())
                .sum();
    }

    private static SiteCheck.Checked checked(String name) {
        return SiteCheck.check(EXAMPLES.resolve(name), Drivers.all(), InstantSource.system())
                .orThrow();
    }

    @ParameterizedTest
    @ValueSource(strings = {"city-hub", "next-day-hub", "returns-centre", "peak-day"})
    void theLabelsOfAnExampleAreThoseOfItsShipments(String name) throws IOException {
        SiteCheck.Checked checked = checked(name);
        LabelSource labels = SimCommand.labels(checked.site());
        try (ShipmentBook book = ShipmentBook.open(dir, InstantSource.system(), loaded -> {})) {
            ShipmentCsv.Report report = ShipmentCsv.importFile(
                    checked.site().shipments().orElseThrow(),
                    book,
                    checked.plan().zone(),
                    rows -> {});
            assertEquals(0, report.rejected(), report::toString);
            assertTrue(report.rows() > 0 && report.rows() <= ROWS_MAX, report::toString);
            TreeSet<String> found = new TreeSet<>();
            int parcels = 0;
            Random unused = new Random(1);
            for (Optional<Labels> next = labels.next(unused); next.isPresent(); next = labels.next(unused)) {
                parcels++;
                Identification who = Identifier.resolve(next.get().codes(), book, Policy.standard());
                if (who instanceof Identification.Known known) {
                    found.add(known.shipment().reference());
                }
            }
            assertEquals(report.accepted(), found.size(), "shipments without a parcel");
            assertTrue(parcels > found.size() && parcels <= ROWS_MAX, "parcels=" + parcels);
        }
    }
}
