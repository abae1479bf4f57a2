// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.event;

/**
 * One code as the reader sent it, GS (0x1D) kept.
 *
 * @param aim the AIM symbology identifier without the bracket, such as {@code C1}, or an empty text where the reader
 *     sends none (ISO/IEC 15424)
 * @param data the characters after the identifier, decoded as ISO 8859-1
 */
public record ScannedCode(String aim, String data) {}
