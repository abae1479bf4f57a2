// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import io.tiersort.device.event.ScannedCode;
import org.jspecify.annotations.Nullable;

/**
 * Carrier message of a MaxiCode, ISO/IEC 15434 format 01: header, year, then fields ended by GS: postcode, country,
 * service class, tracking number, SCAC, shipper number and more. UPS shortens the tracking number to 1Z and the last eight
 * characters; shipper number and those eight are the key then, because the service code between them is not in the message.
 */
final class Maxicode implements CodeFormat {
    private static final String HEADER = "[)>\u001e01";
    private static final char RS = 0x1E;
    private static final int SHORT_TRACKING = 10;
    private static final int SHIPPER = 6;
    private static final int SHORT_KEY = SHIPPER + SHORT_TRACKING - 2;

    @Override
    public @Nullable Classified read(ScannedCode code, String text, Policy policy) {
        if (!text.startsWith(HEADER)) {
            return null;
        }
        int year = HEADER.length() + 1;
        int message = text.indexOf(RS, year);
        int end = message < 0 ? text.length() : message;
        String[] fields = fields(text, year + 2, end);
        if (!Text.digits(text, year, Math.min(year + 2, end)) || fields[4] == null) {
            return Classified.dropped(
                    code, CodeType.MAXICODE, Verdict.BAD_SYNTAX, "carrier message, fewer than five fields");
        }
        return keyed(code, fields);
    }

    /** True when the shortened key and the full UPS number are those of one parcel. */
    static boolean sameParcel(Classified message, Classified other) {
        String key = message.key();
        return isShort(message)
                && other.type() == CodeType.UPS_1Z
                && other.candidate()
                && other.key().startsWith(key.substring(0, SHIPPER), 2)
                && other.key().endsWith(key.substring(SHIPPER));
    }

    /** True when the host cannot be expected to know the key. */
    static boolean isShort(Classified message) {
        return message.type() == CodeType.MAXICODE
                && message.candidate()
                && message.key().length() == SHORT_KEY;
    }

    private static Classified keyed(ScannedCode code, @Nullable String[] fields) {
        String tracking = field(fields, 3);
        String shipper = field(fields, 5);
        Facts facts = new Facts.Draft()
                .postcode(field(fields, 0))
                .country(Countries.byNumber(field(fields, 1), 0))
                .service(field(fields, 2))
                .facts();
        if (tracking.length() == Ups.LENGTH && tracking.startsWith("1Z") && Text.upperCase(tracking, 2, Ups.LENGTH)) {
            return Ups.rightCheck(tracking)
                    ? Classified.strong(
                            code, CodeType.MAXICODE, tracking, facts, "carrier message, UPS check digit right")
                    : Classified.dropped(
                            code, CodeType.MAXICODE, Verdict.BAD_CHECKDIGIT, "carrier message, UPS check digit wrong");
        }
        boolean shortened = tracking.length() == SHORT_TRACKING && tracking.startsWith("1Z");
        if (shortened && shipper.length() == SHIPPER) {
            String key = shipper + tracking.substring(2);
            return Classified.weak(code, CodeType.MAXICODE, key, facts, "carrier message, shortened UPS number");
        }
        return tracking.isEmpty() || shortened
                ? Classified.informative(code, CodeType.MAXICODE, facts, "carrier message without a tracking number")
                : Classified.weak(code, CodeType.MAXICODE, tracking, facts, "carrier message, tracking number");
    }

    private static String field(@Nullable String[] fields, int index) {
        String field = fields[index];
        return field == null ? "" : field;
    }

    private static @Nullable String[] fields(String text, int from, int end) {
        @Nullable String[] fields = new @Nullable String[6];
        int start = from;
        for (int i = 0; i < fields.length && start <= end; i++) {
            int separator = text.indexOf(Gs1.GS, start);
            int stop = separator < 0 || separator > end ? end : separator;
            fields[i] = text.substring(start, stop).strip();
            start = stop + 1;
        }
        return fields;
    }
}
