package sparkjoy.experiment.statistics;

import java.util.List;

/**
 * Adjustment by history (CUPED; Deng, Xu, Kohavi and Walker 2013): y' = y - theta (x - x̄), theta = cov(y, x) / var(x) and
 * x̄ over the units of all arms together. For a ratio, y and x are the linearised ratios of after and before; x̄ is the ratio
 * of all units. Without a history that varies theta is 0 and nothing is adjusted.
 *
 * @param isRatio whether denominators count
 * @param theta in units of the metric per unit of its history
 * @param centre x̄
 */
public record Cuped(boolean isRatio, double theta, double centre) {

    /** For the mean of the numerator; the moments of all arms of the experiment. */
    public static Cuped ofMean(List<Moments> arms) {
        return of(false, arms);
    }

    /** For a ratio; without theta where an arm's history has only denominators of 0. */
    public static Cuped ofRatio(List<Moments> arms) {
        boolean hasHistory = arms.stream()
                .filter(arm -> arm.units() > 0)
                .allMatch(arm -> arm.mean(Measure.DENOMINATOR) != 0 && arm.mean(Measure.PRE_DENOMINATOR) != 0);
        return hasHistory ? of(true, arms) : new Cuped(true, 0, 0);
    }

    /** The arm's adjusted estimate; its variance is that of y' about the arm's own mean. */
    public Finding<ArmEstimate> adjusted(String arm, Moments moments) {
        Finding<ArmEstimate> plain = isRatio ? Arms.ratio(arm, moments) : Arms.mean(arm, moments);
        return theta == 0 ? plain : plain.map(estimate -> adjusted(estimate, moments));
    }

    private ArmEstimate adjusted(ArmEstimate plain, Moments moments) {
        Linear metric = metric(isRatio, moments);
        Linear adjusted = metric.less(theta, history(isRatio, moments), centre);
        long units = plain.units();
        return new ArmEstimate(
                plain.arm(),
                units,
                adjusted.value(),
                adjusted.variance(moments) / units,
                plain.degreesOfFreedom(),
                plain.value(),
                plain.variance(),
                adjusted.covariance(moments, metric) / units);
    }

    private static Cuped of(boolean isRatio, List<Moments> arms) {
        Moments all = new Moments();
        arms.forEach(all::merge);
        Linear history = history(isRatio, all);
        double variance = history.variance(all);
        return variance > 0
                ? new Cuped(isRatio, metric(isRatio, all).covariance(all, history) / variance, history.value())
                : new Cuped(isRatio, 0, 0);
    }

    private static Linear metric(boolean isRatio, Moments moments) {
        return isRatio ? Linear.ofRatio(moments, Measure.NUMERATOR, Measure.DENOMINATOR) : Linear.ofMean(moments);
    }

    private static Linear history(boolean isRatio, Moments moments) {
        return isRatio
                ? Linear.ofRatio(moments, Measure.PRE_NUMERATOR, Measure.PRE_DENOMINATOR)
                : Linear.ofHistory(moments);
    }
}
