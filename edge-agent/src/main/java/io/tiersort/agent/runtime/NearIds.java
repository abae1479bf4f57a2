// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.line.Fact;
import io.tiersort.cloud.OutboxRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The ids of parcels, codes and references among some records that look most like one that does not exist. */
public final class NearIds {
    private static final int SHOWN = 5;
    private static final int LONGEST = 64;

    private final String sought;
    private final int allowed;
    private final Map<String, Integer> near = new HashMap<>();

    /** A third of the characters may differ, at least one. */
    public NearIds(String sought) {
        this.sought = sought.toLowerCase(Locale.ROOT);
        this.allowed = Math.max(1, Math.min(4, sought.length() / 3));
    }

    /** Looks at one record. */
    public void offer(OutboxRecord record) {
        if (record.type().equals("parcel.inducted")) {
            offer(record.subject());
        } else if (record.type().equals("parcel.codes") || record.type().equals("parcel.decided")) {
            ParcelLife.fact(record).ifPresent(this::offer);
        }
    }

    private void offer(Fact fact) {
        if (fact instanceof Fact.CodesSeen seen) {
            seen.codes().forEach(code -> offer(code.data()));
        } else if (fact instanceof Fact.ParcelDecided decided) {
            offer(decided.reference());
            offer(decided.key());
        }
    }

    private void offer(String candidate) {
        if (candidate.isEmpty() || Math.abs(candidate.length() - sought.length()) > allowed || tooLong(candidate)) {
            return;
        }
        int distance = distance(candidate.toLowerCase(Locale.ROOT));
        if (distance <= allowed) {
            near.put(candidate, distance);
        }
    }

    private boolean tooLong(String candidate) {
        return Math.max(candidate.length(), sought.length()) > LONGEST;
    }

    /** Characters to insert, delete or replace. */
    private int distance(String candidate) {
        int[] row = new int[candidate.length() + 1];
        for (int i = 0; i < row.length; i++) {
            row[i] = i;
        }
        for (int i = 1; i <= sought.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int replaced = diagonal + (sought.charAt(i - 1) == candidate.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[candidate.length()];
    }

    /** The nearest first, {@value #SHOWN} at most. */
    public List<String> nearest() {
        return near.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .limit(SHOWN)
                .map(Map.Entry::getKey)
                .toList();
    }
}
