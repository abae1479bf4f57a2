// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** A field of a shipment as files and feeds name it. */
enum ShipmentField {
    REFERENCE("reference", "reference"),
    CODES("codes", "codes"),
    SEGMENT("segment", "segment"),
    SERVICE("service", "service"),
    FLAGS("flags", "flags"),
    POSTCODE("postcode", "postcode"),
    COUNTRY("country", "country"),
    POINT("point", "point"),
    CUSTOMER("customer", "customer"),
    GROUP("group", "group"),
    COMPARTMENT("compartment", "compartment"),
    PROMISE_BY("promise_by", "promiseBy"),
    NOT_BEFORE("not_before", "notBefore"),
    WEIGHT("weight_g", "weightG"),
    LENGTH("length_mm", "lengthMm"),
    WIDTH("width_mm", "widthMm"),
    HEIGHT("height_mm", "heightMm"),
    STATUS("status", "status");

    private final String column;
    private final String key;

    ShipmentField(String column, String key) {
        this.column = column;
        this.key = key;
    }

    /** The column of a CSV file. */
    String column() {
        return column;
    }

    /** The key of a JSON object. */
    String key() {
        return key;
    }

    static Optional<ShipmentField> ofColumn(String column) {
        return Arrays.stream(values())
                .filter(field -> field.column.equals(column))
                .findFirst();
    }

    static Optional<ShipmentField> ofKey(String key) {
        return Arrays.stream(values()).filter(field -> field.key.equals(key)).findFirst();
    }

    static String columns() {
        return Arrays.stream(values()).map(ShipmentField::column).collect(Collectors.joining(", "));
    }

    static String keys() {
        return Arrays.stream(values()).map(ShipmentField::key).collect(Collectors.joining(", "));
    }

    /** The column most like a misspelt one. */
    static String columnLike(String wrong) {
        String best = "";
        int least = Integer.MAX_VALUE;
        for (ShipmentField field : values()) {
            int distance = distance(wrong, field.column);
            if (distance < least) {
                least = distance;
                best = field.column;
            }
        }
        return best;
    }

    /** Letters to insert, remove or replace to get from one word to the other. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[to.length()];
    }
}
