// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.customer;

import io.tiersort.agent.line.Fact;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * What feedback says of the site, counted since {@code customers.db} began. Immutable.
 *
 * @param tiers counts by tier the parcel was sorted in; {@link #ELSEWHERE} for what was not sorted here
 * @param returnReasons returns by reason; the 51st reason and all after it count as {@link #OTHER}
 */
public record DeliveryFigures(Map<String, Map<Measure, Long>> tiers, Map<String, Long> returnReasons) {
    /** Stands for the tier of parcels that were not sorted here. */
    public static final String ELSEWHERE = "elsewhere";

    /** Stands for reasons there is no room to count one by one. */
    public static final String OTHER = "other";

    private static final int REASONS_MAX = 50;

    public DeliveryFigures {
        Map<String, Map<Measure, Long>> sorted = new TreeMap<>();
        tiers.forEach((tier, counts) -> sorted.put(tier, Map.copyOf(counts)));
        tiers = Collections.unmodifiableMap(sorted);
        returnReasons = Collections.unmodifiableMap(new TreeMap<>(returnReasons));
    }

    /** What is counted. The names are stored. */
    public enum Measure {
        /** Delivered by the promised instant. */
        ON_TIME,
        LATE,
        /** Delivered without a promised instant. */
        UNPROMISED,
        /** Attempts that found nobody. */
        MISSED,
        RETURNED,
        RATINGS,
        /** Sum of the ratings given. */
        RATING_SUM
    }

    static DeliveryFigures none() {
        return new DeliveryFigures(Map.of(), Map.of());
    }

    /** One count of a tier. */
    public long count(String tier, Measure measure) {
        return tiers.getOrDefault(tier, Map.of()).getOrDefault(measure, 0L);
    }

    /** Share of the attempts of a tier that found nobody, 0..1; 0 without attempts. */
    public double missedShare(String tier) {
        long missed = count(tier, Measure.MISSED);
        long attempts =
                missed + count(tier, Measure.ON_TIME) + count(tier, Measure.LATE) + count(tier, Measure.UNPROMISED);
        return attempts == 0 ? 0 : (double) missed / attempts;
    }

    /** Mean rating of a tier, 1..5; 0 without ratings. */
    public double meanRating(String tier) {
        long ratings = count(tier, Measure.RATINGS);
        return ratings == 0 ? 0 : (double) count(tier, Measure.RATING_SUM) / ratings;
    }

    DeliveryFigures after(Fact.FeedbackReceived event) {
        Map<String, Map<Measure, Long>> counts = new TreeMap<>(tiers);
        Map<String, Long> reasons = new TreeMap<>(returnReasons);
        String tier = event.tier().isEmpty() ? ELSEWHERE : event.tier();
        Map<Measure, Long> mine = new EnumMap<>(Measure.class);
        mine.putAll(tiers.getOrDefault(tier, Map.of()));
        switch (event.kind()) {
            case "delivered" -> mine.merge(delivered(event), 1L, Long::sum);
            case "missed" -> mine.merge(Measure.MISSED, 1L, Long::sum);
            case "returned" -> mine.merge(Measure.RETURNED, 1L, Long::sum);
            case "rating" -> {
                mine.merge(Measure.RATINGS, 1L, Long::sum);
                mine.merge(Measure.RATING_SUM, (long) event.rating(), Long::sum);
            }
            case "return-reason" -> reasons.merge(room(event.reason()), 1L, Long::sum);
            default -> {
                // A preference says nothing of the site.
            }
        }
        if (!mine.isEmpty()) {
            counts.put(tier, mine);
        }
        return new DeliveryFigures(counts, reasons);
    }

    private static Measure delivered(Fact.FeedbackReceived event) {
        if (event.promiseBy() == 0) {
            return Measure.UNPROMISED;
        }
        return event.occurred() <= event.promiseBy() ? Measure.ON_TIME : Measure.LATE;
    }

    private String room(String reason) {
        return returnReasons.containsKey(reason) || returnReasons.size() < REASONS_MAX ? reason : OTHER;
    }
}
