// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.forecast;

import org.hipparchus.distribution.discrete.AbstractIntegerDistribution;
import org.hipparchus.special.Beta;

/**
 * Counts that scatter more than a Poisson process: a Poisson count whose rate is gamma distributed. The library has this
 * distribution for whole shapes only; the cumulative probability for any shape is its regularized beta function.
 */
final class NegativeBinomial extends AbstractIntegerDistribution {
    private static final long serialVersionUID = 1;

    private final double mean;
    private final double shape;

    /**
     * A distribution by its mean and how much it scatters.
     *
     * @param mean above 0
     * @param dispersion above 0: the variance is {@code mean + dispersion * mean^2}
     */
    NegativeBinomial(double mean, double dispersion) {
        this.mean = mean;
        this.shape = 1 / dispersion;
    }

    @Override
    public double probability(int x) {
        return cumulativeProbability(x) - cumulativeProbability(x - 1);
    }

    @Override
    public double cumulativeProbability(int x) {
        return x < 0 ? 0 : Beta.regularizedBeta(shape / (shape + mean), shape, x + 1.0);
    }

    @Override
    public double getNumericalMean() {
        return mean;
    }

    @Override
    public double getNumericalVariance() {
        return mean + mean * mean / shape;
    }

    @Override
    public int getSupportLowerBound() {
        return 0;
    }

    @Override
    public int getSupportUpperBound() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean isSupportConnected() {
        return true;
    }
}
