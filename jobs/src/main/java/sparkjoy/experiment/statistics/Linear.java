package sparkjoy.experiment.statistics;

/**
 * A function of the means of the four measures at its value, with its gradient: what a unit adds to it is linear in the
 * unit's measures, which is the delta method.
 *
 * @param gradient 4 factors by {@link Measure#index}; not changed by anybody
 */
@SuppressWarnings("ArrayRecordComponent")
record Linear(double value, double[] gradient) {

    static Linear ofMean(Moments moments) {
        return of(moments.mean(Measure.NUMERATOR), Measure.NUMERATOR);
    }

    static Linear ofHistory(Moments moments) {
        return of(moments.mean(Measure.PRE_NUMERATOR), Measure.PRE_NUMERATOR);
    }

    /** Numerator over denominator; not finite where the denominator is 0. */
    static Linear ofRatio(Moments moments, Measure numerator, Measure denominator) {
        double ratio = moments.mean(numerator) / moments.mean(denominator);
        double[] gradient = new double[Measure.values().length];
        gradient[numerator.index()] = 1 / moments.mean(denominator);
        gradient[denominator.index()] = -ratio / moments.mean(denominator);
        return new Linear(ratio, gradient);
    }

    /** This function less a multiple of how far another is above the centre. */
    Linear less(double factor, Linear other, double centre) {
        double[] adjusted = gradient.clone();
        for (int i = 0; i < adjusted.length; i++) {
            adjusted[i] -= factor * other.gradient[i];
        }
        return new Linear(value - factor * (other.value - centre), adjusted);
    }

    /** The variance of one unit's part, with n - 1; NaN for fewer than two units. */
    double variance(Moments moments) {
        return covariance(moments, this);
    }

    double covariance(Moments moments, Linear other) {
        return moments.covariance(gradient, other.gradient);
    }

    private static Linear of(double value, Measure measure) {
        double[] gradient = new double[Measure.values().length];
        gradient[measure.index()] = 1;
        return new Linear(value, gradient);
    }
}
