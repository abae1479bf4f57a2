// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The explanation of a parcel as a page for a terminal: the answer first, then what it rests on. */
final class ParcelText {
    private static final int NAME = 16;
    private static final int FACT = 24;
    private static final String HOP = "%-19s %7s %7s %7s%s";
    private static final int HOP_WIDTH = 45;
    private static final String NOT_RECORDED = "not recorded";

    private final JsonObject story;
    private final JsonObject summary;
    private final JsonObject explain;
    private final Paragraphs page = new Paragraphs();

    private ParcelText(JsonObject story) {
        this.story = story;
        this.summary = story.getJsonObject("summary");
        this.explain = story.getJsonObject("explain");
    }

    /** The page for what {@code ParcelExplanation} told. */
    static String of(JsonObject story) {
        ParcelText text = new ParcelText(story);
        text.head();
        text.codes();
        text.facts();
        text.rules();
        text.decisions();
        text.chutes();
        text.time();
        text.command();
        text.promise();
        text.upstream();
        return text.page.text();
    }

    private static Stream<JsonObject> each(JsonObject object, String name) {
        return object.getJsonArray(name, new JsonArray()).stream().map(JsonObject.class::cast);
    }

    private static String or(String text, String otherwise) {
        return text.isEmpty() ? otherwise : text;
    }

