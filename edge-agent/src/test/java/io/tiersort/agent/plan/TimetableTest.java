// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimetableTest {
    private static final Set<DayOfWeek> DAILY = EnumSet.allOf(DayOfWeek.class);
    private static final Set<DayOfWeek> WORKDAYS = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final LocalDate CHRISTMAS = LocalDate.of(2026, 12, 25);

    private static Plan.CutOff weekly(Set<DayOfWeek> days, String at) {
        return new Plan.CutOff(days, Set.of(), LocalTime.parse(at));
    }

    private static Plan.CutOff dated(LocalDate date, String at) {
        return new Plan.CutOff(Set.of(), Set.of(date), LocalTime.parse(at));
    }

    private static Plan.Departure departure(Set<LocalDate> holidays, Plan.CutOff... cutOffs) {
        return new Plan.Departure(
                "van", "Van", List.of(cutOffs), holidays, Duration.ofMinutes(3), Plan.Capacity.UNLIMITED, null);
    }

    private static Timetable timetable(ZoneId zone, Set<LocalDate> holidays, Plan.CutOff... cutOffs) {
        return new Timetable(Plans.leaving(zone, departure(holidays, cutOffs)));
    }

    private static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private static String next(Timetable timetable, String from) {
        long next = timetable.nextCutOff("van", millis(from));
        return next == Timetable.NEVER ? "never" : Instant.ofEpochMilli(next).toString();
    }

    /** The next cut-off and the one after it, around the two days of the year that are not 24 hours long. */
    @ParameterizedTest
    @CsvSource({
        // Berlin: 23 hours with a gap from 02:00 to 03:00, 25 hours with 02:00 to 03:00 twice.
        "Europe/Berlin, 02:30, 2026-03-28T12:00:00Z, 2026-03-29T01:30:00Z, 2026-03-30T00:30:00Z",
        "Europe/Berlin, 18:00, 2026-03-28T17:00:00Z, 2026-03-28T17:00:00Z, 2026-03-29T16:00:00Z",
        "Europe/Berlin, 02:30, 2026-10-24T12:00:00Z, 2026-10-25T00:30:00Z, 2026-10-26T01:30:00Z",
        "Europe/Berlin, 18:00, 2026-10-24T12:00:00Z, 2026-10-24T16:00:00Z, 2026-10-25T17:00:00Z",
        "America/New_York, 02:15, 2026-03-07T12:00:00Z, 2026-03-08T07:15:00Z, 2026-03-09T06:15:00Z",
        "America/New_York, 01:30, 2026-10-31T12:00:00Z, 2026-11-01T05:30:00Z, 2026-11-02T06:30:00Z",
        // Lord Howe moves by half an hour: 02:00 to 02:30 is missing in October and 01:30 to 02:00 doubled in April.
        "Australia/Lord_Howe, 02:10, 2026-10-03T12:00:00Z, 2026-10-03T15:40:00Z, 2026-10-04T15:10:00Z",
        "Australia/Lord_Howe, 01:45, 2026-04-04T12:00:00Z, 2026-04-04T14:45:00Z, 2026-04-05T15:15:00Z",
        // Cairo has its gap at midnight, Kolkata none at all.
        "Africa/Cairo, 00:20, 2026-04-23T12:00:00Z, 2026-04-23T22:20:00Z, 2026-04-24T21:20:00Z",
        "Asia/Kolkata, 02:30, 2026-03-28T12:00:00Z, 2026-03-28T21:00:00Z, 2026-03-29T21:00:00Z",
    })
    void aClockTimeIsMeantInThePlansZone(ZoneId zone, String at, String from, String first, String second) {
        Timetable timetable = timetable(zone, Set.of(), weekly(DAILY, at));

        long next = timetable.nextCutOff("van", millis(from));

        assertEquals(Instant.parse(first), Instant.ofEpochMilli(next));
        assertEquals(Instant.parse(second), Instant.ofEpochMilli(timetable.cutOffAfter("van", next)));
    }

    @Test
    void betweenTheTwoOccurrencesOfADoubledTimeTheNextDayIsNext() {
        Timetable timetable = timetable(BERLIN, Set.of(), weekly(DAILY, "02:30"));

        assertEquals("2026-10-25T00:30:00Z", next(timetable, "2026-10-25T00:30:00Z"));
        assertEquals("2026-10-26T01:30:00Z", next(timetable, "2026-10-25T00:30:00.001Z"));
        assertEquals("2026-10-26T01:30:00Z", next(timetable, "2026-10-25T01:30:00Z"));
    }

    /** 23:45 of the 24th is put off into the 25th, after that day's own first cut-off. */
    @Test
    void aGapAtMidnightDoesNotChangeTheOrder() {
        ZoneId scoresbysund = ZoneId.of("America/Scoresbysund");
        Timetable timetable = timetable(
                scoresbysund, Set.of(), weekly(DAILY, "23:45"), weekly(DAILY, "00:15"), weekly(DAILY, "00:50"));
        List<Long> brute = new ArrayList<>();
        for (LocalDate day = LocalDate.of(2026, 3, 20); day.isBefore(LocalDate.of(2026, 4, 5)); day = day.plusDays(1)) {
            for (String at : List.of("23:45", "00:15", "00:50")) {
                brute.add(ZonedDateTime.of(day, LocalTime.parse(at), scoresbysund)
                        .toInstant()
                        .toEpochMilli());
            }
        }
        long end = millis("2026-04-02T00:00:00Z");
        for (long from = millis("2026-03-25T00:00:00Z"); from < end; from += 300_000) {
            long now = from;
            long expected = brute.stream()
                    .mapToLong(Long::longValue)
                    .filter(at -> at >= now)
                    .min()
                    .orElseThrow();
            assertEquals(
                    expected,
                    timetable.nextCutOff("van", from),
                    () -> Instant.ofEpochMilli(now).toString());
        }
    }

    @Test
    void aHolidayHasNoCutOffs() {
        Timetable timetable = timetable(BERLIN, Set.of(CHRISTMAS, CHRISTMAS.plusDays(1)), weekly(WORKDAYS, "18:00"));

        assertEquals("2026-12-24T17:00:00Z", next(timetable, "2026-12-24T17:00:00Z"));
        assertEquals("2026-12-28T17:00:00Z", next(timetable, "2026-12-24T17:00:00.001Z"));
    }

    @Test
    void aNamedDateHasOnlyTheCutOffsThatNameIt() {
        Timetable timetable = timetable(
                BERLIN,
                Set.of(CHRISTMAS),
                weekly(DAILY, "18:00"),
                dated(CHRISTMAS.minusDays(1), "12:00"),
                dated(CHRISTMAS, "10:00"));

        assertEquals("2026-12-24T11:00:00Z", next(timetable, "2026-12-23T17:00:01Z"));
        assertEquals("2026-12-25T09:00:00Z", next(timetable, "2026-12-24T11:00:01Z"));
        assertEquals("2026-12-26T17:00:00Z", next(timetable, "2026-12-25T09:00:01Z"));
    }

    /** A holiday of a whole month, and a departure of two days a year. */
    @Test
    void aLongWaitIsBridged() {
        Set<LocalDate> august = Set.copyOf(
                LocalDate.of(2026, 8, 1).datesUntil(LocalDate.of(2026, 9, 1)).toList());
        Timetable closed = timetable(BERLIN, august, weekly(DAILY, "18:00"));
        Timetable rare =
                timetable(BERLIN, Set.of(), dated(CHRISTMAS, "10:00"), dated(LocalDate.of(2031, 6, 1), "10:00"));

        assertEquals("2026-09-01T16:00:00Z", next(closed, "2026-08-01T00:00:00Z"));
        assertEquals("2026-12-25T09:00:00Z", next(rare, "2026-01-01T00:00:00Z"));
        assertEquals("2031-06-01T08:00:00Z", next(rare, "2026-12-26T00:00:00Z"));
        assertEquals("never", next(rare, "2031-06-01T08:00:01Z"));
        assertEquals(Timetable.NEVER, rare.cutOffAfter("van", millis("2031-06-01T08:00:00Z")));
        assertEquals(Timetable.NEVER, rare.cutOffAfter("van", Timetable.NEVER));
    }

    @Test
    void anUnknownDepartureNeverLeaves() {
        Timetable timetable = timetable(BERLIN, Set.of(), weekly(DAILY, "18:00"));

        assertEquals(Timetable.NEVER, timetable.nextCutOff("ship", 0));
        assertEquals(0, timetable.dwellMillis("ship"));
        assertEquals(180_000, timetable.dwellMillis("van"));
    }

    /** Clocks step back, plans are asked about last week: what was kept must not change an answer. */
    @ParameterizedTest
    @ValueSource(strings = {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kolkata"})
    void whatWasAskedBeforeDoesNotChangeAnAnswer(ZoneId zone) {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Plan.CutOff[] cutOffs = {
            weekly(WORKDAYS, "18:00"), weekly(DAILY, "02:30"), dated(CHRISTMAS, "10:00"), weekly(Set.of(), "11:00")
        };
        Set<LocalDate> holidays = Set.of(CHRISTMAS, CHRISTMAS.plusDays(1), LocalDate.of(2026, 3, 29));
        Timetable kept = timetable(zone, holidays, cutOffs);
        long start = millis("2026-01-01T00:00:00Z");
        long now = start;
        for (int i = 0; i < 2_000; i++) {
            now = random.nextInt(4) == 0
                    ? start + random.nextInt(370) * 86_400_000L
                    : now + random.nextInt(30) * 3_600_000L - 3_600_000L;
            Timetable fresh = timetable(zone, holidays, cutOffs);
            assertEquals(fresh.nextCutOff("van", now), kept.nextCutOff("van", now), "seed " + seed + ", " + now);
        }
    }
}
