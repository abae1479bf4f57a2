// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.forecast;

import java.util.Locale;
import java.util.Optional;

/** Something whose parcels are counted; the id is empty for the whole site. */
public record Series(Kind kind, String id) {
    /** All parcels of the site. */
    public static final Series SITE = new Series(Kind.SITE, "");

    /** What is counted. The names are stored. */
    public enum Kind {
        SITE,
        TIER,
        DEPARTURE,
        DESTINATION,
        POINT;

        /** As in labels and answers, such as {@code tier}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    String key() {
        return kind.name() + ":" + id;
    }

    static Optional<Series> ofKey(String key) {
        int colon = key.indexOf(':');
        for (Kind kind : Kind.values()) {
            if (colon > 0 && kind.name().equals(key.substring(0, colon))) {
                return Optional.of(new Series(kind, key.substring(colon + 1)));
            }
        }
        return Optional.empty();
    }
}
