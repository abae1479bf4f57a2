// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.plan.Plan.Capacity;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Tokens of what is limited: room on one run of a departure, compartments of one size. A pool is one such thing under a
 * name; an owner is {@code LINE-number#what} and holds at most one token. Shared by the lines of a site; any thread.
 *
 * <p>What a line has taken follows from its facts: a decision holds tokens, an end gives them back, and a count puts right
 * what was taken before the facts at hand begin. A line that is about to decide asks for its tokens with {@link #take},
 * which no other line can come between. A line's own tokens change on its loop only.
 */
public final class Allotments {
    private static final String COMPARTMENT = "compartment:";

    private final Map<String, Token> tokens = new HashMap<>();
    private final Map<String, Map<String, Load>> pools = new TreeMap<>();

    /** What a parcel takes up: one place, its mass in grams and its volume in millilitres; 0 where unknown. */
    public record Load(int parcels, long grams, long millilitres) {
        /** Nothing. */
        public static final Load NONE = new Load(0, 0, 0);

        private Load plus(Load other) {
            return new Load(parcels + other.parcels, grams + other.grams, millilitres + other.millilitres);
        }

        private Load minus(Load other) {
            return new Load(parcels - other.parcels, grams - other.grams, millilitres - other.millilitres);
        }

        /** True when nothing is above its limit but what was no lower before. */
        private boolean within(Capacity capacity, Load before) {
            return within(parcels, capacity.parcels(), before.parcels)
                    && within(grams, capacity.grams(), before.grams)
                    && within(millilitres, capacity.millilitres(), before.millilitres);
        }

        private static boolean within(long taken, long limit, long before) {
            return limit == 0 || taken <= Math.max(limit, before);
        }
    }

    /** A token wanted by an owner. */
    public record Claim(String owner, String pool, Load load, Capacity capacity) {}

    private record Token(String pool, Load load) {}

    /** Name of the pool of one run of a departure; {@code cutOff} in milliseconds since 1970 UTC. */
    public static String departure(String id, long cutOff) {
        return "departure:" + id + "@" + cutOff;
    }

    /** Name of the pool of the compartments of one size. */
    public static String compartment(String point, String size) {
        return COMPARTMENT + point + "/" + size;
    }

    static boolean isCompartment(String pool) {
        return pool.startsWith(COMPARTMENT);
    }

    /** Name of the pool of what one run may bring to a point without compartments. */
    public static String point(String id, long cutOff) {
        return runsOf(id) + cutOff;
    }

    /** How the names of the pools of this point begin, whichever run. */
    static String runsOf(String point) {
        return "point:" + point + "@";
    }

    /**
     * True when the owner would get this token. What it holds in the same pool does not stand in its way, nor does a limit
     * that was lowered since.
     */
    public synchronized boolean hasRoom(Claim claim) {
        Token held = tokens.get(claim.owner());
        Load own = held != null && held.pool().equals(claim.pool()) ? held.load() : Load.NONE;
        Load before = counted(claim.pool());
        return before.minus(own).plus(claim.load()).within(claim.capacity(), before);
    }

    /**
     * Gives each owner its token in exchange for the one it held; all or none.
     *
     * @return false when there is no room for one of them; everybody then keeps what they held
     */
    public synchronized boolean take(List<Claim> claims) {
        for (Claim claim : claims) {
            if (!hasRoom(claim)) {
                return false;
            }
        }
        claims.forEach(claim -> hold(claim.owner(), claim.pool(), claim.load()));
        return true;
    }

    /** The owner holds this token instead of the one it held, because a fact says so. */
    public synchronized void hold(String owner, String pool, Load load) {
        give(owner);
        tokens.put(owner, new Token(pool, load));
        byLine(pool).merge(line(owner), load, Load::plus);
    }

    /** The owner needs its token no more: its place is free again. Without a token nothing happens. */
    public synchronized void give(String owner) {
        Token held = tokens.remove(owner);
        if (held != null) {
            byLine(held.pool()).computeIfPresent(line(owner), (line, load) -> load.minus(held.load()));
        }
    }

    /** The pool the owner holds a token of, or an empty text. */
    public synchronized String heldBy(String owner) {
        Token held = tokens.get(owner);
        return held == null ? "" : held.pool();
    }

    /** What all lines have taken of a pool. */
    public synchronized Load counted(String pool) {
        Map<String, Load> taken = pools.get(pool);
        return taken == null ? Load.NONE : taken.values().stream().reduce(Load.NONE, Load::plus);
    }

    /** What a line has taken, by pool; 0 for a pool of which it has given everything back. */
    public synchronized Map<String, Load> takenBy(String line) {
        Map<String, Load> taken = new TreeMap<>();
        pools.forEach((pool, byLine) -> {
            Load load = byLine.get(line);
            if (load != null) {
                taken.put(pool, load);
            }
        });
        return taken;
    }

    /** A line has taken this much of a pool, whatever was known of it. */
    public synchronized void count(String line, String pool, Load load) {
        byLine(pool).put(line, load);
    }

    /** Forgets the runs that cut off before this moment. */
    public synchronized void forgetBefore(long millis) {
        pools.keySet().removeIf(pool -> cutOff(pool) < millis);
        tokens.values().removeIf(token -> cutOff(token.pool()) < millis);
    }

    private Map<String, Load> byLine(String pool) {
        return pools.computeIfAbsent(pool, name -> new HashMap<>());
    }

    private static long cutOff(String pool) {
        int at = isCompartment(pool) ? -1 : pool.lastIndexOf('@');
        return at < 0 ? Long.MAX_VALUE : Long.parseLong(pool.substring(at + 1));
    }

    private static String line(String owner) {
        return owner.substring(0, owner.lastIndexOf('-', owner.indexOf('#')));
    }
}
