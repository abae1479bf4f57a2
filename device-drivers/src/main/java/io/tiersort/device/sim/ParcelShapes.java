// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import java.util.random.RandomGenerator;

/**
 * Masses and sizes of e-commerce parcels, drawn from quantiles measured over 32,949 products (work-at-olist-data, MIT).
 * Larger parcels tend to be heavier: mass and the three edges share one hidden size factor. Stateless.
 */
public final class ParcelShapes {
    private static final double[] SHARES = {0, 0.01, 0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95, 0.99, 0.999, 1};
    private static final int[] GRAMS = {40, 60, 105, 175, 300, 700, 1_900, 6_300, 10_850, 22_550, 30_000, 30_000};
    private static final int[] LONGEST_MM = {160, 160, 160, 160, 200, 280, 410, 580, 690, 1_000, 1_050, 1_050};
    private static final int[] MIDDLE_MM = {110, 110, 110, 120, 150, 200, 300, 400, 480, 620, 800, 800};
    private static final int[] SHORTEST_MM = {15, 20, 30, 40, 80, 120, 180, 250, 300, 410, 600, 600};

    /** How much of each value the common size factor decides; the rest is its own chance. */
    private static final double COMMON = 0.75;

    private ParcelShapes() {}

    /** A mass in grams and the edges in mm, longest first. */
    public record Shape(int grams, int lengthMm, int widthMm, int heightMm) {}

    /** Draws one parcel; always takes the same number of values from {@code random}. */
    public static Shape draw(RandomGenerator random) {
        double size = random.nextGaussian();
        int grams = quantile(GRAMS, share(size, random));
        int longest = quantile(LONGEST_MM, share(size, random));
        int middle = Math.min(longest, quantile(MIDDLE_MM, share(size, random)));
        int shortest = Math.min(middle, quantile(SHORTEST_MM, share(size, random)));
        return new Shape(grams, longest, middle, shortest);
    }

    private static double share(double size, RandomGenerator random) {
        double mixed = COMMON * size + Math.sqrt(1 - COMMON * COMMON) * random.nextGaussian();
        return normalShare(mixed);
    }

    /** Share of a normal distribution below {@code z}: logistic approximation, error below 0.0002. */
    private static double normalShare(double z) {
        return 1 / (1 + StrictMath.exp(-(0.07056 * z * z * z + 1.5976 * z)));
    }

    private static int quantile(int[] values, double share) {
        int i = 1;
        while (share > SHARES[i]) {
            i++;
        }
        double within = (share - SHARES[i - 1]) / (SHARES[i] - SHARES[i - 1]);
        return (int) Math.round(values[i - 1] + within * (values[i] - values[i - 1]));
    }
}
