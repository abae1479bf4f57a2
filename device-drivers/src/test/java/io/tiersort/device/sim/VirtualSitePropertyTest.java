// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.sorter.EventRecord;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VirtualSitePropertyTest {
    private static final int SEEDS = 200;

    private record Run(VirtualSite site, ScriptedHost host) {}

    private static Run run(SiteModel model, FaultMix faults, long seed, int parcels) {
        ScriptedHost host = new ScriptedHost();
        VirtualSite site =
                new VirtualSite(model, faults, Sites.shapes(parcels), Sites.MAP, Map.of(Sites.STATION, host), seed);
        host.connect(site);
        assertTrue(
                host.drain(20_000),
                "never empty: " + replay(seed) + site.ledger().totals());
        return new Run(site, host);
    }

    private static String replay(long seed) {
        return "replay: seed=" + seed + " ";
    }

    @Test
    void whateverGoesWrongNoParcelVanishesAndNoneLiesInAForeignChute() {
        for (long seed = 1; seed <= SEEDS; seed++) {
            SiteModel model = seed % 2 == 0 ? Sites.line(Sites.line().host(), 6, 0) : Sites.line();
            Run run = run(model, FaultMix.worst(), seed, 60);
            SiteLedger.Totals totals = run.site.ledger().totals();
            String which = replay(seed) + totals;
            assertEquals(0, totals.massBalance(), which);
            assertEquals(0, totals.onBelt(), which);
            assertEquals(0, totals.misdiverts(), which);
            assertEquals(60, totals.inducted() + totals.addedByHand(), which);
            everyTrackingIdEndsOnce(run.host, which);
        }
    }

    @Test
    void onALoopNothingVanishesEither() {
        for (long seed = 1; seed <= 40; seed++) {
            Run run = run(Sites.loop(2), FaultMix.worst(), seed, 60);
            SiteLedger.Totals totals = run.site.ledger().totals();
            assertEquals(0, totals.massBalance(), replay(seed) + totals);
            assertEquals(0, totals.misdiverts(), replay(seed) + totals);
        }
    }

    /** A tracking id begins once and ends once, unless its epoch ended first. */
    private static void everyTrackingIdEndsOnce(ScriptedHost host, String which) {
        Set<SiteLedger.Identity> open = new HashSet<>();
        for (int i = 0; i < host.events.size(); i++) {
            EventRecord event = host.events.get(i);
            SiteLedger.Identity identity = new SiteLedger.Identity(host.epochs.get(i), event.trackingId());
            switch (event.type()) {
                case EventRecord.INDUCT, EventRecord.STRAY ->
                    assertTrue(open.add(identity), "began twice: " + event + which);
                case EventRecord.DIVERT, EventRecord.LOST ->
                    assertTrue(open.remove(identity), "ended twice or never began: " + event + which);
                default -> assertTrue(event.sequence() > 0);
            }
        }
        open.removeIf(identity -> identity.epoch() != host.epoch);
        assertEquals(Set.of(), open, "never ended: " + which);
    }

    @Test
    void theSameSeedWritesTheSameLedger() throws IOException, NoSuchAlgorithmException {
        String once = hash(run(Sites.line(), FaultMix.worst(), 7, 150));
        assertEquals(once, hash(run(Sites.line(), FaultMix.worst(), 7, 150)));
        assertNotEquals(once, hash(run(Sites.line(), FaultMix.worst(), 8, 150)));
    }

    @Test
    void theSizeOfTheStepsDoesNotMatter() throws IOException {
        StringBuilder coarse = new StringBuilder();
        StringBuilder fine = new StringBuilder();
        unattended(1_000_000_000L).writeTo(coarse);
        unattended(3_000_000L).writeTo(fine);
        assertTrue(coarse.length() > 1_000);
        assertEquals(coarse.toString(), fine.toString());
    }

    private static SiteLedger unattended(long step) {
        VirtualSite site = new VirtualSite(Sites.line(), FaultMix.worst(), Sites.shapes(100), Sites.MAP, Map.of(), 11);
        for (long ran = 0; ran < 600 * Sites.SECOND; ran += step) {
            site.advance(step);
        }
        return site.ledger();
    }

    @Test
    void readerFaultsDoNotDisturbArrivals() {
        SiteLedger calm = run(Sites.line(), FaultMix.none(), 5, 50).site.ledger();
        FaultMix blind = FaultMix.none().with(Fault.NO_READ, 0.5).with(Fault.UNWEIGHED, 0.5);
        SiteLedger blinded = run(Sites.line(), blind, 5, 50).site.ledger();
        assertEquals(calm.entries(), blinded.entries());
    }

    private static String hash(Run run) throws IOException, NoSuchAlgorithmException {
        StringBuilder text = new StringBuilder();
        run.site.ledger().writeTo(text);
        byte[] digest =
                MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }

    @Test
    void speedOfTheSimulationIsPrinted() {
        long started = System.nanoTime();
        int parcels = 2_000;
        Run run = run(Sites.line(), FaultMix.usual(), 3, parcels);
        double seconds = (System.nanoTime() - started) / 1e9;
        System.getLogger(VirtualSitePropertyTest.class.getName())
                .log(System.Logger.Level.INFO, "simulated parcels per second: {0}", Math.round(parcels / seconds));
        assertEquals(0, run.site.ledger().totals().massBalance());
    }
}
