// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

/**
 * Form of a code, such as a licence plate, that the site or one of its shippers prints. A plate with a check is strong, without one weak.
 *
 * @param name for people, in the reason of a verdict
 * @param prefix how every such plate starts; may be empty when there is a check
 * @param shortest characters including the prefix, 1 and up
 * @param longest characters including the prefix, up to 64
 * @param charset of the characters after the prefix
 * @param check over the characters after the prefix, the last of which is the check character
 */
public record PlatePattern(String name, String prefix, int shortest, int longest, Charset charset, Check check) {
    public PlatePattern {
        if (shortest <= prefix.length() || longest < shortest || longest > 64) {
            throw new IllegalArgumentException("licence plate pattern refused: shortest=" + shortest + ", longest="
                    + longest + "; expected prefix length < shortest <= longest <= 64; correct the lengths");
        }
        if (prefix.isEmpty() && check == Check.NONE) {
            throw new IllegalArgumentException("licence plate pattern refused: no prefix and no check; expected one of"
                    + " them, else every text is a plate; give a prefix");
        }
        if (!check.worksOn(charset)) {
            throw new IllegalArgumentException("licence plate pattern refused: check=" + check + ", charset=" + charset
                    + "; expected a charset the check is made for; set digits, or upper case for mod 37/36");
        }
    }

    /** Which characters may follow the prefix. */
    public enum Charset {
        DIGITS,
        /** 0-9 and A-Z; the only charset but digits that can carry mod 37/36. */
        UPPER_CASE,
        /** Any printable ASCII character. */
        PRINTABLE
    }

    /** How the check character is computed. */
    public enum Check {
        NONE,
        /** Weights 3 and 1 from the right, as in GS1. */
        MOD10,
        /** Weights 2 to 7 from the right, repeated; remainder 1 has no check digit and is refused. */
        MOD11,
        /** ISO/IEC 7064 hybrid system, digits and capital letters. */
        MOD37_36;

        /** True when the check character can be computed over every text of this charset. */
        public boolean worksOn(Charset charset) {
            return switch (this) {
                case NONE -> true;
                case MOD10, MOD11 -> charset == Charset.DIGITS;
                case MOD37_36 -> charset != Charset.PRINTABLE;
            };
        }
    }

    boolean shapeFits(String text) {
        int length = text.length();
        return length >= shortest && length <= longest && text.startsWith(prefix) && charsetFits(text);
    }

    boolean checkFits(String text) {
        int from = prefix.length();
        return switch (check) {
            case NONE -> true;
            case MOD10 -> CheckDigit.mod10(text, from, text.length());
            case MOD11 -> CheckDigit.mod11(text, from, text.length());
            case MOD37_36 -> CheckDigit.mod37(text, from, text.length());
        };
    }

    private boolean charsetFits(String text) {
        int from = prefix.length();
        return switch (charset) {
            case DIGITS -> Text.digits(text, from, text.length());
            case UPPER_CASE -> Text.upperCase(text, from, text.length());
            case PRINTABLE -> Text.printable(text);
        };
    }
}
