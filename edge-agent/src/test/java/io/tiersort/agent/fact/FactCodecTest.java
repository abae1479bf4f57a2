// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.fact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.journal.JournalEntry;
import io.tiersort.agent.line.Fact;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every fact has a name in the journal and comes back from it as it was. */
class FactCodecTest {
    private int counter;

    private static List<Class<?>> allFacts() {
        return Arrays.stream(Fact.class.getPermittedSubclasses())
                .filter(kind -> kind.isRecord() && Fact.class.isAssignableFrom(kind))
                .toList();
    }

    @Test
    void everyFactComesBackFromItsJson() throws ReflectiveOperationException {
        Set<String> names = new HashSet<>();
        for (Class<?> kind : allFacts()) {
            Fact fact = (Fact) sample(kind);
            JournalEntry entry = FactCodec.entry("L1", fact);
            assertTrue(names.add(entry.type()), "name used twice: " + entry.type());
            assertEquals(fact, FactCodec.read(entry.type(), entry.body()).orElseThrow());
        }
        assertTrue(names.size() > 20);
    }

    @Test
    void aParcelFactIsAboutItsParcelAndALineFactAboutItsLine() {
        JournalEntry parcel = FactCodec.entry("L1", new Fact.StationLeft(5, 42, 1, 1, 1));
        assertEquals("L1-42", parcel.subject());
        assertEquals(42, parcel.parcel());
        assertEquals(
                "L1", FactCodec.entry("L1", new Fact.HeartbeatSeen(5, true)).subject());
    }

    @Test
    void anOlderRecordWithoutANewComponentReadsAsItsZero() {
        byte[] body = "{\"at\":7,\"parcel\":3}".getBytes(StandardCharsets.UTF_8);
        assertEquals(
                new Fact.StationLeft(7, 3, 0, 0, 0),
                FactCodec.read("parcel.station", body).orElseThrow());
    }

    @Test
    void aWrongValueIsRefusedWithItsPlace() {
        byte[] body = "{\"at\":\"soon\"}".getBytes(StandardCharsets.UTF_8);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> FactCodec.read("parcel.station", body));
        assertTrue(String.valueOf(refused.getMessage()).contains("StationLeft.at"), refused.getMessage());
    }

    @Test
    void aRecordThatIsNoFactOfALineIsLeftAlone() {
        assertTrue(FactCodec.read("journal.gap", new byte[] {'{', '}'}).isEmpty());
    }

    private Object sample(Class<?> record) throws ReflectiveOperationException {
        RecordComponent[] components = record.getRecordComponents();
        Object[] values = new Object[components.length];
        Class<?>[] types = new Class<?>[components.length];
        for (int i = 0; i < components.length; i++) {
            types[i] = components[i].getType();
            values[i] = value(components[i].getGenericType());
        }
        return record.getDeclaredConstructor(types).newInstance(values);
    }

    private Object value(Type type) throws ReflectiveOperationException {
        counter++;
        if (type instanceof ParameterizedType list) {
            return List.of(value(list.getActualTypeArguments()[0]), value(list.getActualTypeArguments()[0]));
        }
        Class<?> plain = (Class<?>) type;
        if (plain == long.class || plain == Long.class) {
            return 5_000_000_000L + counter;
        }
        if (plain == int.class || plain == Integer.class) {
            return counter;
        }
        if (plain == boolean.class) {
            return true;
        }
        if (plain == String.class) {
            return "t\"\u001d\u00e4" + counter;
        }
        return plain.isEnum() ? plain.getEnumConstants()[plain.getEnumConstants().length - 1] : sample(plain);
    }
}
