// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device;

import io.tiersort.device.event.DeviceEvent;
import io.tiersort.device.event.LinkChanged;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Keeps what a driver reported, and on which threads. */
public final class EventLog implements Consumer<DeviceEvent> {
    private final List<DeviceEvent> events = new CopyOnWriteArrayList<>();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    @Override
    public void accept(DeviceEvent event) {
        threads.add(Thread.currentThread());
        events.add(event);
    }

    /** Everything so far, in order. */
    public List<DeviceEvent> all() {
        return List.copyOf(events);
    }

    /** The threads that delivered. */
    public Set<Thread> threads() {
        return Set.copyOf(threads);
    }

    /** What was reported about the link. */
    public List<LinkChanged> links() {
        return only(LinkChanged.class);
    }

    /** The events of this type. */
    public <E extends DeviceEvent> List<E> only(Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The number of events that are not about the link. */
    public long reports() {
        return events.stream().filter(event -> !(event instanceof LinkChanged)).count();
    }

    /** Waits for an event like this. */
    public void await(String expected, Predicate<DeviceEvent> like) {
        Within.seconds(expected, () -> events.stream().anyMatch(like), () -> events);
    }

    /** Waits until the newest word about the link is this health. */
    public void awaitHealth(Health health) {
        Within.seconds("link " + health, () -> lastHealth() == health, () -> events);
    }

    private Health lastHealth() {
        List<LinkChanged> links = links();
        return links.isEmpty() ? Health.FAILURE : links.get(links.size() - 1).health();
    }

    /** Waits until that many events of this type have come. */
    public void awaitCount(Class<? extends DeviceEvent> type, int count) {
        Within.seconds(count + " " + type.getSimpleName(), () -> only(type).size() >= count, () -> events);
    }
}
