// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.plan.Plan.Capacity;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Tokens of what is limited: room on one run of a departure, compartments of one size. A pool is one such thing under a
 * name; an owner is a parcel and holds at most one token of a kind. Shared by the lines of a site; any thread.
 */
public final class Allotments {
    private final Map<String, Counted> pools = new HashMap<>();
    private final Map<String, Token> tokens = new HashMap<>();

    /** What a parcel takes up: one place, its mass in grams and its volume in millilitres; 0 where unknown. */
    public record Load(int parcels, long grams, long millilitres) {
        private Load plus(Load other, int sign) {
            return new Load(
                    parcels + sign * other.parcels, grams + sign * other.grams, millilitres + sign * other.millilitres);
        }
    }

    private record Token(String pool, Load load) {}

    private static final class Counted {
        private Load load = new Load(0, 0, 0);
    }

    /** True when the owner holds a token of this pool, or would get one. */
    public synchronized boolean hasRoom(String owner, String pool, Load load, Capacity capacity) {
        Token held = tokens.get(owner);
        return (held != null && held.pool().equals(pool)) || fits(counted(pool), load, capacity);
    }

    /**
     * Gives the owner a token of this pool in exchange for the one it held. Asking again for the same pool changes nothing.
     *
     * @return false when there is no room; the owner then keeps what it held
     */
    public synchronized boolean take(String owner, String pool, Load load, Capacity capacity) {
        Token held = tokens.get(owner);
        if (held != null && held.pool().equals(pool)) {
            return true;
        }
        if (!fits(counted(pool), load, capacity)) {
            return false;
        }
        give(owner);
        tokens.put(owner, new Token(pool, load));
        pools.computeIfAbsent(pool, name -> new Counted()).load = counted(pool).plus(load, 1);
        return true;
    }

    /** The owner needs its token no more: its place is free again. Without a token nothing happens. */
    public synchronized void give(String owner) {
        Token held = tokens.remove(owner);
        if (held != null) {
            pools.computeIfAbsent(held.pool(), name -> new Counted()).load =
                    counted(held.pool()).plus(held.load(), -1);
        }
    }

    /** What is taken of a pool. */
    public synchronized Load counted(String pool) {
        @Nullable Counted counted = pools.get(pool);
        return counted == null ? new Load(0, 0, 0) : counted.load;
    }

    private static boolean fits(Load taken, Load load, Capacity capacity) {
        Load then = taken.plus(load, 1);
        return (capacity.parcels() == 0 || then.parcels() <= capacity.parcels())
                && (capacity.grams() == 0 || then.grams() <= capacity.grams())
                && (capacity.millilitres() == 0 || then.millilitres() <= capacity.millilitres());
    }
}
