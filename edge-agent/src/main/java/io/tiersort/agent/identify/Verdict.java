// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

/** Whether a code may name a shipment, and why not. */
public enum Verdict {
    /** It may. */
    CANDIDATE,
    /** The form is that of its type, the check digit is wrong. */
    BAD_CHECKDIGIT,
    /** Breaks the rules of the data carrier it was read from. */
    BAD_SYNTAX,
    /** About the goods, not the shipment. */
    PRODUCT,
    /** On the site's ignore list, or of no use for a shipment. */
    IGNORED,
    /** Of no known form and shorter than the site allows. */
    TOO_SHORT,
    /** The same code as an earlier one. */
    DUPLICATE,
    /** A fragment of a longer code of the same symbology. */
    SUBSTRING,
    /** A reader's no-read text, or empty. */
    NO_READ
}
