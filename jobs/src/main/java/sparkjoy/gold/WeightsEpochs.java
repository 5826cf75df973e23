package sparkjoy.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.sql.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.error.UserError;
import sparkjoy.spec.Experiment;

/** The experiments of the specification as columns over rows with experiment_id, variant, unit_id and first_assigned_at. */
public record WeightsEpochs(Map<String, Experiment> experiments) {
    private static final Column DAY = col("first_assigned_at").cast("DATE");
    private static final Column EXPERIMENT = col("experiment_id");

    /** First day of the weights in force; null before the first and for an experiment that is not configured. */
    Column epoch() {
        return inForce((experiment, weights) -> Optional.of(lit(Date.valueOf(weights.from()))), "DATE");
    }

    /** What the experiment's hash is salted with; null where it is unknown. */
    Column salt() {
        return inForce((experiment, weights) -> experiment.salt().map(salt -> lit(salt)), "STRING");
    }

    /** The variant that the hash replay gives, over rows with salt; null where that is null. */
    Column expectedVariant() {
        return inForce((experiment, weights) -> Optional.of(arm(experiment.hash(), weights.arms())), "STRING");
    }

    /**
     * Looks at the hashes that the specification writes, without computing any.
     *
     * @throws UserError for one that is not a number over salt and unit_id
     */
    void checkHashes(Dataset<Row> salted) {
        Dataset<Row> known = salted.select("salt", "unit_id");
        experiments.forEach((id, experiment) -> experiment.hash().ifPresent(hash -> {
            try {
                known.select(expr(hash).cast("DOUBLE"));
            } catch (Exception e) {
                if (!(e instanceof AnalysisException analysis)) {
                    throw e;
                }
                throw new UserError(
                        "experiments." + id + ".hash '" + hash + "' is not a number over salt and unit_id: "
                                + analysis.getSimpleMessage(),
                        e);
            }
        }));
    }

    /** Whether an event exposes its unit, over rows with action. */
    public Column isExposure() {
        return experiments.entrySet().stream()
                .filter(named -> named.getValue().exposedBy() == Experiment.Exposure.ANY_EVENT)
                .map(named -> EXPERIMENT.equalTo(named.getKey()))
                .reduce(col("action").eqNullSafe("exposure"), Column::or);
    }

    /** The logged variant's weight; null for an arm that is not configured. */
    Column weight() {
        return inForce((experiment, weights) -> Optional.of(weight(weights.arms())), "DOUBLE");
    }

    Column isConfigured() {
        return EXPERIMENT.isInCollection(experiments.keySet());
    }

    Column isWithinDates() {
        return experiments.entrySet().stream()
                .map(named -> EXPERIMENT
                        .equalTo(named.getKey())
                        .and(DAY.geq(Date.valueOf(named.getValue().from())))
                        .and(named.getValue()
                                .to()
                                .map(to -> DAY.lt(Date.valueOf(to)))
                                .orElse(lit(true))))
                .reduce(lit(false), Column::or);
    }

    /** Whether a time is before the day on which its experiment is over; also of experiments without an end. */
    public Column isBeforeEnd(Column time) {
        return experiments.entrySet().stream()
                .flatMap(named -> named.getValue().to().stream().map(to -> EXPERIMENT
                        .equalTo(named.getKey())
                        .and(time.cast("DATE").geq(Date.valueOf(to)))))
                .reduce(lit(false), Column::or)
                .unary_$bang();
    }

    private static Column arm(Optional<String> hash, Map<String, BigDecimal> arms) {
        return hash.map(share -> HashReplay.byShare(expr(share), arms)).orElseGet(() -> HashReplay.byPlanOut(arms));
    }

    private static Column weight(Map<String, BigDecimal> arms) {
        return arms.entrySet().stream()
                .map(arm -> when(
                        col("variant").equalTo(arm.getKey()), lit(arm.getValue().doubleValue())))
                .reduce((first, second) -> coalesce(first, second))
                .orElseThrow();
    }

    private Column inForce(BiFunction<Experiment, Experiment.Weights, Optional<Column>> value, String type) {
        Column none = lit(null).cast(type);
        return experiments.entrySet().stream()
                .map(named -> when(EXPERIMENT.equalTo(named.getKey()), inForce(named.getValue(), value, none)))
                .reduce(none, (first, second) -> coalesce(first, second));
    }

    private static Column inForce(
            Experiment experiment, BiFunction<Experiment, Experiment.Weights, Optional<Column>> value, Column none) {
        Column column = none;
        List<Experiment.Weights> epochs = experiment.weights();
        for (Experiment.Weights weights : epochs) {
            column = when(
                            DAY.geq(Date.valueOf(weights.from())),
                            value.apply(experiment, weights).orElse(none))
                    .otherwise(column);
        }
        return column;
    }
}
