// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import io.vertx.core.json.JsonObject;
import java.util.Locale;

/** The result of a benchmark as a table for people. */
public final class BenchText {
    private static final String HEAD = "%-7s %-6s %8s %8s %5s %8s %8s %8s %8s %8s %7s%n";
    private static final String ROW = "%-7s %-6s %8d %8d %5d %8.0f %8.0f %8.0f %8.0f %8.0f %7s%n";

    private BenchText() {}

    /** The table of a result of {@link LineBench#run}. */
    public static String of(JsonObject result) {
        StringBuilder out = new StringBuilder();
        head(out, result);
        line(out, HEAD, "rate/s", "who", "sent", "received", "lost", "p50", "p90", "p99", "p99.9", "max", "p99 x");
        for (Object each : result.getJsonArray("rates")) {
            JsonObject rate = (JsonObject) each;
            row(out, rate, "relay", "");
            row(out, rate, "agent", rate.getDouble("ratioP99").toString());
        }
        out.append("latency in us: scanner frame handed to the kernel -> command write read at the PLC\n\n");
        polls(out, result);
        tail(out, result);
        return out.toString();
    }

    private static void head(StringBuilder out, JsonObject result) {
        JsonObject platform = result.getJsonObject("platform");
        JsonObject loaded = result.getJsonObject("loaded");
        JsonObject empty = result.getJsonObject("empty");
        JsonObject imported = result.getJsonObject("import");
        line(
                out,
                "%d cores, load %.2f before, agent on %s %s%n",
                platform.getInteger("cores"),
                platform.getDouble("loadBefore"),
                platform.getString("agentJava"),
                String.join(
                        " ",
                        platform.getJsonArray("agentFlags").stream()
                                .map(String::valueOf)
                                .toList()));
        line(
                out,
                "start to ready: %d ms empty, %d ms with %d shipments (%d imported in %d ms)%n",
                empty.getLong("readyMillis"),
                loaded.getLong("readyMillis"),
                loaded.getInteger("shipments"),
                imported.getLong("imported"),
                imported.getLong("millis"));
        line(
                out,
                "resident memory: %d MiB empty, %d MiB with shipments, %d MiB at most under load%n%n",
                empty.getLong("rssMiB"),
                loaded.getLong("rssMiB"),
                result.getLong("rssPeakMiB"));
    }

    private static void row(StringBuilder out, JsonObject rate, String who, String ratio) {
        Micros micros = Micros.of(rate.getJsonObject(who));
        long sent = 0;
        long received = 0;
        for (Object each : rate.getJsonArray(who + "Runs")) {
            sent += ((JsonObject) each).getLong("sent");
            received += ((JsonObject) each).getLong("received");
        }
        line(
                out,
                ROW,
                rate.getInteger("rate"),
                who,
                sent,
                received,
                sent - received,
                micros.p50(),
                micros.p90(),
                micros.p99(),
                micros.p999(),
                micros.max(),
                ratio);
    }

    private static void polls(StringBuilder out, JsonObject result) {
        for (Object each : result.getJsonArray("rates")) {
            JsonObject rate = (JsonObject) each;
            JsonObject run = rate.getJsonArray("agentRuns").getJsonObject(0);
            double interval = result.getLong("pollInterval") + run.getLong("pollMeanMicros") / 1_000.0;
            line(
                    out,
                    "%d/s: polls every %.1f ms, each %.2f ms, so an induct is seen %.1f ms after it on average; player late"
                            + " p99 %.0f us, max %.0f us; held back %d; dropped %d; refused %d; agent cpu %d%%, RSS %d MiB,"
                            + " %d collections %d ms%n",
                    rate.getInteger("rate"),
                    interval,
                    run.getLong("pollMeanMicros") / 1_000.0,
                    interval / 2 + run.getLong("pollMeanMicros") / 1_000.0,
                    run.getJsonObject("playerLateMicros").getDouble("p99"),
                    run.getJsonObject("playerLateMicros").getDouble("max"),
                    run.getLong("eventsHeldBack"),
                    run.getLong("drops"),
                    run.getLong("refused"),
                    run.getLong("processorPercent"),
                    run.getLong("rssMiB"),
                    run.getLong("collections"),
                    run.getLong("collectionMillis"));
        }
    }

    private static void tail(StringBuilder out, JsonObject result) {
        JsonObject agent = result.getJsonObject("agent");
        JsonObject receiver = result.getJsonObject("receiver");
        line(
                out,
                "journal: accepted %d, forwarded %d, pending %d, refused %d; receiver: %d, duplicates %d, gaps %d,"
                        + " order faults %d; drained in %d ms%n",
                agent.getLong("accepted"),
                agent.getLong("forwarded"),
                agent.getLong("pending"),
                agent.getLong("refused"),
                receiver.getLong("count"),
                receiver.getLong("duplicates"),
                receiver.getLong("gaps"),
                receiver.getLong("orderFaults"),
                result.getLong("drainMillis"));
        out.append(result.getBoolean("ok") ? "ok: nothing lost, nothing out of order" : "NOT OK");
    }

    private static void line(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values));
    }
}
