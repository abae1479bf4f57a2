// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import io.tiersort.device.event.ScannedCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says what one code is. Pure and total, about a microsecond for a code, any thread. */
public final class CodeReader {
    /** Longer data is refused unseen. */
    static final int MAX_DATA = 4096;

    /** Longest text that can be a reference of the host. */
    static final int MAX_TEXT = 64;

    private static final Usps USPS = new Usps();
    private static final FedEx FEDEX = new FedEx();

    /**
     * THE list of forms, in order of trust. Numbers of one form often pass for another: 12 digits are FedEx Express one
     * time in ten, 15 digits FedEx Ground one time in ten and DPD one time in 36, 10 digits DHL Express one time in ten;
     * two letters, nine digits and a country are S10, never DHL. Therefore a strong reading anywhere in the list beats
     * every weak one, a weak one beats a wrong check digit, and that beats "some text". Among equals the first wins.
     */
    private static final List<CodeFormat> FORMATS = List.of(
            new Maxicode(), new SitePlate(), new Ups(), new S10(), USPS, new Dpd(), FEDEX, new Dhl(), new Amazon());

    private CodeReader() {}

    /** What {@code code} is under the policy of the site. */
    public static Classified classify(ScannedCode code, Policy policy) {
        String text = code.data().strip();
        if (text.isEmpty() || isNoRead(text, policy)) {
            return Classified.dropped(code, CodeType.SENTINEL, Verdict.NO_READ, "the reader read nothing");
        }
        if (text.length() > MAX_DATA) {
            return Classified.dropped(
                    code, CodeType.TEXT, Verdict.BAD_SYNTAX, "longer than " + MAX_DATA + " characters");
        }
        if (isIgnored(text, policy)) {
            return Classified.dropped(code, CodeType.TEXT, Verdict.IGNORED, "prefix on the site's ignore list");
        }
        if (code.aim().startsWith("E")) {
            return Classified.dropped(code, CodeType.PRODUCT, Verdict.PRODUCT, "EAN/UPC symbol, names goods");
        }
        Classified gs1 = gs1(code, text, policy);
        return gs1 != null ? gs1 : formatted(code, text, policy);
    }

    private static @Nullable Classified gs1(ScannedCode code, String text, Policy policy) {
        if (isElementString(code.aim())) {
            return elementString(code, text, policy);
        }
        if (DigitalLink.looksLikeOne(text)) {
            return digitalLink(code, text);
        }
        boolean bareSscc = policy.gs1WithoutAim()
                && code.aim().isEmpty()
                && text.length() == 20
                && text.startsWith("00")
                && Text.digits(text)
                && CheckDigit.mod10(text, 2, 20);
        return bareSscc
                ? Classified.strong(
                        code, CodeType.SSCC, text.substring(2), Facts.NONE, "SSCC without AIM, check digit right")
                : null;
    }

    /** Carriers use the internal identifiers 92 to 96 of GS1-128 as the start of their own numbers. */
    private static Classified elementString(ScannedCode code, String text, Policy policy) {
        Gs1.Result result = Gs1.parse(text);
        if (result instanceof Gs1.Elements elements) {
            Classified keyed = Gs1Label.keyed(code, elements);
            if (keyed != null) {
                return keyed;
            }
        }
        Classified usps = USPS.read(code, text, policy);
        if (usps != null && (usps.candidate() || result instanceof Gs1.Elements)) {
            return usps;
        }
        Classified fedEx = FEDEX.read(code, text, policy);
        if (fedEx != null && fedEx.strongCandidate() && (text.startsWith("96") || result instanceof Gs1.Invalid)) {
            return fedEx;
        }
        CodeType type = text.startsWith("00") ? CodeType.SSCC : CodeType.GS1;
        return result instanceof Gs1.Elements elements
                ? Gs1Label.unkeyed(code, elements)
                : Gs1Label.invalid(code, type, (Gs1.Invalid) result);
    }

    private static @Nullable Classified digitalLink(ScannedCode code, String text) {
        Gs1.Result result = DigitalLink.parse(text);
        if (result instanceof Gs1.Elements elements) {
            Classified keyed = Gs1Label.keyed(code, elements);
            return keyed != null ? keyed : Gs1Label.unkeyed(code, elements);
        }
        Gs1.Invalid invalid = (Gs1.Invalid) result;
        return invalid.fault() == Gs1.Fault.NOT_GS1 ? null : Gs1Label.invalid(code, CodeType.GS1, invalid);
    }

    private static Classified formatted(ScannedCode code, String text, Policy policy) {
        Classified best = null;
        for (CodeFormat format : FORMATS) {
            Classified found = format.read(code, text, policy);
            if (found == null) {
                continue;
            }
            if (found.strongCandidate()) {
                return found;
            }
            if (best == null || (found.candidate() && !best.candidate())) {
                best = found;
            }
        }
        return best != null ? best : text(code, text, policy);
    }

    private static Classified text(ScannedCode code, String text, Policy policy) {
        if (!Text.printable(text)) {
            return Classified.dropped(code, CodeType.TEXT, Verdict.BAD_SYNTAX, "no known form, not printable");
        }
        if (text.length() < policy.shortestText()) {
            return Classified.dropped(
                    code,
                    CodeType.TEXT,
                    Verdict.TOO_SHORT,
                    "no known form, shorter than " + policy.shortestText() + " characters");
        }
        return text.length() > MAX_TEXT
                ? Classified.dropped(
                        code,
                        CodeType.TEXT,
                        Verdict.IGNORED,
                        "no known form, longer than a reference (" + MAX_TEXT + " characters)")
                : Classified.weak(code, CodeType.TEXT, text, Facts.NONE, "no known form, may be a reference");
    }

    private static boolean isElementString(String aim) {
        return switch (aim) {
            case "C1", "e0", "e1", "e2", "d2", "Q3", "J1", "z1" -> true;
            default -> false;
        };
    }

    private static boolean isNoRead(String text, Policy policy) {
        for (String noRead : policy.noReadTexts()) {
            if (text.equalsIgnoreCase(noRead)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isIgnored(String text, Policy policy) {
        for (String prefix : policy.ignoredPrefixes()) {
            if (text.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }
}
