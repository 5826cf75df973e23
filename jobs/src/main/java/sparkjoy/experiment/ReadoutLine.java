package sparkjoy.experiment;

import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * One variant by one metric as of the last look, as gold.experiment_readout tells it.
 *
 * @param estimate the numbers; empty unless the status is OK
 * @param isGuardrail of a metric that must not get worse
 * @param isMoreBetter which way the metric should go
 */
public record ReadoutLine(
        String metric,
        String variant,
        String baseline,
        String status,
        String reason,
        boolean isGuardrail,
        boolean isMoreBetter,
        Optional<Estimate> estimate) {

    /** The numbers of a line; intervals are of the effect in the metric's unit. */
    public record Estimate(
            String method,
            long controlUnits,
            long variantUnits,
            double controlMean,
            double variantMean,
            double effect,
            double lift,
            double standardError,
            double degreesOfFreedom,
            double low,
            double high,
            double pValue,
            Optional<Double> adjustedP,
            double alwaysValidP,
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
                    row.getAs("effect_abs"),
                    row.getAs("effect_rel"),
                    row.getAs("se_abs"),
                    row.getAs("df"),
                    row.getAs("ci_low"),
                    row.getAs("ci_high"),
                    row.getAs("p_value"),
                    Optional.ofNullable(row.getAs("p_adjusted")),
                    row.getAs("p_always_valid"),
                    row.getAs("chance_to_win"),
                    row.getAs("expected_loss"));
        }
    }

    static ReadoutLine of(Row row, boolean isGuardrail, boolean isMoreBetter) {
        String status = row.getAs("status");
        return new ReadoutLine(
                row.getAs("metric_id"),
                row.getAs("variant"),
                row.getAs("baseline_variant"),
                status,
                row.getAs("reason"),
                isGuardrail,
                isMoreBetter,
                status.equals("OK") ? Optional.of(Estimate.of(row)) : Optional.empty());
    }

    /** Whether health speaks against the numbers, which are shown all the same; the reason tells what it says. */
    boolean isOverridden() {
        return estimate.isPresent() && !reason.isEmpty();
    }

    /** Whether the variant is surely better: 1, surely worse: -1, or neither: 0. */
    int direction(double alpha, boolean isRunning) {
        return estimate.filter(found -> isSure(found, alpha, isRunning))
                .map(found -> (int) Math.signum(found.effect()) * (isMoreBetter ? 1 : -1))
                .orElse(0);
    }

    /** While an experiment runs it is looked at again and again, so that the always-valid p must agree. */
    private static boolean isSure(Estimate found, double alpha, boolean isRunning) {
        double p = found.adjustedP().orElse(found.pValue());
        return p < alpha && (!isRunning || found.alwaysValidP() < alpha);
    }
}
