// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.line.Fact;
import io.tiersort.device.event.SorterEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** What a decision rested on: each fact with who said it and how old it was. */
final class DecisionFacts {
    private static final String HISTORY = "customer history";

    private final Fact.ParcelDecided decided;
    private final JsonArray list = new JsonArray();
    private boolean weighed;

    private DecisionFacts(Fact.ParcelDecided decided) {
        this.decided = decided;
    }

    /** Facts with {@code name}, {@code value}, {@code source} and, where a record tells it, {@code ageMs}. */
    static JsonArray of(ParcelLife life, Fact.ParcelDecided decided) {
        DecisionFacts facts = new DecisionFacts(decided);
        facts.codes(life.before(decided, Fact.CodesSeen.class));
        facts.measures(life.before(decided, Fact.ParcelMeasured.class));
        if (!decided.basis().source().isEmpty()) {
            facts.shipment(decided.basis());
        }
        return facts.list;
    }

    private void codes(List<Fact.CodesSeen> reads) {
        for (Fact.CodesSeen read : reads) {
            String codes = read.codes().isEmpty()
                    ? "nothing read"
                    : read.codes().size() + (read.codes().size() == 1 ? " code" : " codes");
            aged("read", codes + ", bound by " + read.boundBy(), read.scanner(), read.at());
        }
    }

    private void measures(List<Fact.ParcelMeasured> measures) {
        if (measures.isEmpty()) {
            return;
        }
        Fact.ParcelMeasured last = measures.get(measures.size() - 1);
        if (last.weightStatus() != SorterEvent.Status.NOT_MEASURED) {
            weighed = last.weightStatus() == SorterEvent.Status.OK;
            aged("weight", weighed ? last.grams() + " g" : "unusable: " + last.weightStatus(), "scale", last.at());
        }
        if (last.boxStatus() != SorterEvent.Status.NOT_MEASURED) {
            boolean good = last.boxStatus() == SorterEvent.Status.OK;
            String box = last.lengthMm() + " x " + last.widthMm() + " x " + last.heightMm() + " mm";
            aged("size", good ? box : "unusable: " + last.boxStatus(), "dimensioner", last.at());
        }
    }

    private void shipment(Fact.Basis basis) {
        String source = basis.source();
        text("segment", basis.segment(), source);
        text("service", basis.service(), source);
        text("flags", String.join(", ", basis.flags()), source);
        text("postcode", basis.postcode(), source);
        text("country", basis.country(), source);
        text("point", basis.point(), source);
        text("compartment", basis.compartment(), source);
        text("group", basis.group(), source);
        text("promised by", moment(basis.promiseBy()), source);
        text("not before", moment(basis.notBefore()), source);
        text("declared weight", number(basis.declaredGrams(), " g"), source);
        text("weight that counted", number(basis.grams(), " g"), weighed ? "scale" : source);
        text("missed deliveries", number(basis.missedDeliveries(), ""), HISTORY);
        text("rating", number(basis.rating(), ""), HISTORY);
        text("preferred point", basis.preferredPoint(), HISTORY);
        text("carrier", basis.carrier(), "label");
        text("carrier service", basis.carrierService(), "label");
        text("route code", basis.routeCode(), "label");
    }

    private static String moment(long millis) {
        return millis == 0 ? "" : Instant.ofEpochMilli(millis).toString();
    }

    private static String number(int value, String unit) {
        return value == 0 ? "" : value + unit;
    }

    private void aged(String name, String value, String source, long at) {
        list.add(fact(name, value, source).put("ageMs", decided.at() - at));
    }

    private void text(String name, String value, String source) {
        if (!value.isEmpty()) {
            list.add(fact(name, value, source));
        }
    }

    private static JsonObject fact(String name, String value, String source) {
        return new JsonObject().put("name", name).put("value", value).put("source", source);
    }
}
