package sparkjoy.experiment.statistics;

import static java.util.Arrays.fill;
import static org.apache.commons.numbers.core.DD.ZERO;

import java.io.Serializable;
import java.nio.ByteBuffer;
import org.apache.commons.numbers.core.DD;

/**
 * Count, means and central co-moments of the four measures of an arm's units. Units are added one by one (Welford 1962),
 * parts are merged (Chan, Golub and LeVeque 1979), all in double-double: what is told is rounded from twice its digits, so
 * that any cut of the same units into parts gives the same doubles, also where the mean is millions of standard
 * deviations. Mutable, for one thread.
 */
public final class Moments implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int MEASURES = Measure.values().length;

    private static final int BYTES = Long.BYTES + 2 * Double.BYTES * (MEASURES + MEASURES * (MEASURES + 1) / 2);

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

    /**
     * Moments from {@link #toBytes}, with all their digits.
     *
     * @throws IllegalArgumentException where these are not as many bytes
     */
    public static Moments ofBytes(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException(
                    bytes.length + " bytes are not moments, which have " + BYTES + "; aggregate the units again");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        Moments moments = new Moments();
        moments.units = buffer.getLong();
        for (int i = 0; i < MEASURES; i++) {
            moments.means[i] = DD.ofSum(buffer.getDouble(), buffer.getDouble());
            for (int j = i; j < MEASURES; j++) {
                moments.coMoments[i][j] = DD.ofSum(buffer.getDouble(), buffer.getDouble());
            }
        }
        return moments;
    }

    /** Moments of a metric that is not a ratio and has no history, from a summary row; the variance with n - 1. */
    public static Moments of(long units, double mean, double variance) {
        double[][] covariances = new double[MEASURES][MEASURES];
        covariances[0][0] = variance;
        return of(units, new double[] {mean, 1, 0, 0}, covariances);
    }

    /** With one more unit, which has these values. */
    public Moments add(double numerator, double denominator, double preNumerator, double preDenominator) {
        double[] values = {numerator, denominator, preNumerator, preDenominator};
        DD[] differences = new DD[MEASURES];
        for (int i = 0; i < MEASURES; i++) {
            differences[i] = means[i].negate().add(values[i]);
        }
        shift(differences, 1);
        return this;
    }

    /** With the units of another part, which stays as it is. */
    public Moments merge(Moments other) {
        if (other.units == 0) {
            return this;
        }
        DD[] differences = new DD[MEASURES];
        for (int i = 0; i < MEASURES; i++) {
            differences[i] = other.means[i].subtract(means[i]);
            for (int j = i; j < MEASURES; j++) {
                coMoments[i][j] = coMoments[i][j].add(other.coMoments[i][j]);
            }
        }
        shift(differences, other.units);
        return this;
    }

    /** The state as 232 bytes. */
    public byte[] toBytes() {
        ByteBuffer buffer = ByteBuffer.allocate(BYTES).putLong(units);
        for (int i = 0; i < MEASURES; i++) {
            put(buffer, means[i]);
            for (int j = i; j < MEASURES; j++) {
                put(buffer, coMoments[i][j]);
            }
        }
        return buffer.array();
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
     * The covariance with n - 1 of two linear combinations of the measures; what is only rounding of its terms is 0.
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
    private void shift(DD[] differences, long more) {
        double all = (double) units + more;
        DD share = DD.fromQuotient((double) more, all);
        DD weight = share.multiply((double) units);
        for (int i = 0; i < MEASURES; i++) {
            DD weighted = differences[i].multiply(weight);
            for (int j = i; j < MEASURES; j++) {
                coMoments[i][j] = coMoments[i][j].add(differences[j].multiply(weighted));
            }
            means[i] = means[i].add(differences[i].multiply(share));
        }
        units += more;
    }

    private static void put(ByteBuffer buffer, DD number) {
        buffer.putDouble(number.hi()).putDouble(number.lo());
    }
}
