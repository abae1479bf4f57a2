// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

/** Kinds of problems. The identifiers are stable: scripts, tickets and the reference key on them. */
public enum Code {
    UNREADABLE("C1001", "The file is missing, empty, too large, or cannot be read."),
    SYNTAX("C1002", "The file is not YAML: the text cannot be taken apart at this place."),
    TAB("C1003", "A tab stands where YAML wants spaces."),
    DUPLICATE_KEY("C1004", "The same key is written twice in one object; only one value can hold."),
    INDENTATION("C1005", "The line is indented differently from the other keys of its object."),
    UNCLOSED("C1006", "A quote or bracket is opened and never closed."),
    NOT_USED_HERE(
            "C1007", "A YAML feature that site and plan files do not use: anchors, aliases, tags, several documents."),
    UNKNOWN_KEY("C1101", "The key does not exist here; it is most likely misspelt or indented wrongly."),
    MISSING_KEY("C1102", "A key that must be given is absent."),
    WRONG_SHAPE("C1103", "A list, an object or a single value stands where another of the three is expected."),
    QUOTES("C1104", "A number, true or null stands where a text is expected, or the other way round; quotes decide."),
    BAD_VALUE("C1105", "The value is outside its range, has no unit, or is not one of the known words."),
    EITHER_OR("C1106", "Of two keys exactly one must be given."),
    DUPLICATE_ID("C1201", "Two things share an id or a number that must be unique."),
    UNKNOWN_REFERENCE("C1202", "The name refers to something that is not described anywhere."),
    WRONG_FAMILY("C1203", "The device exists but is of the wrong family for this place."),
    USED_TWICE("C1204", "One device stands in two places although it can only be in one."),
    NOT_USED("C1205", "Something is described but nothing refers to it."),
    GEOMETRY("C1206", "Positions on the line contradict each other."),
    UNREACHABLE_CHUTE("C1207", "After the last scan station a command cannot reach the chute in time."),
    SAME_ADDRESS("C1208", "Two devices share one network address and port."),
    MISSING_FILE("C1209", "A file named in the configuration does not exist."),
    MISSING_SECRET("C1210", "A secret named in the configuration is not in any secret directory of this machine."),
    LOOP("C1211", "The settings for recirculation contradict each other."),
    REFUGE_LIMIT("C1212", "A limit stands on the hospital, which must take every parcel at any time."),
    CODE_FORMAT("C1220", "A format of codes fits no code at all, or every code."),
    REVISION("C1301", "The stored revision cannot be used."),
    NO_CATCH_ALL("C2001", "Shipments exist that no tier rule takes."),
    UNREACHABLE_RULE("C2002", "An earlier rule takes everything this rule could take."),
    TIER_NEVER_GIVEN("C2003", "No tier rule gives this tier and no tier falls back to it."),
    TIER_WITHOUT_ROUTE("C2004", "Parcels of the tier may find no route."),
    FALLBACK("C2005", "Fallbacks run in a circle or promise more than the tier itself."),
    HOSPITAL_DESTINATION("C2006", "A destination uses the hospital chute of a line as an ordinary chute."),
    CLOCK_CHANGE("C2007", "The cut-off falls into the hour that the clock change skips."),
    CALENDAR("C2008", "The cut-offs of a departure contradict each other."),
    TABLE_ROW(
            "C2009", "A line of a table is not three cells: a key, a last key of the same length or nothing, a word."),
    TABLE_OVERLAP("C2010", "Two rows of a table hold the same key and none of them is the more exact one."),
    RULE_OVERLAP("C2011", "Two tier rules of one precedence can hold at once and give different tiers."),
    UNCLAIMED_PREMIUM("C2012", "A rule gives a premium tier without asking for a service, a segment or a flag."),
    PREMIUM_FALLBACK("C2013", "Parcels fall back to a premium tier that they have no claim to."),
    TAKE_OVER("C2014", "What takes over from a departure leaves no earlier than that departure itself."),
    CLOCK_DOUBLED("C2015", "The cut-off falls into the hour that the clock change doubles."),
    HOLIDAY("C2016", "On a holiday nothing leaves for a tier that otherwise leaves every day."),
    LATE_CHUTE("C2017", "The plan uses a chute that lies behind its last decision point."),
    RESTRICTED("C2018", "A flag restricts parcels to chutes that accept it, and there is none."),
    COMPARTMENTS("C2019", "The compartments of a point are not listed from the smallest to the largest."),
    POINT_CIRCLE("C2020", "The alternatives of points run in a circle.");

    private final String id;
    private final String explanation;

    Code(String id, String explanation) {
        this.id = id;
        this.explanation = explanation;
    }

    /** Such as {@code C1101}. */
    public String id() {
        return id;
    }

    /** One sentence for people. */
    public String explanation() {
        return explanation;
    }
}
