// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.config.Activations;
import io.tiersort.agent.config.PlanFile;
import io.tiersort.agent.config.PlanStore;
import io.tiersort.agent.plan.Plan;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** The plans of an earlier run, for the parcels that it left on the line. Blocking. */
final class FormerPlans {
    private FormerPlans() {}

    /** The plans that ran since some moment, milliseconds since 1970 UTC, the oldest first; what is lost is left out. */
    static List<Plan> since(long millis, PlanStore store, PlanFile.Surroundings site) {
        try {
            List<Activations.Answer> ran = store.activations().history().stream()
                    .filter(Activations.Answer::active)
                    .toList();
            List<Plan> plans = new ArrayList<>();
            for (int i = 0; i < ran.size(); i++) {
                boolean replacedBefore = i + 1 < ran.size() && ran.get(i + 1).at() < millis;
                if (!replacedBefore) {
                    Activations.Request request = ran.get(i).request();
                    store.load(request.id(), request.hash(), site).value().ifPresent(plans::add);
                }
            }
            return plans;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(
                    "plans of the last run cannot be read: reason=" + unreadable.getMessage()
                            + "; expected a readable data folder; check owner and mount",
                    unreadable);
        }
    }
}
