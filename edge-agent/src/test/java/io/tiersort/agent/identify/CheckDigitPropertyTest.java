// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Right numbers built by trying check characters; then every single wrong character is tried. */
class CheckDigitPropertyTest {
    private static final long SEED = Long.getLong("tiersort.test.seed", 20261122L);
    private static final int NUMBERS = 300;
    private static final String DIGITS = "0123456789";
    private static final String CHARACTERS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private final Random random = new Random(SEED);

    @Test
    void mod10FindsEveryWrongDigit() {
        for (int length : new int[] {8, 12, 13, 14, 17, 18, 22, 26, 30}) {
            everyErrorIsFound(length, DIGITS, text -> CheckDigit.mod10(text, 0, text.length()));
        }
    }

    @Test
    void mod11FindsEveryWrongDigit() {
        everyErrorIsFound(9, DIGITS, text -> CheckDigit.mod11(text, 0, text.length()));
        everyErrorIsFound(16, DIGITS, text -> CheckDigit.mod11(text, 0, text.length()));
    }

    @Test
    void mod37FindsEveryWrongCharacter() {
        everyErrorIsFound(15, CHARACTERS, text -> CheckDigit.mod37(text, 0, text.length()));
        everyErrorIsFound(28, CHARACTERS, text -> CheckDigit.mod37(text, 0, text.length()));
    }

    @Test
    void mod10AndItsNeighboursAcceptTheirPublishedExamples() {
        assertTrue(CheckDigit.mod37("008182709980000020033350276C", 0, 28));
        assertTrue(CheckDigit.s10("RB123456785GB", 2));
        assertTrue(CheckDigit.ups("1Z999AA10123456784", 2, 18));
        assertTrue(CheckDigit.fedEx("986578788855", 0, 12));
        assertTrue(CheckDigit.mod7("3318810025", 0, 10));
    }

    @Test
    void s10FindsEveryWrongDigitUnlessBothRemaindersShareTheDigitFive() {
        for (int n = 0; n < NUMBERS; n++) {
            String number = right(9, DIGITS, text -> CheckDigit.s10(text, 0));
            if (number.charAt(8) != '5') {
                assertErrorsFound(number, DIGITS, text -> CheckDigit.s10(text, 0));
            }
        }
    }

    @Test
    void upsMissesOnlyDoubledDigitsFiveApart() {
        for (int n = 0; n < NUMBERS; n++) {
            String number = right(16, DIGITS, text -> CheckDigit.ups(text, 0, 16));
            for (int i = 0; i < 16; i++) {
                for (char wrong = '0'; wrong <= '9'; wrong++) {
                    int apart = Math.abs(wrong - number.charAt(i));
                    boolean unseen = apart == 0 || (i % 2 == 1 && i < 15 && apart == 5);
                    assertEquals(unseen, CheckDigit.ups(with(number, i, wrong), 0, 16), number + " at " + i);
                }
            }
        }
    }

    @Test
    void fedExAndDhlFindEveryWrongCheckDigit() {
        for (int n = 0; n < NUMBERS; n++) {
            String fedEx = right(12, DIGITS, text -> CheckDigit.fedEx(text, 0, 12));
            String dhl = right(10, DIGITS, text -> CheckDigit.mod7(text, 0, 10));
            for (char wrong = '0'; wrong <= '9'; wrong++) {
                assertEquals(wrong == fedEx.charAt(11), CheckDigit.fedEx(with(fedEx, 11, wrong), 0, 12), fedEx);
                assertEquals(wrong == dhl.charAt(9), CheckDigit.mod7(with(dhl, 9, wrong), 0, 10), dhl);
            }
        }
    }

    @Test
    void aSingleCharacterHasNoCheck() {
        assertFalse(CheckDigit.mod10("0", 0, 1));
        assertFalse(CheckDigit.mod11("0", 0, 1));
        assertFalse(CheckDigit.mod37("1", 0, 1));
    }

    private void everyErrorIsFound(int length, String alphabet, Predicate<String> check) {
        for (int n = 0; n < NUMBERS; n++) {
            assertErrorsFound(right(length, alphabet, check), alphabet, check);
        }
    }

    private static void assertErrorsFound(String number, String alphabet, Predicate<String> check) {
        for (int i = 0; i < number.length(); i++) {
            for (int j = 0; j < alphabet.length(); j++) {
                char wrong = alphabet.charAt(j);
                if (wrong != number.charAt(i)) {
                    assertFalse(check.test(with(number, i, wrong)), number + " at " + i + ", seed " + SEED);
                }
            }
        }
    }

    /** A random number with a right check character; bodies that have none are passed over. */
    private String right(int length, String alphabet, Predicate<String> check) {
        for (int tries = 0; tries < 100; tries++) {
            StringBuilder body = new StringBuilder();
            while (body.length() < length - 1) {
                body.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            for (int j = 0; j < alphabet.length(); j++) {
                String number = body.toString() + alphabet.charAt(j);
                if (check.test(number)) {
                    return number;
                }
            }
        }
        throw new AssertionError("no right number of " + length + " characters, seed " + SEED);
    }

    private static String with(String number, int at, char character) {
        return number.substring(0, at) + character + number.substring(at + 1);
    }
}
