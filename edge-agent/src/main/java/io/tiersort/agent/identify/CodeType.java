// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

/** What a code is. The order is the order of trust: of two codes of one shipment the earlier type names it. */
public enum CodeType {
    /** Serial shipping container code, GS1 AI 00. The key is its 18 digits. */
    SSCC,
    /** Another GS1 shipment key: GSIN (AI 402) or GINC (AI 401). The key is the value of the AI. */
    GS1,
    /** Licence plate of the site, by a {@link PlatePattern}. The key is the whole code. */
    LICENCE_PLATE,
    /** UPS tracking number, 18 characters. */
    UPS_1Z,
    /** UPU S10 item number, 13 characters. */
    S10,
    /** USPS package barcode; the key is the number without the routing part (420 and ZIP). */
    USPS_IMPB,
    /** DPD parcel number; the key is its 14 digits, without route and check character. */
    DPD,
    /** FedEx; the key is the tracking number of 12, 14 or 15 digits. */
    FEDEX,
    /** DHL piece or waybill number, as printed. */
    DHL,
    /** Amazon Logistics, TBA, TBC or TBM and 12 digits. */
    AMAZON_TBA,
    /** MaxiCode with a structured carrier message: tracking number, or shipper number and its last 8 characters. */
    MAXICODE,
    /** Any other printable text; the host may still know it as a reference. */
    TEXT,
    /** Something about the goods, such as an EAN; never names a shipment. */
    PRODUCT,
    /** A reader's way of saying that it read nothing. */
    SENTINEL
}
