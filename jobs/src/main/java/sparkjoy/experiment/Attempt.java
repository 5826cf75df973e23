package sparkjoy.experiment;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.spec.Experiment;
import sparkjoy.spec.Metric;
import sparkjoy.spec.Spec;

/** Measures units by some metrics, whose expressions may fail when they are analysed or when they meet the data. */
record Attempt(Spec spec, Map<String, Experiment> experiments, Dataset<Row> compared, Dataset<Row> events) {
    private static final int LONGEST_REASON = 300;

    /** Spark's hint to switch off a check that this product depends on. */
    private static final Pattern ANSI_HINT =
            Pattern.compile(" ?If necessary set \\S*spark\\.sql\\.ansi\\.enabled\\S* to \\S+ to bypass this error\\.");

    /** With the units counted by the same query, so that what can fail has failed. */
    Measurement measured(Map<String, Metric> metrics, Map<String, String> failures) {
        Dataset<Row> units = units(metrics).persist();
        try {
            Dataset<Row> measured = units.agg(lit(null).cast("STRING"), count(lit(1)));
            long expected = compared.groupBy("experiment_id").count().union(measured).collectAsList().stream()
                    .filter(row -> !row.isNullAt(0))
                    .mapToLong(row -> row.getLong(1) * metrics(row.getString(0), metrics))
                    .sum();
            return new Measurement(experiments, metrics, failures, units, expected);
        } catch (Exception e) {
            units.unpersist();
            throw e;
        }
    }

    /** The metrics that fail on their own, with the reason; none where nothing can be measured at all. */
    Map<String, String> failures(Map<String, Metric> metrics) {
        Map<String, String> failures = new LinkedHashMap<>();
        compared.count();
        metrics.forEach((name, metric) -> {
            try {
                units(Map.of(name, metric)).count();
            } catch (Exception e) {
                failures.put(name, reason(name, e));
            }
        });
        return failures;
    }

    private Dataset<Row> units(Map<String, Metric> metrics) {
        Facts facts = Facts.of(spec, experiments.values(), metrics.values());
        return new MetricUnits(experiments, metrics).computed(compared, facts, facts.quantities(events));
    }

    private long metrics(String experiment, Map<String, Metric> metrics) {
        List<String> own = experiments.get(experiment).metrics();
        return own.stream().filter(metrics::containsKey).count();
    }

    private static String reason(String metric, Exception failure) {
        String said = String.valueOf(failure.getMessage())
                .lines()
                .filter(line -> !line.isBlank())
                .findFirst()
                .orElse("no reason given");
        String sentence = "metrics." + metric + " cannot be computed: "
                + ANSI_HINT.matcher(said).replaceAll("").strip();
        sentence = sentence.endsWith(".") ? sentence : sentence + ".";
        return sentence.substring(0, Math.min(sentence.length(), LONGEST_REASON));
    }
}
