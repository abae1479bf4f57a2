// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.Settings;
import io.tiersort.device.command.DestinationCommand;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CodecTest {
    private static final long LARGE = 0xFEDC_BA98L;

    @ParameterizedTest
    @EnumSource(WordOrder.class)
    void aHeaderSurvivesTheWire(WordOrder order) {
        Header header = new Header(1, 65_535, 2, 3, LARGE, 0x8000_0001L, 65_280, 65_279, 64, 63, 6, 1, 2_500, 0xA5A5);

        assertEquals(header, Header.decode(header.encode(order), order));
    }

    @ParameterizedTest
    @EnumSource(WordOrder.class)
    void anEventRecordSurvivesTheWire(WordOrder order) {
        EventRecord event = new EventRecord(
                65_280, 255, 254, LARGE, LARGE - 1, LARGE - 2, 7, 1_200, 800, 600, 70_000, 6, 5, 12, 13, 5, 10, 3, 41,
                99);
        byte[] image = new byte[4 + 2 * EventRecord.REGISTERS];
        System.arraycopy(event.encode(order), 0, image, 4, 2 * EventRecord.REGISTERS);

        assertTrue(EventRecord.isWhole(image, 2, 65_280));
        assertEquals(event, EventRecord.decode(image, 2, order));
    }

    @ParameterizedTest
    @EnumSource(WordOrder.class)
    void aCommandRecordSurvivesTheWire(WordOrder order) {
        DestinationCommand command = new DestinationCommand(9, LARGE, List.of(1, 65_535, 3), 0x5_FFFF_FFF0L, 4, 5, 6);
        CommandRecord expected = CommandRecord.of(77, command);
        byte[] image = new byte[4 * CommandRecord.REGISTERS];
        expected.encode(image, CommandRecord.REGISTERS, order);

        CommandRecord decoded = CommandRecord.decode(image, CommandRecord.REGISTERS, order);
        assertTrue(CommandRecord.isWhole(image, CommandRecord.REGISTERS, 77));
        assertEquals(expected, decoded);
        assertEquals(0xFFFF_FFF0L, decoded.validUntil());
        assertEquals(List.of(1, 65_535, 3), decoded.destinations());
    }

    @Test
    void theWordOrdersDifferAsTheirNamesSay() {
        byte[] high = new byte[4];
        byte[] low = new byte[4];
        WordOrder.ABCD.write(high, 0, 0x0A0B_0C0DL);
        WordOrder.CDAB.write(low, 0, 0x0A0B_0C0DL);

        assertEquals("0a0b0c0d", HexFormat.of().formatHex(high));
        assertEquals("0c0d0a0b", HexFormat.of().formatHex(low));
    }

    @Test
    void aCommandHasItsFieldsWhereThePlcExpectsThem() {
        byte[] image = new byte[2 * CommandRecord.REGISTERS];
        CommandRecord.of(258, new DestinationCommand(7, 0x0001_0002L, List.of(11, 12), 0x0003_0004L, 13, 14, 15))
                .encode(image, 0, WordOrder.ABCD);

        assertArrayEquals(
                HexFormat.of().parseHex("0102010000010002000b000c0000000d00030004000e000f0007000000000102"), image);
    }

    @Test
    void aRecordWhoseCopiesDifferIsTorn() {
        EventRecord event = event(5);
        byte[] image = event.encode(WordOrder.ABCD);
        WordOrder.putWord(image, 31, 4);

        assertFalse(EventRecord.isWhole(image, 0, 5));
        assertFalse(EventRecord.isWhole(image, 0, 4));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 32, 64, 255, 256, 1_000, 2_048})
    void sequencesWrapWithoutASlotJumping(int slots) {
        Ring ring = new Ring(0, slots, 1);
        int last = ring.last();

        assertEquals(0, last % slots);
        assertTrue(last <= 65_535 && last + slots > 65_535);
        assertEquals(1, ring.next(last));
        assertEquals(1, ring.next(0));
        assertEquals(slots - 1, ring.slot(last));
        assertEquals(0, ring.slot(1));
        assertEquals(last, ring.plus(1, -1));
        assertEquals(3, ring.ahead(ring.plus(2, -3), 2));
        assertEquals(last, ring.ahead(0, last));
    }

    @Test
    void theDefaultMapIsConsistent() {
        RegisterMap map = RegisterMap.of(Settings.of(RegisterMap.OPTIONS, Map.of()));

        assertEquals(new Ring(4_000, 256, 32), map.events());
        assertEquals(new Ring(1_000, 64, 16), map.commands());
        assertEquals(
                4_000 + 32,
                map.events().address(map.events().last() + 2 - map.events().slots()));
    }

    @Test
    void overlappingAreasAreRefusedWithTheirAddresses() {
        Settings settings = Settings.parse(RegisterMap.OPTIONS, Map.of("event-base", "1500"));

        String message = assertThrows(IllegalArgumentException.class, () -> RegisterMap.of(settings))
                .toString();
        assertTrue(message.contains("event ring (1500..9691) overlaps command ring (1000..2023)"), message);
    }

    private static EventRecord event(int sequence) {
        return new EventRecord(sequence, EventRecord.INDUCT, 0, 1, 2, 3, 4, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }
}
