package sparkjoy.experiment.statistics;

import static java.util.Arrays.fill;
import static org.apache.commons.numbers.core.DD.ZERO;

import org.apache.commons.numbers.core.DD;

/**
 * Count, means and central co-moments of the four measures of an arm's units. Units are added one by one (Welford 1962),
 * parts are merged (Chan, Golub and LeVeque 1979); sums are kept in double-double, so that any cut of the same units
 * into parts gives the same numbers to about 15 digits, also where the mean is millions of standard deviations.
 * Mutable, for one thread.
 */
public final class Moments {
    private static final int MEASURES = Measure.values().length;

    /** Smaller parts of the terms of a variance are rounding. */
    private static final double ROUNDING = 1e-13;

    private final DD[] means = new DD[MEASURES];
    /** The upper triangle. */
    private final DD[][] coMoments = new DD[MEASURES][MEASURES];

    private long units;

    public Moments() {
        fill(means, ZERO);
        for (DD[] row : coMoments) {
            fill(row, ZERO);
        }
    }

    /**
     * Moments from a summary row.
     *
     * @param means by {@link Measure#index}, 4 numbers
     * @param covariances with n - 1, 4 x 4 numbers, symmetric; ignored where there are fewer than two units
     */
    public static Moments of(long units, double[] means, double[][] covariances) {
        Moments moments = new Moments();
        moments.units = units;
        for (int i = 0; i < MEASURES && units > 0; i++) {
            moments.means[i] = DD.of(means[i]);
            for (int j = i; j < MEASURES && units > 1; j++) {
                moments.coMoments[i][j] = DD.ofProduct(covariances[i][j], units - 1.0);
            }
        }
        return moments;
    }

    /** Moments of a metric that is no ratio and has no history, from a summary row; the variance with n - 1. */
    public static Moments of(long units, double mean, double variance) {
        double[][] covariances = new double[MEASURES][MEASURES];
        covariances[0][0] = variance;
        return of(units, new double[] {mean, 1, 0, 0}, covariances);
    }

    /** With one more unit, which has these values. */
    public Moments add(double numerator, double denominator, double preNumerator, double preDenominator) {
        double[] values = {numerator, denominator, preNumerator, preDenominator};
        double[] differences = new double[MEASURES];
        for (int i = 0; i < MEASURES; i++) {
            differences[i] = DD.of(values[i]).subtract(means[i]).doubleValue();
        }
        shift(differences, 1);
        return this;
    }

    /** With the units of another part, which stays as it is. */
    public Moments merge(Moments other) {
        if (other.units == 0) {
            return this;
        }
        if (units == 0) {
            System.arraycopy(other.means, 0, means, 0, MEASURES);
        }
        double[] differences = new double[MEASURES];
        for (int i = 0; i < MEASURES; i++) {
            differences[i] = other.means[i].subtract(means[i]).doubleValue();
            for (int j = i; j < MEASURES; j++) {
                coMoments[i][j] = coMoments[i][j].add(other.coMoments[i][j]);
            }
        }
        shift(differences, other.units);
        return this;
    }

    public long units() {
        return units;
    }

    /** The mean over units; 0 where there are none. */
    public double mean(Measure measure) {
        return means[measure.index()].doubleValue();
    }

    /** The variance with n - 1; NaN for fewer than two units. */
    public double variance(Measure measure) {
        return covariance(measure, measure);
    }

    /** The covariance with n - 1; NaN for fewer than two units. */
    public double covariance(Measure one, Measure other) {
        return units < 2
                ? Double.NaN
                : coMoments[Math.min(one.index(), other.index())][Math.max(one.index(), other.index())].doubleValue()
                        / (units - 1.0);
    }

    /**
     * The covariance with n - 1 of two linear combinations of the measures; what is rounding beside its terms is 0.
     *
     * @param one 4 factors by {@link Measure#index}
     * @param other 4 factors
     */
    double covariance(double[] one, double[] other) {
        double sum = 0;
        double size = 0;
        for (Measure row : Measure.values()) {
            for (Measure column : Measure.values()) {
                double term = one[row.index()] * other[column.index()] * covariance(row, column);
                sum += term;
                size += Math.abs(term);
            }
        }
        return Math.abs(sum) <= ROUNDING * size ? 0 : sum;
    }

    /** Takes in units whose means differ from the present ones by this much, and whose own co-moments are already in. */
    private void shift(double[] differences, long more) {
        double all = (double) units + more;
        double weight = more * (units / all);
        for (int i = 0; i < MEASURES; i++) {
            for (int j = i; j < MEASURES; j++) {
                coMoments[i][j] = coMoments[i][j].add(differences[i] * differences[j] * weight);
            }
            means[i] = means[i].add(differences[i] * (more / all));
        }
        units += more;
    }
}
