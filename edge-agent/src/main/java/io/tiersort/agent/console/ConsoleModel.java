// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What the console shows. Methods return at once and may be called from any event loop. */
public interface ConsoleModel {
    /** The line now: layout, parcels on it, chutes, figures, alarms, devices, uplinks. Shape: {@code config/README.md}. */
    JsonObject line();

    /** Up to 50 newest parcels whose id, tracking id, code or shipment reference contains {@code query}. */
    Future<JsonArray> search(String query);

    /** One parcel with its timeline; fails with {@link java.util.NoSuchElementException} when unknown. */
    Future<JsonObject> parcel(String id);

    /** Health for machines: {@code status} ok, degraded or failing, and why. */
    JsonObject health();

    /** Prometheus text exposition, format 0.0.4. */
    String metrics();
}
