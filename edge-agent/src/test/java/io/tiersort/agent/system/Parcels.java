// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.system;

import io.tiersort.device.event.ScannedCode;
import io.tiersort.device.sim.LabelSource;
import io.tiersort.device.sim.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * A script of parcels: which labels come down the line, one after the other, and which shipments the host knows. Parcel
 * {@code i} is meant for chute {@code 1 + i mod 4}.
 */
public final class Parcels implements LabelSource {
    private static final List<String> SERVICES = List.of("express", "next-day", "standard", "return");
    private static final String COLUMNS = "reference,codes,segment,service,postcode,country,weight_g";

    private final List<Labels> labels = new ArrayList<>();
    private final List<String> rows = new ArrayList<>(List.of(COLUMNS));
    private int next;

    /** As many parcels, each with the label of a shipment of its own that the host knows. */
    public static Parcels known(int count) {
        Parcels parcels = new Parcels();
        for (int i = 0; i < count; i++) {
            parcels.tell(i).label(i);
        }
        return parcels;
    }

    /** Nothing yet. */
    static Parcels none() {
        return new Parcels();
    }

    /** The host knows shipment {@code i}. */
    Parcels tell(int i) {
        rows.add(String.join(",", reference(i), sscc(i), "private", service(i), "10115", "DE", "500"));
        return this;
    }

    /** The next parcel carries the labels of these shipments. */
    Parcels label(int... shipments) {
        List<ScannedCode> codes = new ArrayList<>();
        for (int shipment : shipments) {
            codes.add(new ScannedCode("C1", "00" + sscc(shipment)));
        }
        labels.add(new Labels(codes, 500, 200, 150, 100));
        return this;
    }

    /** Parcels of the script. */
    int count() {
        return labels.size();
    }

    /** What the host knows, as an import file. */
    String shipments() {
        return String.join("\n", rows) + "\n";
    }

    /** What is printed on the parcels, as the file that {@code tiersort sim} reads. */
    String labelFile() {
        StringBuilder file = new StringBuilder("codes,grams,length,width,height\n");
        for (Labels parcel : labels) {
            List<String> codes = parcel.codes().stream()
                    .map(code -> "]" + code.aim() + code.data())
                    .toList();
            file.append(String.join("|", codes)).append(",500,200,150,100\n");
        }
        return file.toString();
    }

    static String reference(int i) {
        return String.format("P%05d", i);
    }

    static String service(int i) {
        return SERVICES.get(i % SERVICES.size());
    }

    /** The chute that the plan gives shipment {@code i}. */
    static int chute(int i) {
        return 1 + i % SERVICES.size();
    }

    /** The chute that the plan gives the shipment with this reference. */
    static int chute(String reference) {
        return chute(Integer.parseInt(reference.substring(1)));
    }

    /** Serial shipping container code of shipment {@code i}: 17 digits and the check digit. */
    static String sscc(int i) {
        String body = "34012345" + String.format("%09d", i);
        int sum = 0;
        for (int at = 0; at < body.length(); at++) {
            sum += (body.charAt(at) - '0') * (at % 2 == 0 ? 3 : 1);
        }
        return body + (10 - sum % 10) % 10;
    }

    @Override
    public Optional<Labels> next(RandomGenerator random) {
        return next < labels.size() ? Optional.of(labels.get(next++)) : Optional.empty();
    }
}
