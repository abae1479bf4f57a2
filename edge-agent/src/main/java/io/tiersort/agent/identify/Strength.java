// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

/** How far the form of a code proves its type. */
public enum Strength {
    /** A check digit in a distinctive form was right. */
    STRONG,
    /** The form fits, but other numbers may have it too. */
    WEAK
}
