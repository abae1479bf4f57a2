// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.transport;

import io.tiersort.device.Health;
import java.util.EnumMap;
import java.util.Map;

/**
 * What is wrong with one device, and which of it to show: the first of failure, check function, off spec, maintenance
 * required. Tells the listener each change once. Changed on the loop, read on any thread.
 */
public final class LinkHealth {
    private final Listener listener;
    private final Map<Health, String> problems = new EnumMap<>(Health.class);
    private String normal = "";
    private String shownReason = "";
    private volatile Health shown = Health.FAILURE;

    /** Hears of a changed health or reason. */
    @FunctionalInterface
    public interface Listener {
        /** Called on the loop; {@code reason} is for people. */
        void changed(Health health, String reason);
    }

    /** Health is {@link Health#FAILURE} until something is known. */
    public LinkHealth(Listener listener) {
        this.listener = listener;
    }

    /** What is shown now. Any thread. */
    public Health shown() {
        return shown;
    }

    /** True while this problem is raised, shown or not. */
    public boolean has(Health problem) {
        return problems.containsKey(problem);
    }

    /** Raises a problem, or changes its reason. */
    public void raise(Health problem, String reason) {
        if (problem == Health.NORMAL) {
            throw new IllegalArgumentException("health problem: found NORMAL; expected a problem; use normal(reason)");
        }
        problems.put(problem, reason);
        show();
    }

    /** Withdraws a problem; nothing happens when it is not raised. */
    public void clear(Health problem) {
        if (problems.remove(problem) != null) {
            show();
        }
    }

    /** The link is up: withdraws {@link Health#FAILURE}; the reason is shown while no other problem is raised. */
    public void normal(String reason) {
        normal = reason;
        problems.remove(Health.FAILURE);
        show();
    }

    private void show() {
        // Ordered as the constants are, which is from worst to least.
        Health worst = problems.isEmpty()
                ? Health.NORMAL
                : problems.keySet().iterator().next();
        String reason = problems.getOrDefault(worst, normal);
        if (worst != shown || !reason.equals(shownReason)) {
            shown = worst;
            shownReason = reason;
            listener.changed(worst, reason);
        }
    }
}
