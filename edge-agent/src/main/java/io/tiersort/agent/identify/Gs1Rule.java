// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import java.util.Currency;
import java.util.Set;
import java.util.stream.Collectors;

/** Rules for the content of one part of a GS1 value. The charset and the length have been tested before. */
enum Gs1Rule {
    ANY("any text"),
    CHECK("a right check digit"),
    DAY0("a date YYMMDD, day 00 allowed"),
    DAY("a date YYMMDD"),
    LONGDAY("a date YYYYMMDD"),
    CLOCK("a time HHMM"),
    CLOCK9("a time HHMM or 9999"),
    HOUR("an hour"),
    MINUTE("a minute"),
    SECOND("a second"),
    COUNTRY("a country of ISO 3166"),
    COUNTRY999("a country of ISO 3166 or 999"),
    COUNTRY2("two letters of ISO 3166"),
    CURRENCY("a currency of ISO 4217"),
    SEX("0, 1, 2 or 9"),
    MINUS("a hyphen"),
    MIXED("a character that is no digit"),
    INDEX("a letter, digit, hyphen or underline"),
    MEDIA("a media type"),
    PERCENT("percent encoding"),
    PIECE("a piece and a total of at least that"),
    PLACE("a place/total"),
    UNPADDED("no leading zero"),
    BIT("0 or 1"),
    IBAN("an IBAN"),
    LATITUDE("a latitude"),
    LONGITUDE("a longitude"),
    WINDING("0, 1 or 9"),
    ZERO("0"),
    NONZERO("not all zeros");

    /** What the rule expects, for people. */
    final String expected;

    Gs1Rule(String expected) {
        this.expected = expected;
    }

    boolean holds(String text, int from, int to) {
        return switch (this) {
            case ANY -> true;
            case CHECK -> CheckDigit.mod10(text, from, to);
            case DAY0 -> date(text, from, 0);
            case DAY -> date(text, from, 1);
            case LONGDAY -> longDate(text, from);
            case CLOCK -> clock(text, from);
            case CLOCK9 -> text.startsWith("9999", from) || clock(text, from);
            case HOUR -> number(text, from, 2) < 24;
            case MINUTE, SECOND -> number(text, from, 2) < 60;
            case COUNTRY -> !Countries.byNumber(text, from).isEmpty();
            case COUNTRY999 -> text.startsWith("999", from) || COUNTRY.holds(text, from, to);
            case COUNTRY2 -> Countries.isLetters(text, from);
            case CURRENCY -> Currencies.NUMBERS.contains(number(text, from, 3));
            case SEX -> "0129".indexOf(text.charAt(from)) >= 0;
            case MINUS -> text.charAt(from) == '-';
            case MIXED -> !Text.digits(text, from, to);
            case INDEX -> base64(text.charAt(from));
            case MEDIA -> media(number(text, from, 2));
            case PERCENT -> percent(text, from, to);
            case PIECE -> piece(number(text, from, 2), number(text, from + 2, 2));
            case PLACE -> place(text, from);
            case UNPADDED -> to - from == 1 || text.charAt(from) != '0';
            case BIT -> text.charAt(from) <= '1';
            case IBAN -> iban(text, from, to);
            case LATITUDE -> number(text, from, 10) <= 1_800_000_000L;
            case LONGITUDE -> number(text, from, 10) <= 3_600_000_000L;
            case WINDING -> "019".indexOf(text.charAt(from)) >= 0;
            case ZERO -> text.charAt(from) == '0';
            case NONZERO -> number(text, from, to - from) != 0;
        };
    }

    /** GS1 set 82 and base64url share these. */
    static boolean base64(char c) {
        return Text.digit(c) || Text.capital(c) || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
    }

    private static long number(String text, int from, int digits) {
        long number = 0;
        for (int i = from; i < from + digits; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static boolean date(String text, int from, int firstDay) {
        long year = number(text, from, 2);
        long month = number(text, from + 2, 2);
        long day = number(text, from + 4, 2);
        return month >= 1 && month <= 12 && day >= firstDay && day <= days(year % 4 == 0, (int) month);
    }

    private static boolean longDate(String text, int from) {
        long year = number(text, from, 4);
        boolean leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        long month = number(text, from + 4, 2);
        long day = number(text, from + 6, 2);
        return month >= 1 && month <= 12 && day >= 1 && day <= days(leap, (int) month);
    }

    private static int days(boolean leap, int month) {
        return switch (month) {
            case 2 -> leap ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    private static boolean clock(String text, int from) {
        return number(text, from, 2) < 24 && number(text, from + 2, 2) < 60;
    }

    private static boolean media(long type) {
        return (type >= 1 && type <= 10) || type >= 80;
    }

    private static boolean piece(long piece, long total) {
        return piece > 0 && piece <= total;
    }

    private static boolean percent(String text, int from, int to) {
        for (int i = from; i < to; i++) {
            if (text.charAt(i) == '%') {
                if (i + 2 >= to
                        || Character.digit(text.charAt(i + 1), 16) < 0
                        || Character.digit(text.charAt(i + 2), 16) < 0) {
                    return false;
                }
                i += 2;
            }
        }
        return true;
    }

    private static boolean place(String text, int from) {
        char place = text.charAt(from);
        char total = text.charAt(from + 2);
        return Text.digit(place) && Text.digit(total) && text.charAt(from + 1) == '/' && place > '0' && place <= total;
    }

    private static boolean iban(String text, int from, int to) {
        int length = to - from;
        if (length < 5 || !Text.upperCase(text, from, to) || !Countries.isLetters(text, from)) {
            return false;
        }
        int remainder = 0;
        for (int i = 0; i < length; i++) {
            int value = Character.digit(text.charAt(from + (i + 4) % length), 36);
            remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
        }
        return remainder == 1;
    }

    private static final class Currencies {
        static final Set<Long> NUMBERS = Currency.getAvailableCurrencies().stream()
                .map(currency -> (long) currency.getNumericCode())
                .filter(number -> number > 0)
                .collect(Collectors.toUnmodifiableSet());
    }
}
