package sparkjoy.experiment;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

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

    /**
     * The numbers of a line; intervals are of the effect in the metric's unit.
     *
     * @param lift empty where the baseline is 0
     */
    public record Estimate(
            String method,
            long controlUnits,
            long variantUnits,
            double controlMean,
            double variantMean,
            double rawControlMean,
            double rawVariantMean,
            Optional<Double> cap,
            double effect,
            Optional<Double> lift,
            double standardError,
            double degreesOfFreedom,
            double low,
            double high,
            double pValue,
            Optional<Double> adjustedP,
            double alwaysValidP,
            Optional<Double> alwaysValidAdjustedP,
            Optional<Double> marginP,
            Optional<Double> marginAlwaysValidP,
            double chanceToWin,
            double expectedLoss) {

        public long units() {
            return controlUnits + variantUnits;
        }

        static Estimate of(Row row) {
            return new Estimate(
                    row.getAs("method"),
                    row.getAs("n_control"),
                    row.getAs("n_variant"),
                    row.getAs("mean_control"),
                    row.getAs("mean_variant"),
                    optional(row, "raw_mean_control").orElse(row.getAs("mean_control")),
                    optional(row, "raw_mean_variant").orElse(row.getAs("mean_variant")),
                    optional(row, "cap"),
                    row.getAs("effect_abs"),
                    optional(row, "effect_rel"),
                    row.getAs("se_abs"),
                    row.getAs("df"),
                    row.getAs("ci_low"),
                    row.getAs("ci_high"),
                    row.getAs("p_value"),
                    optional(row, "p_adjusted"),
                    row.getAs("p_always_valid"),
                    optional(row, "p_always_valid_adjusted"),
                    optional(row, "p_margin"),
                    optional(row, "p_margin_always_valid"),
                    row.getAs("chance_to_win"),
                    row.getAs("expected_loss"));
        }

        /** A table that an earlier version made may lack the column. */
        private static Optional<Double> optional(Row row, String column) {
            return has(row, column) ? Optional.ofNullable(row.getAs(column)) : Optional.empty();
        }

        /** Against chance, if looked at once, within the family. */
        double onceP() {
            return adjustedP.orElse(pValue);
        }

        /** Against chance at all looks, within the family. */
        double alwaysP() {
            return alwaysValidAdjustedP.orElse(alwaysValidP);
        }
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
                isOk && has(row, "is_overridden") && row.<Boolean>getAs("is_overridden"),
                isOk ? Optional.of(Estimate.of(row)) : Optional.empty());
    }

    private static boolean has(Row row, String column) {
        return List.of(row.schema().fieldNames()).contains(column);
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
     * Whether there is enough harm to keep the variant from being given to everybody. It takes the same p while the
     * experiment runs and after: caution that comes too early costs some days, a harm that is missed costs users.
     */
    boolean isHarmed(double alpha, boolean isRunning) {
        return direction() < 0
                && estimate.filter(found -> found.onceP() < alpha).isPresent()
                && !(margin.isPresent() && isWithinMargin(alpha, isRunning));
    }

    /** Whether a harm as large as the margin is excluded; true where there is no margin. */
    boolean isWithinMargin(double alpha, boolean isRunning) {
        return margin.isEmpty()
                || estimate.flatMap(found -> isRunning ? found.marginAlwaysValidP() : found.marginP())
                        .filter(p -> p < alpha)
                        .isPresent();
    }

    private boolean isSure(double alpha, boolean isRunning) {
        return estimate.filter(found -> found.onceP() < alpha && (!isRunning || found.alwaysP() < alpha))
                .isPresent();
    }
}