    private static String plain(String code) {
        return code.toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private void named(String name, String text) {
        page.row(NAME, "  " + name, text);
    }

    private void head() {
        page.line("Parcel " + story.getString("id") + ", inducted " + Instant.ofEpochMilli(summary.getLong("time")));
        page.line("Tracking id " + story.getLong("trackingId") + " of PLC epoch " + story.getInteger("epoch"));
        page.heading("RESULT");
        named("outcome", or(plain(summary.getString("outcome")), "still on the line"));
        named("chute", summary.getInteger("chute") == 0 ? "none" : String.valueOf(summary.getInteger("chute")));
        named("cause", or(plain(summary.getString("cause")), "not decided"));
        named("physical", or(plain(summary.getString("physical")), "none"));
        named("shipment", or(summary.getString("reference"), "unknown"));
        named("tier", or(summary.getString("tier"), "none"));
        named("destination", or(summary.getString("destination"), "none: hospital or overflow"));
    }

    private void codes() {
        page.heading("CODES SEEN");
        if (explain.getJsonArray("codes").isEmpty()) {
            page.line("  none");
        }
        each(explain, "codes").forEach(code -> {
            String seen = code.containsKey("scanner") ? ", by " + code.getString("scanner") : "";
            String aim = or(code.getString("aim", ""), "");
            named(
                    plain(code.getString("verdict")),
                    code.getString("data") + " (" + code.getString("type") + (aim.isEmpty() ? "" : " ]" + aim) + seen
                            + ")");
            named("", code.getString("reason"));
        });
    }

    private void facts() {
        page.heading("FACTS");
        each(explain, "facts").forEach(fact -> {
            Long age = fact.getLong("ageMs");
            page.row(
                    FACT,
                    "  " + fact.getString("name"),
                    fact.getString("value") + "; " + fact.getString("source")
                            + (age == null ? "" : ", " + age + " ms old"));
        });
        if (!explain.getBoolean("basisRecorded")) {
            page.row(FACT, "  shipment", "what the host had said: " + NOT_RECORDED);
        }
    }

    private void rules() {
        JsonObject rules = explain.getJsonObject("rules");
        if (rules == null) {
            return;
        }
        page.heading("RULES of plan " + or(rules.getString("plan"), NOT_RECORDED) + ", revision "
                + rules.getInteger("planRevision"));
        named(
                "tier by",
                or(rules.getString("tierRule"), "no rule")
                        + (rules.getString("precedence").isEmpty()
                                ? ""
                                : ", precedence " + rules.getString("precedence")));
        asked(rules, "tierRules");
        named("route by", or(rules.getString("route"), "no route"));
        asked(rules, "routes");
        if (rules.containsKey("note")) {
            named("note", rules.getString("note"));
        }
    }

    private void asked(JsonObject rules, String name) {
        each(rules, name).forEach(rule -> {
            boolean held = rule.getBoolean("held");
            String gives = held ? "yes, " + rule.getString("gives") + ": " : "no, ";
            page.row(NAME + 6, "    " + (held ? "* " : "- ") + rule.getString("id"), gives + rule.getString("why"));
        });
    }

    private void decisions() {
        page.heading("DECISIONS");
        if (explain.getJsonArray("decisions").isEmpty()) {
            page.line("  none");
        }
        each(explain, "decisions").forEach(decision -> {
            String at = "  " + decision.getLong("offsetMs") + " ms";
            if (decision.containsKey("refused")) {
                page.row(
                        NAME,
                        at,
                        "refused, " + decision.getLong("lateMs") + " ms too late: "
                                + plain(decision.getString("refused")));
                return;
            }
            page.row(
                    NAME,
                    at,
                    "decision " + decision.getInteger("decision") + ", because " + decision.getString("because"));
            List<String> changes = new ArrayList<>();
            decision.getJsonArray("changes").forEach(change -> changes.add(change.toString()));
            named(
                    "",
                    changes.isEmpty()
                            ? or(decision.getString("tier"), "no tier") + " to chutes "
                                    + decision.getJsonArray("chutes") + ", " + plain(decision.getString("cause"))
                            : String.join("; ", changes));
        });
    }

    private void chutes() {
        page.heading("CHUTES at the last decision");
        List<String> passed = new ArrayList<>();
        List<String> open = new ArrayList<>();
        each(explain, "chutes").forEach(chute -> {
            String number = String.valueOf(chute.getInteger("chute"));
            boolean placed = chute.containsKey("reachable");
            if (placed) {
                (chute.getBoolean("reachable") ? open : passed).add(number);
            }
            if (chute.containsKey("verdict")) {
                String left = placed ? "; " + left(chute) : "";
                page.row(NAME, "  chute " + number, chute.getString("verdict") + left);
            }
        });
        if (open.isEmpty() && passed.isEmpty()) {
            named("reachable", NOT_RECORDED);
            return;
        }
        named("reachable", open.isEmpty() ? "none" : String.join(" ", open));
        named("too late for", passed.isEmpty() ? "none" : String.join(" ", passed));
    }

    private static String left(JsonObject chute) {
        return chute.getBoolean("reachable")
                ? chute.getLong("leftMm") + " mm (" + chute.getLong("leftMs") + " ms) to its last decision point"
                : "last decision point passed by " + -chute.getLong("leftMm") + " mm";
    }

    private void time() {
        page.heading(String.format(Locale.ROOT, HOP, "TIME, ms", "at", "took", "left", "  (until it was too late)"));
        each(explain, "hops").forEach(hop -> {
            String note = hop.getString("note", "");
            boolean timed = hop.containsKey("offsetMs");
            String missing = hop.getBoolean("done") ? "" : "no";
            String lead = String.format(
                    Locale.ROOT,
                    HOP,
                    "  " + hop.getString("hop"),
                    timed ? hop.getLong("offsetMs") : missing,
                    timed ? hop.getLong("tookMs") : "",
                    hop.containsKey("slackMs") ? hop.getLong("slackMs") : "",
                    "");
            page.row(HOP_WIDTH, lead, plain(note));
        });
    }

    private void command() {
        JsonObject command = explain.getJsonObject("command");
        page.heading("COMMAND AND DIVERT");
        if (command.containsKey("chutes")) {
            named(
                    "command",
                    "chutes " + command.getJsonArray("chutes") + ", valid until encoder "
                            + command.getLong("validUntil"));
        } else if (command.containsKey("recovered")) {
            named("command", "found in the PLC after a restart: chutes " + command.getJsonArray("recovered"));
        } else {
            named("command", "none");
        }
        each(command, "answers")
                .forEach(answer ->
                        named(answer.getLong("offsetMs") + " ms", "PLC: " + plain(answer.getString("answer"))));
        each(explain, "verification").forEach(seen -> named(seen.getLong("offsetMs") + " ms", seen.getString("text")));
    }

    private void promise() {
        JsonObject promise = explain.getJsonObject("promise");
        if (promise == null) {
            return;
        }
        page.heading("PROMISE");
        named("promised", or(promise.getString("promised"), "nothing") + until(promise.getLong("promiseBy")));
        named("kept as", or(promise.getString("keeping"), "nothing"));
        String departure = promise.getString("departure");
        named(
                "departure",
                departure.isEmpty() ? absent() : departure + ", cut-off " + moment(promise.getLong("leaves")));
        if (!promise.getString("point").isEmpty()) {
            named("point", promise.getString("point") + " " + promise.getString("compartment"));
        }
        each(promise, "notices")
                .forEach(notice -> named(
                        notice.getLong("offsetMs") + " ms",
                        notice.getString("notice") + ", " + plain(notice.getString("cause")) + ": "
                                + notice.getString("promised") + " -> " + notice.getString("keeping")
                                + (notice.containsKey("expected")
                                        ? ", expected " + moment(notice.getLong("expected"))
                                        : "")));
    }

    private String absent() {
        return explain.getBoolean("basisRecorded") ? "none" : NOT_RECORDED;
    }

    private static String until(long millis) {
        return millis == 0 ? "" : " by " + moment(millis);
    }

    private static String moment(long millis) {
        return millis == 0 ? "unknown" : Instant.ofEpochMilli(millis).toString();
    }

    private void upstream() {
        page.heading("UPSTREAM");
        if (explain.getJsonArray("upstream").isEmpty()) {
            page.line("  no uplink has acknowledged anything");
        }
        each(explain, "upstream")
                .forEach(uplink -> named(
                        uplink.getString("uplink"),
                        uplink.getBoolean("acknowledged")
                                ? "has everything, up to record " + uplink.getLong("lastRecord")
                                : uplink.getLong("waiting") + " of its records wait; acknowledged up to "
                                        + uplink.getLong("cursor") + ", last one is " + uplink.getLong("lastRecord")));
        each(explain, "feedback")
                .forEach(news -> named(
                        news.getString("type"),
                        Instant.ofEpochMilli(news.getLong("at")) + " "
                                + news.getJsonObject("data").encode()));
    }
}
