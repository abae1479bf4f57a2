// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Physical plausibility of one line: positions, reach, hospital, recirculation. Tolerates values that are not there. */
final class LineChecks {
    private final Report report;

    LineChecks(Report report) {
        this.report = report;
    }

    void check(Bound line) {
        List<Bound> stations = line.objects("stations");
        List<Bound> chutes = line.objects("chutes");
        unique(stations, "point", "scan point");
        unique(chutes, "number", "chute");
        ascending(stations, "scan station");
        ascending(chutes, "chute");
        stations.forEach(station -> within(line, station, "the scan station"));
        chutes.forEach(chute -> within(line, chute, "the chute"));
        line.object("scale").ifPresent(scale -> within(line, scale, "the scale"));
        refuge(line, chutes, "hospital");
        refuge(line, chutes, "overflow");
        if (line.has("hospital", "overflow") && line.number("hospital") == line.number("overflow")) {
            String message = "chute " + line.number("overflow") + " is the hospital of this line";
            report.error(line.spot("overflow"), Code.GEOMETRY, message, "use another chute, or remove overflow");
        }
        unlimited(line, chutes);
        loop(line);
        if (line.has("speed", "command-lead", "read-grace", "loop") && !line.flag("loop") && !stations.isEmpty()) {
            chutes.forEach(chute -> reach(line, stations.get(stations.size() - 1), chute));
        }
    }

    private void unique(List<Bound> things, String key, String what) {
        Map<Integer, Spot> seen = new HashMap<>();
        for (Bound thing : things) {
            Spot first = thing.has(key) ? seen.putIfAbsent(thing.number(key), thing.spot(key)) : null;
            if (first != null) {
                String message = what + " " + thing.number(key) + " is already described in " + first.where();
                report.error(thing.spot(key), Code.DUPLICATE_ID, message, "use the number the PLC uses");
            }
        }
    }

    private void ascending(List<Bound> things, String what) {
        for (int i = 1; i < things.size(); i++) {
            Bound before = things.get(i - 1);
            Bound thing = things.get(i);
            if (before.has("at") && thing.has("at") && thing.number("at") <= before.number("at")) {
                String message =
                        what + " at " + thing.number("at") + "mm comes after one at " + before.number("at") + "mm";
                report.error(
                        thing.spot("at"), Code.GEOMETRY, message, "list them in belt order, each at its own position");
            }
        }
    }

    private void within(Bound line, Bound thing, String what) {
        if (line.has("length") && thing.has("at") && thing.number("at") > line.number("length")) {
            String message = what + " at " + thing.number("at") + "mm lies behind the end of the line at "
                    + line.number("length") + "mm";
            report.error(thing.spot("at"), Code.GEOMETRY, message, "check the position and the length of the line");
        }
    }

    private void refuge(Bound line, List<Bound> chutes, String key) {
        if (!line.has(key)) {
            return;
        }
        List<String> numbers = chutes.stream()
                .filter(chute -> chute.has("number"))
                .map(chute -> Integer.toString(chute.number("number")))
                .toList();
        String wanted = Integer.toString(line.number(key));
        if (!numbers.contains(wanted)) {
            String message = "the line has no chute " + wanted;
            String known = "known: " + String.join(", ", numbers);
            report.error(line.spot(key), Code.UNKNOWN_REFERENCE, message, known);
        }
    }

    /** Limits of the hospital would be ignored. */
    private void unlimited(Bound line, List<Bound> chutes) {
        for (Bound chute : chutes) {
            boolean hospital =
                    line.has("hospital") && chute.has("number") && chute.number("number") == line.number("hospital");
            boolean container = chute.has("container") && chute.flag("container");
            if (hospital && (container || chute.has("rate-limit"))) {
                String key = container ? "container" : "rate-limit";
                String message = "chute " + chute.number("number") + " is the hospital, which must take every parcel";
                report.error(chute.spot(key), Code.REFUGE_LIMIT, message, "remove " + key);
            }
        }
    }

    private void loop(Bound line) {
        if (line.has("loop", "throttle-at") && !line.flag("loop")) {
            String message = "throttle-at is " + line.number("throttle-at") + " on a line that is no loop";
            report.error(line.spot("throttle-at"), Code.LOOP, message, "write loop: true, or remove throttle-at");
        }
        if (!line.has("loop", "max-laps")) {
            return;
        }
        if (!line.flag("loop") && line.number("max-laps") > 0) {
            String message = "max-laps is " + line.number("max-laps") + " on a line that is no loop";
            report.error(line.spot("max-laps"), Code.LOOP, message, "write loop: true, or remove max-laps");
        }
        if (line.flag("loop") && line.number("max-laps") == 0) {
            String message = "a loop with max-laps 0 never recirculates: a missed chute ends in the hospital";
            report.warning(line.spot("loop"), Code.LOOP, message, "write max-laps: 1 or more");
        }
    }

    /** The belt must not pass the latest moment for a command before the parcel has left the last scan station. */
    private void reach(Bound line, Bound station, Bound chute) {
        if (!station.has("at") || !chute.has("at", "actuation", "number")) {
            return;
        }
        long millis = line.duration("command-lead").toMillis()
                + chute.duration("actuation").toMillis();
        long needed = belt(line, millis);
        long distance = (long) chute.number("at") - station.number("at");
        String numbers = "chute " + chute.number("number") + " is " + distance + "mm behind the last scan station at "
                + station.number("at") + "mm; command-lead and actuation (" + millis + "ms at " + line.number("speed")
                + "mm/s) take " + needed + "mm";
        if (distance < needed) {
            String hint = "move the chute, the station, or slow the belt; or shorten command-lead if the PLC is faster";
            report.error(chute.spot("at"), Code.UNREACHABLE_CHUTE, numbers, hint);
            return;
        }
        long late = belt(line, millis + line.duration("read-grace").toMillis());
        if (distance < late) {
            String message = numbers + "; with read-grace " + late + "mm: a late scanner result cannot be used";
            report.warning(chute.spot("at"), Code.UNREACHABLE_CHUTE, message, "shorten read-grace");
        }
    }

    private static long belt(Bound line, long millis) {
        return (line.number("speed") * millis + 999) / 1000;
    }
}
