// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.plan;

import static io.tiersort.agent.plan.Plans.all;
import static io.tiersort.agent.plan.Plans.any;
import static io.tiersort.agent.plan.Plans.is;
import static io.tiersort.agent.plan.Plans.shipment;
import static io.tiersort.agent.plan.Plans.startsWith;
import static io.tiersort.agent.plan.Plans.subject;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.tiersort.agent.plan.Condition.NumberField;
import io.tiersort.agent.plan.Condition.TextField;
import io.tiersort.agent.shipment.Customer;
import io.tiersort.agent.shipment.Shipment;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Conditions against one parcel: 500 g, 300 x 200 x 100 mm, private, slot, 10115, fragile and cold. */
class RulesTest {
    private static final Table ZONES = new Table("zones", List.of(new Table.Row("10", "19", "north")));

    private static final Subject PARCEL = new Subject(
            shipment("private", "slot", "10115", Shipment.Flag.FRAGILE, Shipment.Flag.COLD),
            new Label("ups", "01", "D77", "", "", false),
            new Customer("c-1", 9, 2, 4, "locker-7"),
            "SLOT",
            500,
            300,
            200,
            100);

    static Stream<Arguments> conditions() {
        return Stream.of(
                Arguments.of(true, is(TextField.SEGMENT, "vip", "private")),
                Arguments.of(false, is(TextField.SEGMENT, "priv")),
                Arguments.of(true, startsWith(TextField.SEGMENT, "priv")),
                Arguments.of(false, startsWith(TextField.SEGMENT, "rivate")),
                Arguments.of(false, is(TextField.SEGMENT)),
                Arguments.of(true, is(TextField.FLAGS, "hazmat", "cold")),
                Arguments.of(true, startsWith(TextField.FLAGS, "frag")),
                Arguments.of(false, is(TextField.FLAGS, "hazmat")),
                Arguments.of(true, new Condition.Between(TextField.POSTCODE, "10", "10")),
                Arguments.of(true, new Condition.Between(TextField.POSTCODE, "05", "10")),
                Arguments.of(true, new Condition.Between(TextField.POSTCODE, "10115", "10999")),
                Arguments.of(false, new Condition.Between(TextField.POSTCODE, "10116", "10999")),
                Arguments.of(false, new Condition.Between(TextField.POSTCODE, "101150", "101159")),
                Arguments.of(true, new Condition.Listed(TextField.POSTCODE, ZONES, List.of("south", "north"))),
                Arguments.of(false, new Condition.Listed(TextField.POSTCODE, ZONES, List.of("south"))),
                Arguments.of(false, new Condition.Listed(TextField.COUNTRY, ZONES, List.of("north"))),
                Arguments.of(true, all()),
                Arguments.of(true, all(is(TextField.SERVICE, "slot"), is(TextField.SEGMENT, "private"))),
                Arguments.of(false, all(is(TextField.SERVICE, "slot"), is(TextField.SEGMENT, "vip"))),
                Arguments.of(false, any()),
                Arguments.of(true, any(is(TextField.SERVICE, "x"), is(TextField.SEGMENT, "private"))),
                Arguments.of(false, any(is(TextField.SERVICE, "x"), is(TextField.SEGMENT, "vip"))),
                Arguments.of(false, new Condition.Not(is(TextField.SERVICE, "slot"))),
                Arguments.of(true, new Condition.Not(is(TextField.SERVICE, "x"))));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void aConditionHoldsOrDoesNot(boolean expected, Condition condition) {
        assertEquals(expected, Rules.holds(condition, PARCEL));
        assertEquals(expected, Objection.of(condition, PARCEL).isEmpty());
        RuleIndex<Condition> index = RuleIndex.of(List.of(condition), asked -> asked);
        assertEquals(expected ? condition : null, index.first(PARCEL));
    }

    @ParameterizedTest
    @CsvSource({
        "WEIGHT, 500",
        "LENGTH, 300",
        "WIDTH, 200",
        "HEIGHT, 100",
        "VOLUME, 6000",
        "MISSED_DELIVERIES, 2",
        "RATING, 4"
    })
    void bothBoundsOfANumberBelongToTheRange(NumberField field, long value) {
        assertEquals(value, Rules.value(field, PARCEL));
        aConditionHoldsOrDoesNot(true, new Condition.Range(field, value, value));
        aConditionHoldsOrDoesNot(true, new Condition.Range(field, 0, value));
        aConditionHoldsOrDoesNot(true, new Condition.Range(field, value, Long.MAX_VALUE));
        aConditionHoldsOrDoesNot(false, new Condition.Range(field, value + 1, Long.MAX_VALUE));
        aConditionHoldsOrDoesNot(false, new Condition.Range(field, 0, value - 1));
    }

    @ParameterizedTest
    @CsvSource({
        "SEGMENT, private",
        "SERVICE, slot",
        "POSTCODE, 10115",
        "COUNTRY, DE",
        "POINT, ''",
        "CARRIER, ups",
        "CARRIER_SERVICE, 01",
        "ROUTE_CODE, D77",
        "PREFERRED_POINT, locker-7",
        "TIER, SLOT"
    })
    void everyTextIsAskedOfTheOneWhoKnowsIt(TextField field, String value) {
        assertEquals(value, Rules.value(field, PARCEL));
    }

    @Test
    void flagsHaveNoSingleText() {
        assertThrows(IllegalStateException.class, () -> Rules.value(TextField.FLAGS, PARCEL));
    }

    /** What is asked of flags cannot be looked up in a table or between words, but an index must not lose it. */
    @ParameterizedTest
    @EnumSource(names = {"POSTCODE", "SERVICE"})
    void alternativesAboutSeveralFieldsAreStillFound(TextField field) {
        Condition either = any(is(TextField.SEGMENT, "vip"), is(field, Rules.value(field, PARCEL)));
        aConditionHoldsOrDoesNot(true, either);
        aConditionHoldsOrDoesNot(true, any(either, is(TextField.SEGMENT, "vip")));
        aConditionHoldsOrDoesNot(false, any(all(either, is(TextField.SEGMENT, "vip"))));
    }

    @Test
    void anotherPointOrTierChangesNothingElse() {
        Subject moved = PARCEL.sentTo("shop-1").in("LOCKER");
        assertEquals("shop-1", Rules.value(TextField.POINT, moved));
        assertEquals("LOCKER", Rules.value(TextField.TIER, moved));
        assertEquals(PARCEL, moved.sentTo("").in("SLOT"));
        assertEquals(6_000, moved.millilitres());
    }

    @Test
    void whatIsDeniedIsSaidInTheWordsOfThePlan() {
        Condition five = is(TextField.SERVICE, "a", "b", "c", "d", "slot");
        Condition.Not always = new Condition.Not(all());
        Condition.Not twice = new Condition.Not(new Condition.Not(is(TextField.SERVICE, "x")));
        Condition.Not both = new Condition.Not(all(is(TextField.SERVICE, "slot"), startsWith(TextField.TIER, "S")));
        assertEquals("not (always): it holds", Objection.of(always, PARCEL));
        assertEquals("not (not (service is x)): it holds", Objection.of(twice, PARCEL));
        assertEquals("not (service is slot and tier starts with S): it holds", Objection.of(both, PARCEL));
        assertEquals(
                "not (service is a or b or c or d or slot): it holds", Objection.of(new Condition.Not(five), PARCEL));
        assertEquals(
                "flags is hazmat: was none",
                Objection.of(is(TextField.FLAGS, "hazmat"), subject(shipment("private", "slot", "1"))));
        assertEquals("", Objection.of(five, PARCEL));
    }
}
