// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import static io.tiersort.device.Option.absent;
import static io.tiersort.device.Option.optional;
import static io.tiersort.device.Option.required;

import io.tiersort.agent.identify.PlatePattern;
import io.tiersort.agent.identify.PlatePattern.Charset;
import io.tiersort.agent.identify.PlatePattern.Check;
import io.tiersort.agent.identify.Policy;
import io.tiersort.device.Option.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The object {@code codes} of a site: its keys, what no single key can tell, and the policy made of it. */
final class CodesKeys {
    private static final int LONGEST = 64;
    private static final Map<String, Charset> CHARSETS =
            Map.of("digits", Charset.DIGITS, "upper-case", Charset.UPPER_CASE, "printable", Charset.PRINTABLE);
    private static final Map<String, Check> CHECKS =
            Map.of("none", Check.NONE, "mod10", Check.MOD10, "mod11", Check.MOD11, "mod37-36", Check.MOD37_36);

    private CodesKeys() {}

    static Shape shape() {
        return Shape.of(
                "the codes",
                Field.of(optional(
                        "closed-label-tolerance",
                        Kind.FLAG,
                        "true",
                        "Whether a label of a closed shipment loses against a live one; else both are a conflict.")),
                Field.of(optional(
                        "gs1-without-aim",
                        Kind.FLAG,
                        "false",
                        "Whether 00 and 18 digits are an SSCC when the reader sends no AIM identifier.")),
                Field.of(optional("shortest-text", Kind.INTEGER, "5", "Characters of a code of no known form.")
                        .within(1, LONGEST)),
                Field.list(
                        absent("ignore", Kind.TEXT, "How codes start that are never looked at, such as a box maker's."),
                        Format.PLAIN),
                Field.list(
                        absent(
                                "no-read",
                                Kind.TEXT,
                                "What readers send, besides the usual words, when they read nothing."),
                        Format.PLAIN),
                Field.maybe("formats", format(), "Codes of the site or its shippers; the first that fits wins."));
    }

    private static Shape format() {
        return Shape.of(
                "a format of codes",
                Field.of(
                        required("name", Kind.TEXT, "Name for people; it stands in the reason of a verdict."),
                        Format.ID),
                Field.of(optional("prefix", Kind.TEXT, "", "How every such code starts.")),
                Field.of(required("shortest", Kind.INTEGER, "Characters including the prefix, at least.")
                        .within(1, LONGEST)),
                Field.of(required("longest", Kind.INTEGER, "Characters including the prefix, at most.")
                        .within(1, LONGEST)),
                Field.of(optional("charset", Kind.CHOICE, "digits", "Characters after the prefix.")
                        .oneOf("digits", "upper-case", "printable")),
                Field.of(optional(
                                "check",
                                Kind.CHOICE,
                                "none",
                                "Check over the characters after the prefix, the last of which is the check character;"
                                        + " a code with a right one is strong, without a check weak.")
                        .oneOf("none", "mod10", "mod11", "mod37-36")));
    }

    /** Reports formats that no code could have, or that every code would have. */
    static void check(Bound codes, Report report) {
        for (Bound.Item<String> prefix : codes.<String>items("ignore")) {
            if (prefix.value().isEmpty()) {
                report.error(prefix.spot(), Code.CODE_FORMAT, "every code starts like this", "remove the entry");
            }
        }
        for (Bound format : codes.objects("formats")) {
            if (!format.has("prefix", "shortest", "longest", "charset", "check")) {
                continue;
            }
            String prefix = format.text("prefix");
            int shortest = format.number("shortest");
            Check check = CHECKS.getOrDefault(format.text("check"), Check.NONE);
            if (shortest <= prefix.length() || format.number("longest") < shortest) {
                String message = "no code has these lengths: prefix " + prefix.length() + ", shortest " + shortest
                        + ", longest " + format.number("longest");
                String hint = "lengths include the prefix: prefix < shortest <= longest";
                report.error(format.spot("shortest"), Code.CODE_FORMAT, message, hint);
            } else if (prefix.isEmpty() && check == Check.NONE) {
                String message = "every code of this length fits: no prefix and no check";
                report.error(format.spot(), Code.CODE_FORMAT, message, "write a prefix or a check");
            } else if (!check.worksOn(CHARSETS.getOrDefault(format.text("charset"), Charset.DIGITS))) {
                String message = "check " + format.text("check") + " is not made for " + format.text("charset");
                String hint = "mod10 and mod11 want charset: digits; mod37-36 wants digits or upper-case";
                report.error(format.spot("check"), Code.CODE_FORMAT, message, hint);
            }
        }
    }

    static Policy policy(Bound codes) {
        Policy standard = Policy.standard();
        List<String> noReads = new ArrayList<>(standard.noReadTexts());
        noReads.addAll(codes.list("no-read"));
        return new Policy(
                codes.flag("closed-label-tolerance"),
                codes.flag("gs1-without-aim"),
                codes.number("shortest-text"),
                codes.list("ignore"),
                noReads,
                codes.objects("formats").stream().map(CodesKeys::pattern).toList());
    }

    private static PlatePattern pattern(Bound format) {
        return new PlatePattern(
                format.text("name"),
                format.text("prefix"),
                format.number("shortest"),
                format.number("longest"),
                CHARSETS.getOrDefault(format.text("charset"), Charset.DIGITS),
                CHECKS.getOrDefault(format.text("check"), Check.NONE));
    }
}
