// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.journal;

import java.nio.charset.StandardCharsets;

/** An entry whose body tells its number. */
record TestEntry(long number, long parcel, RecordClass recordClass) implements JournalEntry {
    static TestEntry of(long number) {
        return new TestEntry(number, number, RecordClass.PARCEL);
    }

    @Override
    public long timeMillis() {
        return 1_000_000 + number;
    }

    @Override
    public String type() {
        return "parcel.decided";
    }

    @Override
    public String subject() {
        return "L1/1/" + parcel;
    }

    @Override
    public byte[] body() {
        return bodyOf(number).getBytes(StandardCharsets.UTF_8);
    }

    static String bodyOf(long number) {
        return "{\"n\":" + number + ",\"codes\":[\"00340434161094042557\"],\"tier\":\"same-day\",\"rule\":\"r-"
                + number % 97 + "\"}";
    }
}
