package sparkjoy.experiment.statistics;

import java.util.OptionalLong;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * What an experiment that is looked at every day can see by one look: effects of at least (the sequential test's critical
 * value, plus z of the power) standard errors. As earlier looks may find it too, this is the latest time and the largest
 * effect.
 *
 * @param sequence the test whose p is compared
 * @param level that its p must be below: alpha over the tests of a family
 * @param power the chance to see an effect that is there, such as 0.8
 */
public record AlwaysValidPower(Sequential sequence, double level, double power) {

    public AlwaysValidPower {
        Probability.check("level", level);
        Probability.check("power", power);
    }

    /** The smallest effect that would be seen now, in the unit of the effect, above 0. */
    public double minimumDetectable(Effect effect) {
        return effect.standardError() * standardErrors((double) effect.units());
    }

    /** Units of both arms together at which the target would be seen, with arms of the present proportion. */
    public long unitsNeeded(Effect effect, double target) {
        if (!(target > 0) || Double.isInfinite(target)) {
            throw new IllegalArgumentException("target is " + target + "; give an effect above 0 in its unit");
        }
        double ratio = target / (effect.standardError() * Math.sqrt((double) effect.units()));
        double high = 2;
        while (!isSeen(ratio, high) && high < Long.MAX_VALUE / 4.0) {
            high *= 2;
        }
        double low = high / 2;
        while (high - low > 0.5) {
            double middle = (low + high) / 2;
            if (middle == low || middle == high) {
                break;
            }
            low = isSeen(ratio, middle) ? low : middle;
            high = isSeen(ratio, middle) ? middle : high;
        }
        return (long) Math.ceil(high);
    }

    /** Whole days until then, 0 where it is reached; empty where no units come. */
    public OptionalLong daysNeeded(Effect effect, double target, double unitsPerDay) {
        return Power.days(unitsNeeded(effect, target) - effect.units(), unitsPerDay);
    }

    /** Standard errors shrink with the root of the units. */
    private boolean isSeen(double ratio, double units) {
        return standardErrors(units) <= ratio * Math.sqrt(units);
    }

    private double standardErrors(double units) {
        return sequence.criticalValue(units, level)
                + NormalDistribution.of(0, 1).inverseCumulativeProbability(power);
    }
}
