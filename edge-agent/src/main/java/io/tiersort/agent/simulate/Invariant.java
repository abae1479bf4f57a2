// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.simulate;

/** What must hold on every line at any time. */
public enum Invariant {
    ONE_OUTCOME("every parcel ends once, with one outcome"),
    KNOWN_PARCEL("a fact about a parcel follows its induct"),
    MASS_BALANCE("what came in is accounted for"),
    RIGHT_CHUTE("a parcel lies only in a chute that was commanded for what the PLC took it for, or in the hospital"),
    RIGHT_SHIPMENT("the shipment decided on is the one whose label was read on this parcel"),
    AGREED_COMMAND("a command says what was decided for its parcel"),
    IN_TIME("no command after the latest decision point of its chutes"),
    COMMITTED("no decision changes once the diverter may have fired"),
    CURRENT_EPOCH("no command of a former PLC epoch"),
    OPEN_CHUTE("no decision for a chute that is known to be closed, unless to go round a loop for it"),
    CAPACITY("no departure, locker or pickup point takes more than its capacity"),
    PROMISE_TOLD("a promise that is not kept was told before the parcel dropped"),
    CLAIMED_TIER("no tier that neither service nor segment nor flags claim"),
    COMMAND_TOLD("a command that did not reach the PLC was told"),
    READ_TOLD("what a scanner read is bound to a parcel or told as unmatched");

    private final String text;

    Invariant(String text) {
        this.text = text;
    }

    /** The rule, for people. */
    public String text() {
        return text;
    }
}
