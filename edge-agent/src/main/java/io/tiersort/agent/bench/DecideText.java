// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** The result of a benchmark of decisions as a table for people. */
public final class DecideText {
    private static final String HEAD = "%10s %7s %10s %8s %8s %8s %8s %8s%n";
    private static final String ROW = "%10d %7d %10d %8.2f %8.2f %8.2f %8.2f %8.0f%n";

    private DecideText() {}

    /** The table of a result of {@link DecideBench#run}. */
    public static String of(JsonObject result) {
        StringBuilder out = new StringBuilder();
        JsonObject platform = result.getJsonObject("platform");
        line(
                out,
                "%d cores, load %.2f before, Java %s%n%n",
                platform.getInteger("cores"),
                platform.getDouble("loadBefore"),
                platform.getString("java"));
        line(out, HEAD, "shipments", "rules", "samples", "p50", "p90", "p99", "p99.9", "max");
        for (Object each : result.getJsonArray("costs")) {
            JsonObject cost = (JsonObject) each;
            Micros micros = Micros.of(cost.getJsonObject("micros"));
            line(
                    out,
                    ROW,
                    cost.getInteger("shipments"),
                    cost.getInteger("rules"),
                    cost.getLong("samples"),
                    micros.p50(),
                    micros.p90(),
                    micros.p99(),
                    micros.p999(),
                    micros.max());
        }
        out.append("one decision in us: codes of a parcel -> command for the PLC\n\n");
        growth(out, result, "growthWithShipments", "rules", "from the fewest to the most shipments");
        growth(out, result, "growthWithRules", "shipments", "from the fewest to the most rules");
        out.append(
                result.getBoolean("ok")
                        ? "ok: p50 grows by at most a quarter with shipments, and by at most a tenth of the rules' growth"
                        : "NOT OK: p50 grows by more than a quarter with shipments, or by more than a tenth of the rules'"
                                + " growth");
        return out.toString();
    }

    private static void growth(StringBuilder out, JsonObject result, String key, String of, String what) {
        for (Object each : result.getJsonArray(key)) {
            JsonObject growth = (JsonObject) each;
            line(
                    out,
                    "%s, with %d %s: p50 x %.2f, p99 x %.2f%n",
                    what,
                    growth.getInteger(of),
                    of,
                    growth.getDouble("p50"),
                    growth.getDouble("p99"));
        }
    }

    private static void line(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values));
    }
}
