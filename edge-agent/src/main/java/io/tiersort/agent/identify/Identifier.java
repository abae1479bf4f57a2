// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import io.tiersort.agent.shipment.Shipment;
import io.tiersort.agent.shipment.ShipmentLookup;
import io.tiersort.device.event.ScannedCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Names the shipment of a parcel from all its codes. The result does not depend on the order of the codes. Codes that
 * agree support each other; between two live shipments nothing is guessed; a label on file beats labels that are not.
 */
public final class Identifier {
    /** A read of more codes names nothing: readers collect at most 50. */
    public static final int MAX_CODES = 64;

    private static final Comparator<Classified> TRUST = Comparator.comparing(Classified::strength)
            .thenComparing(Classified::type)
            .thenComparing(Classified::key)
            .thenComparing(classified -> classified.code().aim())
            .thenComparing(classified -> classified.code().data());

    private final List<Classified> codes;
    private final List<@Nullable Shipment> shipments;

    private Identifier(List<Classified> codes, List<@Nullable Shipment> shipments) {
        this.codes = codes;
        this.shipments = shipments;
    }

    /** Names the shipment by {@code codes}, each of which gets a verdict. */
    public static Identification resolve(List<ScannedCode> codes, ShipmentLookup lookup, Policy policy) {
        List<Classified> classified = new ArrayList<>(codes.size());
        for (ScannedCode code : codes) {
            classified.add(CodeReader.classify(code, policy));
        }
        if (codes.size() > MAX_CODES) {
            String reason = "more than " + MAX_CODES + " codes in one read";
            classified.replaceAll(code -> code.candidate() ? code.butDropped(Verdict.IGNORED, reason) : code);
        }
        dropDuplicates(classified);
        dropFragments(classified);
        return new Identifier(classified, lookUp(classified, lookup)).resolve(policy);
    }

    private static void dropDuplicates(List<Classified> codes) {
        for (int i = 1; i < codes.size(); i++) {
            Classified code = codes.get(i);
            for (int j = 0; code.candidate() && j < i; j++) {
                if (codes.get(j).code().equals(code.code())) {
                    codes.set(i, code.butDropped(Verdict.DUPLICATE, "same code as number " + (j + 1)));
                    break;
                }
            }
        }
    }

    /** A reader may see a part of a long code as a code of its own. */
    private static void dropFragments(List<Classified> codes) {
        List<Classified> all = List.copyOf(codes);
        for (int i = 0; i < all.size(); i++) {
            for (int j = 0; j < all.size(); j++) {
                if (isFragment(all.get(i), all.get(j))) {
                    codes.set(i, all.get(i).butDropped(Verdict.SUBSTRING, "fragment of code number " + (j + 1)));
                    break;
                }
            }
        }
    }

    private static boolean isFragment(Classified part, Classified whole) {
        if (!part.candidate() || !whole.candidate() || part.strength().compareTo(whole.strength()) < 0) {
            return false;
        }
        String text = part.code().data().strip();
        String longer = whole.code().data();
        return longer.strip().length() > text.length()
                && symbology(part.code()).equals(symbology(whole.code()))
                && longer.contains(text);
    }

    private static String symbology(ScannedCode code) {
        return code.aim().isEmpty() ? "" : code.aim().substring(0, 1);
    }

    private static List<@Nullable Shipment> lookUp(List<Classified> codes, ShipmentLookup lookup) {
        List<@Nullable Shipment> found = new ArrayList<>(codes.size());
        for (Classified code : codes) {
            found.add(code.candidate() ? lookUp(code, lookup) : null);
        }
        for (int i = 0; i < codes.size(); i++) {
            for (int j = 0; found.get(i) == null && j < codes.size(); j++) {
                if (Maxicode.sameParcel(codes.get(i), codes.get(j))) {
                    found.set(i, found.get(j));
                }
            }
        }
        return found;
    }

    /** By the key; hosts that store a carrier's barcode as it is printed are found by its text. */
    private static @Nullable Shipment lookUp(Classified code, ShipmentLookup lookup) {
        Shipment shipment = lookup.byCode(code.key());
        String text = code.code().data().strip();
        return shipment != null || text.equals(code.key()) ? shipment : lookup.byCode(text);
    }

