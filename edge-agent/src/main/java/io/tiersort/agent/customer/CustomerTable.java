// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.customer;

import io.tiersort.agent.shipment.Customer;
import io.tiersort.agent.shipment.CustomerLookup;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Customers in memory for decisions: 16 bytes each in slots that are at most half full, so 1 million take 32 to 64 MB. Of
 * an id only a hash of 64 bits is kept: among a million customers the chance that any two are taken for one is below
 * 1 : 10,000,000. One thread writes, any reads.
 */
final class CustomerTable implements CustomerLookup {
    static final int POINTS_MAX = 1 << 16;

    private static final int COUNT_BITS = 20;
    private static final int COUNT_MAX = (1 << COUNT_BITS) - 1;
    private static final int RATING_SHIFT = 2 * COUNT_BITS;
    private static final int POINT_SHIFT = RATING_SHIFT + 3;
    private static final int FIRST_SLOTS = 1 << 10;

    private final Map<String, Integer> numbers = new HashMap<>(Map.of("", 0));
    private final AtomicReferenceArray<String> points = new AtomicReferenceArray<>(POINTS_MAX);
    private volatile AtomicLongArray slots = new AtomicLongArray(2 * FIRST_SLOTS);
    private int size;

    CustomerTable() {
        points.setRelease(0, "");
    }

    @Override
    public Customer byId(String id) {
        AtomicLongArray now = slots;
        int at = find(now, hash(id));
        if (id.isEmpty() || now.getAcquire(at) == 0) {
            return Customer.UNKNOWN;
        }
        long value = now.getAcquire(at + 1);
        return new Customer(
                id,
                (int) (value & COUNT_MAX),
                (int) (value >>> COUNT_BITS & COUNT_MAX),
                (int) (value >>> RATING_SHIFT & 7),
                points.getAcquire((int) (value >>> POINT_SHIFT)));
    }

    /** Writer only. A point beyond the 65,536th is not remembered here. */
    void put(Customer customer) {
        if (2 * (size + 1) > slots.length() / 2) {
            grow();
        }
        long hash = hash(customer.id());
        int at = find(slots, hash);
        slots.setRelease(at + 1, packed(customer));
        if (slots.getPlain(at) == 0) {
            slots.setRelease(at, hash);
            size++;
        }
    }

    int size() {
        return size;
    }

    private long packed(Customer customer) {
        return Math.min(customer.deliveries(), COUNT_MAX)
                | (long) Math.min(customer.missedDeliveries(), COUNT_MAX) << COUNT_BITS
                | (long) customer.rating() << RATING_SHIFT
                | (long) number(customer.preferredPoint()) << POINT_SHIFT;
    }

    private int number(String point) {
        Integer known = numbers.get(point);
        if (known != null) {
            return known;
        }
        if (numbers.size() == POINTS_MAX) {
            return 0;
        }
        int number = numbers.size();
        points.setRelease(number, point);
        numbers.put(point, number);
        return number;
    }

    private void grow() {
        AtomicLongArray larger = new AtomicLongArray(2 * slots.length());
        for (int at = 0; at < slots.length(); at += 2) {
            if (slots.getPlain(at) != 0) {
                int to = find(larger, slots.getPlain(at));
                larger.setPlain(to + 1, slots.getPlain(at + 1));
                larger.setPlain(to, slots.getPlain(at));
            }
        }
        slots = larger;
    }

    /** Place of the key's hash, or the empty place where it belongs. */
    private static int find(AtomicLongArray slots, long hash) {
        int pairs = slots.length() / 2;
        int at = (int) (hash & (pairs - 1));
        while (slots.getAcquire(2 * at) != 0 && slots.getAcquire(2 * at) != hash) {
            at = (at + 1) & (pairs - 1);
        }
        return 2 * at;
    }

    /** A well-mixed hash that is never 0. */
    private static long hash(String id) {
        long hash = 0x9E3779B97F4A7C15L;
        for (int i = 0; i < id.length(); i++) {
            hash = (hash ^ id.charAt(i)) * 0xFF51AFD7ED558CCDL;
            hash ^= hash >>> 32;
        }
        hash = (hash ^ hash >>> 29) * 0xC4CEB9FE1A85EC53L;
        hash ^= hash >>> 32;
        return hash == 0 ? 1 : hash;
    }
}
