package sparkjoy.experiment;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * The numbers of a line; intervals are of the effect in the metric's unit.
 *
 * @param lift empty where the baseline is 0
 * @param alpha the intervals hold the effect with probability 1 - alpha; empty in a table of an earlier version
 * @param sequentialLow of the interval that may be looked at every day
 * @param srmP of the sample ratio of these units
 * @param history empty where no unit has one
 * @param values the events of both arms behind a quantile of events; else empty
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
        Optional<Relative> relative,
        double standardError,
        double degreesOfFreedom,
        double low,
        double high,
        Optional<Double> alpha,
        double pValue,
        Optional<Double> adjustedP,
        double alwaysValidP,
        Optional<Double> alwaysValidAdjustedP,
        Optional<Double> marginP,
        Optional<Double> marginAlwaysValidP,
        Optional<Double> sequentialLow,
        Optional<Double> sequentialHigh,
        double chanceToWin,
        double expectedLoss,
        Optional<Double> theta,
        Optional<Double> varianceReduction,
        Optional<Double> srmP,
        Optional<History> history,
        Optional<Long> values) {

    /** The interval of the lift, with the chance in the baseline. */
    public record Relative(double standardError, double low, double high) {}

    /** The metric before the first exposure, and the p of no difference. */
    public record History(double control, double variant, double pValue) {}

    public long units() {
        return controlUnits + variantUnits;
    }

    /** What the degrees of freedom and the sequential p count: units, or the events of a quantile of events. */
    long observations() {
        return values.orElse(units());
    }

    static Estimate of(Row row) {
        return new Estimate(
                row.getAs("method"),
                row.getAs("n_control"),
                row.getAs("n_variant"),
                row.getAs("mean_control"),
                row.getAs("mean_variant"),
                Estimate.<Double>optional(row, "raw_mean_control").orElse(row.getAs("mean_control")),
                Estimate.<Double>optional(row, "raw_mean_variant").orElse(row.getAs("mean_variant")),
                optional(row, "cap"),
                row.getAs("effect_abs"),
                optional(row, "effect_rel"),
                relative(row),
                row.getAs("se_abs"),
                row.getAs("df"),
                row.getAs("ci_low"),
                row.getAs("ci_high"),
                optional(row, "alpha"),
                row.getAs("p_value"),
                optional(row, "p_adjusted"),
                row.getAs("p_always_valid"),
                optional(row, "p_always_valid_adjusted"),
                optional(row, "p_margin"),
                optional(row, "p_margin_always_valid"),
                optional(row, "seq_low"),
                optional(row, "seq_high"),
                row.getAs("chance_to_win"),
                row.getAs("expected_loss"),
                optional(row, "theta"),
                optional(row, "variance_reduction"),
                optional(row, "srm_p"),
                history(row),
                Estimate.<Long>optional(row, "n_values_control")
                        .map(control -> control + row.<Long>getAs("n_values_variant")));
    }

    private static Optional<Relative> relative(Row row) {
        return Estimate.<Double>optional(row, "se_rel")
                .map(error -> new Relative(error, row.getAs("ci_rel_low"), row.getAs("ci_rel_high")));
    }

    private static Optional<History> history(Row row) {
        return Estimate.<Double>optional(row, "pre_p_value")
                .map(p -> new History(row.getAs("pre_mean_control"), row.getAs("pre_mean_variant"), p));
    }

    /** Against chance, if looked at once, within the family. */
    double onceP() {
        return adjustedP.orElse(pValue);
    }

    /** Against chance at all looks, within the family. */
    double alwaysP() {
        return alwaysValidAdjustedP.orElse(alwaysValidP);
    }

    /** A table that an earlier version made may lack the column. */
    static <T> Optional<T> optional(Row row, String column) {
        return List.of(row.schema().fieldNames()).contains(column)
                ? Optional.ofNullable(row.getAs(column))
                : Optional.empty();
    }
}