    private Identification resolve(Policy policy) {
        TreeMap<String, Shipment> distinct = new TreeMap<>();
        for (Shipment shipment : shipments) {
            if (shipment != null) {
                distinct.put(shipment.reference(), shipment);
            }
        }
        if (distinct.isEmpty()) {
            return unknown();
        }
        Shipment winner = winner(List.copyOf(distinct.values()), policy);
        return winner != null
                ? known(winner)
                : new Identification.Conflict(
                        List.copyOf(distinct.values()), verdicts(null, null, CodeVerdict.Role.CONFLICTS));
    }

    /** The only shipment, or the only one of the best status; null when that were a guess. */
    private static @Nullable Shipment winner(List<Shipment> distinct, Policy policy) {
        if (distinct.size() == 1) {
            return distinct.get(0);
        }
        for (Shipment.Status status : List.of(Shipment.Status.OPEN, Shipment.Status.CANCELLED)) {
            List<Shipment> same = distinct.stream()
                    .filter(shipment -> shipment.status() == status)
                    .toList();
            if (!same.isEmpty()) {
                return policy.closedLabelTolerance() && same.size() == 1 ? same.get(0) : null;
            }
        }
        return null;
    }

    private Identification known(Shipment winner) {
        Classified best = null;
        boolean extraLabel = false;
        for (int i = 0; i < codes.size(); i++) {
            Classified code = codes.get(i);
            Shipment shipment = shipments.get(i);
            if (shipment != null && shipment.reference().equals(winner.reference())) {
                best = best == null || TRUST.compare(code, best) < 0 ? code : best;
            } else {
                extraLabel |= shipment != null || isLabel(code);
            }
        }
        return new Identification.Known(
                winner, Objects.requireNonNull(best), extraLabel, verdicts(winner, best, CodeVerdict.Role.OUTDATED));
    }

    /** Some text or a shortened number that the host cannot know is no sign of a second label. */
    private static boolean isLabel(Classified code) {
        return code.candidate() && code.type() != CodeType.TEXT && !Maxicode.isShort(code);
    }

    private Identification unknown() {
        Classified best =
                codes.stream().filter(Classified::candidate).min(TRUST).orElse(null);
        List<CodeVerdict> verdicts = verdicts(null, best, CodeVerdict.Role.UNKNOWN);
        if (best == null) {
            return new Identification.NoRead(verdicts);
        }
        long strongKeys = codes.stream()
                .filter(Classified::strongCandidate)
                .map(Classified::key)
                .distinct()
                .count();
        Facts facts = strongKeys > 1
                ? Facts.NONE
                : Facts.together(codes.stream().map(Classified::facts).toList());
        return new Identification.Unknown(best, facts, verdicts);
    }

    private List<CodeVerdict> verdicts(@Nullable Shipment winner, @Nullable Classified best, CodeVerdict.Role others) {
        List<CodeVerdict> verdicts = new ArrayList<>(codes.size());
        for (int i = 0; i < codes.size(); i++) {
            Classified code = codes.get(i);
            verdicts.add(verdict(code, shipments.get(i), winner, best, others));
        }
        return verdicts;
    }

    private static CodeVerdict verdict(
            Classified code,
            @Nullable Shipment shipment,
            @Nullable Shipment winner,
            @Nullable Classified best,
            CodeVerdict.Role others) {
        if (!code.candidate()) {
            return new CodeVerdict(code, CodeVerdict.Role.DROPPED, code.reason());
        }
        if (shipment == null) {
            return new CodeVerdict(
                    code,
                    code.equals(best) ? CodeVerdict.Role.BEST : CodeVerdict.Role.UNKNOWN,
                    code.reason() + "; no shipment on file");
        }
        String reason = code.reason() + "; shipment " + shipment.reference() + ", "
                + shipment.status().word();
        if (code.equals(best)) {
            return new CodeVerdict(code, CodeVerdict.Role.BEST, reason);
        }
        boolean agrees = winner != null && winner.reference().equals(shipment.reference());
        return new CodeVerdict(code, agrees ? CodeVerdict.Role.AGREES : others, reason);
    }
}
