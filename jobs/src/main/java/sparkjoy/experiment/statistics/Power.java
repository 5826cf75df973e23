package sparkjoy.experiment.statistics;

import java.util.OptionalLong;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * What an experiment can see: effects of at least (z of 1 - alpha / 2, plus z of the power) standard errors, by the normal
 * distribution; the chance of an alarm in the wrong direction, below 0.00001 at the usual values, is left out. A standard
 * error shrinks with the root of the units, as long as new units are like the present ones.
 *
 * @param alpha of the two-sided test, such as 0.05
 * @param power the chance to see an effect that is there, such as 0.8
 */
public record Power(double alpha, double power) {
    private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

    public Power {
        Probability.check("alpha", alpha);
        Probability.check("power", power);
        if (power <= alpha) {
            throw new IllegalArgumentException(
                    "power is " + power + " and alpha " + alpha + "; give a power above alpha, such as 0.8");
        }
    }

    /** The smallest effect that would be seen now, in the unit of the effect, above 0. */
    public double minimumDetectable(Effect effect) {
        return effect.standardError()
                * (STANDARD.inverseSurvivalProbability(alpha / 2) + STANDARD.inverseCumulativeProbability(power));
    }

    /** Units of both arms together at which the target would be seen, with arms of the present proportion. */
    public long unitsNeeded(Effect effect, double target) {
        if (!(target > 0) || Double.isInfinite(target)) {
            throw new IllegalArgumentException(
                    "target is " + target + "; give an effect above 0 in the unit of the metric or as a share");
        }
        double factor = minimumDetectable(effect) / target;
        return (long) Math.ceil(effect.units() * factor * factor);
    }

    /** Whole days until then, 0 where it is reached; empty where no units come. */
    public OptionalLong daysNeeded(Effect effect, double target, double unitsPerDay) {
        return days(unitsNeeded(effect, target) - effect.units(), unitsPerDay);
    }

    static OptionalLong days(long missing, double unitsPerDay) {
        if (missing <= 0) {
            return OptionalLong.of(0);
        }
        return unitsPerDay > 0 ? OptionalLong.of((long) Math.ceil(missing / unitsPerDay)) : OptionalLong.empty();
    }
}
