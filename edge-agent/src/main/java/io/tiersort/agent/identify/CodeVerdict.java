// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

/**
 * What became of one code of a parcel.
 *
 * @param role the part it played
 * @param reason why, for people
 */
public record CodeVerdict(Classified classified, Role role, String reason) {
    /** The part a code plays in naming the parcel. */
    public enum Role {
        /** Names the parcel. */
        BEST,
        /** Names the same shipment as the best code. */
        AGREES,
        /** Names another shipment, which lost against the one taken. */
        OUTDATED,
        /** Names one of several shipments, none of which can be taken. */
        CONFLICTS,
        /** May name a shipment, but none that the host told of. */
        UNKNOWN,
        /** May not name a shipment. */
        DROPPED
    }
}
