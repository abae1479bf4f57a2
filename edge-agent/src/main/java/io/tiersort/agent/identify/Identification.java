// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import io.tiersort.agent.shipment.Shipment;
import java.util.List;

/** Which shipment a parcel is, by all codes read from it. */
public sealed interface Identification {
    /** What became of each code, in the order read. */
    List<CodeVerdict> verdicts();

    /**
     * One shipment.
     *
     * @param shipment may be cancelled or closed: see its status
     * @param best the most trustworthy of the codes that name it
     * @param extraLabel true when another label is on the parcel: of a shipment that lost, or unknown
     */
    record Known(Shipment shipment, Classified best, boolean extraLabel, List<CodeVerdict> verdicts)
            implements Identification {
        public Known {
            verdicts = List.copyOf(verdicts);
        }
    }

    /** Several shipments, none of which may be guessed; by reference, ascending. */
    record Conflict(List<Shipment> shipments, List<CodeVerdict> verdicts) implements Identification {
        public Conflict {
            shipments = List.copyOf(shipments);
            verdicts = List.copyOf(verdicts);
        }
    }

    /**
     * Valid codes, but none of a shipment that the host told of.
     *
     * @param best the most trustworthy code
     * @param facts what the label says, by all its symbols; nothing when there are several strong keys, because then there
     *     may be several labels
     */
    record Unknown(Classified best, Facts facts, List<CodeVerdict> verdicts) implements Identification {
        public Unknown {
            verdicts = List.copyOf(verdicts);
        }
    }

    /** No code that may name a shipment. */
    record NoRead(List<CodeVerdict> verdicts) implements Identification {
        public NoRead {
            verdicts = List.copyOf(verdicts);
        }
    }
}
