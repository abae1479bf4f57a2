// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.plan.Condition;
import io.tiersort.device.Option;
import io.tiersort.device.Option.Kind;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of this trade that YAML readers like to take for something else. */
class DomainValuesTest {
    private final Report report = new Report();

    private Bound bind(Field field, String yaml) {
        SourceText source = SourceText.of("t.yaml", yaml);
        Tree tree = YamlText.read(source, report).orElseThrow();
        return new Binder(report).bind(Shape.of("a test", field), tree).orElseThrow();
    }

    private static Field text() {
        return Field.of(Option.required("v", Kind.TEXT, "A text."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"NO", "on", "OFF", "yes", "08:00", "12:30", "12:30:45", "1_000", "2026-11-22", "1.2.3"})
    void whatIsNoNumberInYamlStaysATextWithoutQuotes(String value) {
        assertEquals(value, bind(text(), "v: " + value).text("v"));
        assertFalse(report.hasErrors());
    }

    @ParameterizedTest
    @ValueSource(strings = {"01234", "10115", "1.10", "+49123", "1e3", "0x1F", "true", ".5", "-3"})
    void aNumberWhereATextBelongsAsksForQuotes(String value) {
        bind(text(), "v: " + value);
        Problem problem = report.problems().list().get(0);
        assertEquals(Code.QUOTES, problem.code());
        assertEquals("write it in quotes: \"" + value + "\"", problem.hint());
    }

    @ParameterizedTest
    @ValueSource(strings = {"01234", "10115", "1.10", "true"})
    void quotesMakeItAText(String value) {
        assertEquals(value, bind(text(), "v: \"" + value + "\"").text("v"));
        assertFalse(report.hasErrors());
    }

    @Test
    void norwayIsACountry() {
        Tree tree =
                YamlText.read(SourceText.of("t.yaml", "country: NO"), report).orElseThrow();
        Condition condition =
                new ConditionReader(report, PlanTables.NONE).read(tree).orElseThrow();
        assertEquals(
                new Condition.Text(Condition.TextField.COUNTRY, Condition.TextOperator.IS, List.of("NO")), condition);
    }

    @Test
    void aClockTimeIsAClockTimeWithAndWithoutQuotes() {
        Field time = Field.of(Option.required("v", Kind.TEXT, "A time."), Format.TIME);
        assertEquals(LocalTime.of(12, 30), bind(time, "v: 12:30").value("v", LocalTime.class));
        assertEquals(LocalTime.of(8, 0), bind(time, "v: \"08:00\"").value("v", LocalTime.class));
        assertFalse(report.hasErrors());
    }

    @ParameterizedTest
    @CsvSource({"1mm,1000", "0.5mm,500", "250um,250", "1m,1000000", "1 cm,10000", "0.001mm,1"})
    void travelPerCountIsReadInMicrometres(String text, int micrometres) {
        Field fine = Field.of(Option.required("v", Kind.TEXT, "A travel."), Format.FINE_LENGTH);
        assertEquals(micrometres, bind(fine, "v: " + text).number("v"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0mm", "0.0005mm", "1.5m", "1", "mm", "-1mm", "1,5mm"})
    void travelPerCountOutsideItsRangeIsAnError(String text) {
        Field fine = Field.of(Option.required("v", Kind.TEXT, "A travel."), Format.FINE_LENGTH);
        bind(fine, "v: " + text);
        assertTrue(report.hasErrors());
    }

    @ParameterizedTest
    @CsvSource({"mon,1", "mon-fri,5", "weekend,2", "daily,7", "sat-mon,3", "wed-wed,1"})
    void rangesOfDaysAreCounted(String text, int days) {
        Object parsed = Format.DAYS.parse(text).value();
        assertTrue(parsed instanceof EnumSet<?> set && set.size() == days, text);
        assertEquals(
                text.equals("weekend"),
                EnumSet.of(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY).equals(parsed));
    }
}
