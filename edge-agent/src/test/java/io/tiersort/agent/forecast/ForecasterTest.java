// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ForecasterTest {
    /** A Monday. */
    private static final LocalDate START = LocalDate.of(2026, 6, 1);

    private static Prediction rest(Forecast forecast) {
        Prediction rest = forecast.rest();
        assertNotNull(rest, forecast.problem());
        return rest;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void fourOfFiveTruthsLieInTheRangeAndTheMiddleBeatsLastWeek(long seed) {
        Weeks weeks = new Weeks(new Random(seed), 20);
        int inside = 0;
        List<Double> errors = new ArrayList<>();
        List<Double> errorsOfLastWeek = new ArrayList<>();
        for (LocalDate day = START.plusWeeks(14); day.isBefore(START.plusWeeks(20)); day = day.plusDays(1)) {
            for (int hour : new int[] {8, 11, 14, 17}) {
                LocalDateTime now = day.atTime(hour, 10);
                LocalDateTime until = day.plusDays(1).atStartOfDay();
                double truth = weeks.all.between(Series.SITE, now, until);
                Prediction rest = rest(new Forecaster(weeks.all, Plans.of(Set.of())).forecast(Series.SITE, now, until));
                inside += truth >= rest.low() && truth <= rest.high() ? 1 : 0;
                errors.add(Math.abs(truth - rest.expected()) / truth);
                double lastWeek = weeks.all.between(Series.SITE, now.minusWeeks(1), until.minusWeeks(1));
                errorsOfLastWeek.add(Math.abs(truth - lastWeek) / truth);
            }
        }
        double covered = (double) inside / errors.size();
        assertTrue(covered >= 0.7 && covered <= 0.9, "seed " + seed + ": " + covered + " in the range");
        assertTrue(
                median(errors) < median(errorsOfLastWeek),
                "seed " + seed + ": " + median(errors) + " against " + median(errorsOfLastWeek));
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }

    @Test
    void aForecastSeesNothingOfWhatIsStillToCome() {
        long seed = 9;
        LocalDateTime now = START.plusWeeks(14).atTime(13, 0);
        LocalDateTime until = now.toLocalDate().plusDays(1).atStartOfDay();
        Volumes cut = new Weeks(new Random(seed), 20, now).all;
        Volumes whole = new Weeks(new Random(seed), 20).all;
        Prediction fromCut = rest(new Forecaster(cut, Plans.of(Set.of())).forecast(Series.SITE, now, until));
        Prediction fromWhole = rest(new Forecaster(whole, Plans.of(Set.of())).forecast(Series.SITE, now, until));
        assertEquals(fromWhole.expected(), fromCut.expected(), 1e-9);
        assertEquals(fromWhole.high(), fromCut.high());
    }

    @Test
    void aShortHistoryGivesNoNumberAndSaysSo() {
        Weeks weeks = new Weeks(new Random(1), 4);
        LocalDateTime now = START.plusWeeks(3).plusDays(2).atTime(12, 0);
        Forecast forecast = new Forecaster(weeks.all, Plans.of(Set.of())).forecast(Series.SITE, now, now.plusHours(3));
        assertNull(forecast.rest());
        assertEquals("not enough history: 3 days like today; 4 are needed", forecast.problem());
        assertTrue(forecast.soFar() > 0);
    }

    @Test
    void holidaysAreNoMeasureOfOtherDaysAndHaveNoForecast() {
        Weeks weeks = new Weeks(new Random(1), 8);
        LocalDateTime now = START.plusWeeks(7).plusDays(2).atTime(12, 0);
        Set<LocalDate> holidays =
                Set.of(now.toLocalDate().minusWeeks(1), now.toLocalDate().plusDays(1));
        Forecaster forecaster = new Forecaster(weeks.all, Plans.of(holidays));
        assertEquals(6, forecaster.forecast(Series.SITE, now, now.plusHours(3)).days());
        Forecast holiday = forecaster.forecast(
                Series.SITE, now.plusDays(1), now.plusDays(1).plusHours(3));
        assertNull(holiday.rest());
        assertEquals("today is a holiday: no days like it", holiday.problem());
    }

    @Test
    void aSeriesThatNeverHadAParcelIsExpectedToHaveNone() {
        Weeks weeks = new Weeks(new Random(1), 8);
        LocalDateTime now = START.plusWeeks(7).plusDays(2).atTime(12, 0);
        Series unused = new Series(Series.Kind.TIER, "UNUSED");
        Prediction rest = rest(new Forecaster(weeks.all, Plans.of(Set.of())).forecast(unused, now, now.plusHours(3)));
        assertEquals(0, rest.high());
        assertTrue(rest.chanceAbove(0) < 0.01);
    }

    @Test
    void aStrongerDayThanUsualIsExpectedToStayStronger() {
        double[] before = {100, 120, 80, 110, 90, 105};
        double[] after = {200, 240, 160, 220, 180, 210};
        double usual = Prediction.of(before, after, 100).expected();
        double strong = Prediction.of(before, after, 150).expected();
        assertEquals(200, usual, 10);
        assertTrue(strong > 1.3 * usual && strong < 1.5 * usual, strong + " against " + usual);
    }

    @Test
    void chanceFallsAsTheLimitRises() {
        Prediction rest = Prediction.of(new double[] {10, 14, 6, 12}, new double[] {20, 29, 13, 22}, 11);
        assertEquals(1, rest.chanceAbove(-1));
        assertTrue(rest.chanceAbove(rest.low() - 1.0) >= 0.9);
        assertTrue(rest.chanceAbove((double) rest.high()) <= 0.1);
        assertTrue(rest.low() < rest.expected() && rest.expected() < rest.high());
    }
}
