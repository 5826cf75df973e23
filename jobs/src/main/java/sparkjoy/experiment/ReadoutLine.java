package sparkjoy.experiment;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import sparkjoy.experiment.statistics.SampleRatio;
import sparkjoy.spec.Experiment;
import sparkjoy.spec.Metric;
import sparkjoy.spec.Spec;

/**
 * One variant by one metric as of the last look, as gold.experiment_readout has it.
 *
 * @param estimate the numbers; empty unless the status is OK
 * @param isGuardrail of a metric that must not get worse
 * @param isSecondary of a metric that alone decides nothing
 * @param isMoreBetter which way the metric should go
 * @param margin the harm that a guardrail accepts, as a share of the baseline
 * @param isOverridden health speaks against the numbers, which are shown all the same; the reason has what it says
 */
public record ReadoutLine(
        String metric,
        String variant,
        String baseline,
        String status,
        String reason,
        boolean isGuardrail,
        boolean isSecondary,
        boolean isMoreBetter,
        Optional<Double> margin,
        boolean isOverridden,
        Optional<Estimate> estimate) {

    /** A metric that the specification no longer has counts as primary, and more of it as better. */
    static ReadoutLine of(Row row, Spec spec, Experiment experiment) {
        String name = row.getAs("metric_id");
        return Optional.ofNullable(spec.metrics().get(name))
                .map(metric -> of(
                        row,
                        Role.of(experiment, name, metric),
                        metric.direction() == Metric.Direction.UP,
                        metric.margin()))
                .orElseGet(() -> of(row, Role.PRIMARY, true, Optional.empty()));
    }

    static ReadoutLine of(Row row, Role role, boolean isMoreBetter, Optional<Double> margin) {
        String status = row.getAs("status");
        boolean isOk = status.equals("OK");
        return new ReadoutLine(
                row.getAs("metric_id"),
                row.getAs("variant"),
                row.getAs("baseline_variant"),
                status,
                row.getAs("reason"),
                role == Role.GUARDRAIL,
                role == Role.SECONDARY,
                isMoreBetter,
                margin,
                isOk && Estimate.<Boolean>optional(row, "is_overridden").orElse(false),
                isOk ? Optional.of(Estimate.of(row)) : Optional.empty());
    }

    /** A difference before the first exposure that chance does not make, for people. */
    Optional<String> unequalHistory() {
        return estimate.flatMap(Estimate::history)
                .filter(history -> history.pValue() < SampleRatio.ALARM_P_VALUE)
                .map(history -> String.format(
                        Locale.ROOT,
                        "%s: the arms already differed before the first exposure (%s %.4g, %s %.4g, p = %.1e)."
                                + " Check that"
                                + " assignment does not depend on what units did before",
                        metric,
                        baseline,
                        history.control(),
                        variant,
                        history.variant(),
                        history.pValue()));
    }

    Role role() {
        if (isGuardrail) {
            return Role.GUARDRAIL;
        }
        return isSecondary ? Role.SECONDARY : Role.PRIMARY;
    }

    /** Whether the variant looks better: 1, worse: -1, or the same: 0. */
    private int direction() {
        return estimate.map(found -> (int) Math.signum(found.effect()) * (isMoreBetter ? 1 : -1))
                .orElse(0);
    }

    /** Whether the variant is surely better; while an experiment runs it is looked at again and again. */
    boolean isBetter(double alpha, boolean isRunning) {
        return direction() > 0 && isSure(alpha, isRunning);
    }

    /** Whether the variant is surely worse, beyond what a margin accepts. */
    boolean isWorse(double alpha, boolean isRunning) {
        return isHarmed(alpha, isRunning) && isSure(alpha, isRunning);
    }

    /**
     * Whether there is enough harm to keep the variant from being rolled out to everyone. It takes the same p while the
     * experiment runs and after: caution that comes too early costs some days, a harm that is missed costs users.
     */
    boolean isHarmed(double alpha, boolean isRunning) {
        return direction() < 0
                && estimate.filter(found -> found.onceP() < alpha).isPresent()
                && !(margin.isPresent() && isWithinMargin(alpha, isRunning));
    }

    /**
     * Whether a harm as large as the margin is excluded; true where there is no margin. While the experiment runs, by all
     * looks and by the last one: what some early look excluded may look likely again.
     */
    boolean isWithinMargin(double alpha, boolean isRunning) {
        return margin.isEmpty()
                || (isBelow(alpha, Estimate::marginP) && (!isRunning || isBelow(alpha, Estimate::marginAlwaysValidP)));
    }

    /**
     * Whether a guardrail without a margin looks worse, if not beyond chance: one-sided at twice alpha. A harm that is missed
     * costs more than some days.
     */
    boolean mayBeHarmed(double alpha, boolean isRunning) {
        return isGuardrail
                && margin.isEmpty()
                && direction() < 0
                && !isHarmed(alpha, isRunning)
                && estimate.filter(found -> found.onceP() < 4 * alpha).isPresent();
    }

    private boolean isBelow(double alpha, Function<Estimate, Optional<Double>> p) {
        return estimate.flatMap(p).filter(found -> found < alpha).isPresent();
    }

    private boolean isSure(double alpha, boolean isRunning) {
        return estimate.filter(found -> found.onceP() < alpha && (!isRunning || found.alwaysP() < alpha))
                .isPresent();
    }
}
