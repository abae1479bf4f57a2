// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.plan;

/**
 * What the label itself says, without the host. Empty texts mean "does not say".
 *
 * @param carrier carrier by the format of its number, such as {@code ups}
 * @param service the carrier's own service code
 * @param route the carrier's own routing code (GS1 AI 403)
 * @param postcode of the delivery address
 * @param country of the delivery address, ISO 3166 alpha-2
 * @param returns true for a label made for sending goods back
 */
public record Label(String carrier, String service, String route, String postcode, String country, boolean returns) {
    /** A label that says nothing. */
    public static final Label NONE = new Label("", "", "", "", "", false);
}
