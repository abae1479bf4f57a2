// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.journal;

/** A fact on its way into the journal. Immutable; {@link #body} is called once, on the journal's thread. */
public interface JournalEntry {
    /** Wall clock when the fact happened, milliseconds since 1970 UTC. */
    long timeMillis();

    /** Dotted fact name, such as {@code parcel.decided}. */
    String type();

    /** What the fact is about, such as {@code L1-4711} for a parcel; an empty text when about nothing in particular. */
    String subject();

    /** Number of the parcel on its line, 1 and up, by which its records are found again; 0 when about no parcel. */
    long parcel();

    /** What may be thinned out first when space runs short. */
    RecordClass recordClass();

    /** JSON object in UTF-8. */
    byte[] body();
}
