package sparkjoy.experiment;

import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.spec.Experiment;
import sparkjoy.spec.Metric;

/**
 * The units of experiments measured by their metrics.
 *
 * @param metrics that could be computed
 * @param failures the others, with what Spark says of their expressions
 * @param units as {@link MetricUnits} gives them, persisted
 * @param expectedRows units in each experiment times its computable metrics
 */
record Measurement(
        Map<String, Experiment> experiments,
        Map<String, Metric> metrics,
        Map<String, String> failures,
        Dataset<Row> units,
        long expectedRows) {}
