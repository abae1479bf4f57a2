// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.forecast;

import org.hipparchus.distribution.IntegerDistribution;
import org.hipparchus.distribution.continuous.NormalDistribution;
import org.hipparchus.distribution.continuous.TDistribution;
import org.hipparchus.distribution.discrete.PoissonDistribution;
import org.hipparchus.stat.StatUtils;

/**
 * How many parcels will come, given what came so far today and on days like today: a gamma-Poisson model. The level of a
 * day is gamma distributed around that of the past days; what came so far narrows it down; the rest is a count at that
 * level. How much days stray from this is measured on the past days themselves, each predicted from the others, and
 * widened by Student's t because few days tell little.
 */
public final class Prediction {
    private static final double TAIL = 0.1;
    /** Below this, counts scatter as a Poisson process does. */
    private static final double DISPERSION_MIN = 1e-7;

    /** However alike the past days were, a day's level is taken to stray by a tenth at least. */
    private static final double LEVEL_MAX = 100;

    private static final double VOLUME_MIN = 1e-3;

    private final double expected;
    private final IntegerDistribution distribution;

    private Prediction(double expected, double dispersion) {
        this.expected = expected;
        distribution = dispersion < DISPERSION_MIN
                ? new PoissonDistribution(expected)
                : new NegativeBinomial(expected, dispersion);
    }

    /**
     * A prediction.
     *
     * @param before what had come on past days by this time of day; two days or more
     * @param after what came on the same days in the time that is asked about
     * @param soFar what has come today
     */
    static Prediction of(double[] before, double[] after, double soFar) {
        double expected = expected(before, after, soFar);
        double student = new TDistribution(before.length - 1.0).inverseCumulativeProbability(1 - TAIL);
        double normal = new NormalDistribution().inverseCumulativeProbability(1 - TAIL);
        double widened = student / normal;
        return new Prediction(expected, dispersion(before, after) * widened * widened);
    }

    private static double expected(double[] before, double[] after, double soFar) {
        double[] totals = new double[before.length];
        for (int i = 0; i < totals.length; i++) {
            totals[i] = before[i] + after[i];
        }
        double mean = StatUtils.mean(totals);
        double excess = StatUtils.variance(totals) - mean;
        double level = excess <= 0 ? LEVEL_MAX : Math.min(LEVEL_MAX, mean * mean / excess);
        double scale = (level + soFar) / (level + StatUtils.mean(before));
        return Math.max(VOLUME_MIN, StatUtils.mean(after) * (Double.isNaN(scale) ? 1 : scale));
    }

    /** Mean squared relative error of each day predicted from the others, less what chance alone explains. */
    private static double dispersion(double[] before, double[] after) {
        double[] excess = new double[before.length];
        for (int i = 0; i < excess.length; i++) {
            double predicted = expected(without(before, i), without(after, i), before[i]);
            double error = after[i] - predicted;
            excess[i] = (error * error - predicted) / (predicted * predicted);
        }
        return Math.max(0, StatUtils.mean(excess));
    }

    private static double[] without(double[] values, int left) {
        double[] others = new double[values.length - 1];
        System.arraycopy(values, 0, others, 0, left);
        System.arraycopy(values, left + 1, others, left, others.length - left);
        return others;
    }

    /** Mean of what will come. */
    public double expected() {
        return expected;
    }

    /** Lower end of the range that holds with 80 %. */
    public long low() {
        return distribution.inverseCumulativeProbability(TAIL);
    }

    /** Upper end of the range that holds with 80 %. */
    public long high() {
        return distribution.inverseCumulativeProbability(1 - TAIL);
    }

    /** Chance that more than this will come, 0..1. */
    public double chanceAbove(double count) {
        int whole = (int) Math.min(Integer.MAX_VALUE, Math.floor(count));
        return count < 0 ? 1 : 1 - distribution.cumulativeProbability(whole);
    }
}
