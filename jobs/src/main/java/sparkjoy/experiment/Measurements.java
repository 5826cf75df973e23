package sparkjoy.experiment;

import static org.apache.spark.sql.functions.col;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.run.Inputs;
import sparkjoy.run.Workspace;
import sparkjoy.spec.Experiment;
import sparkjoy.spec.Metric;
import sparkjoy.spec.Spec;

/** Measures the units of experiments: those that changed, or all. */
final class Measurements {
    private Measurements() {}

    /** Measures only the units that changed; empty where it is not known which did. */
    static Optional<Measurement> ofChanges(Workspace workspace, Inputs inputs, Set<String> ids) {
        Map<String, Experiment> experiments = experiments(workspace.spec(), ids);
        Dataset<Row> own = MetricUnits.compared(inputs.read(ExperimentTables.ASSIGNMENTS))
                .filter(col("experiment_id").isInCollection(ids))
                .persist();
        try {
            return new Remeasurement(workspace, inputs, experiments, used(workspace.spec(), experiments), own)
                    .measured();
        } finally {
            own.unpersist();
        }
    }

    /** Measures by all metrics at once; where that fails, tries them one by one and goes on without the failing ones. */
    static Measurement of(Spec spec, Dataset<Row> compared, Dataset<Row> events, Set<String> ids) {
        Map<String, Experiment> experiments = experiments(spec, ids);
        Dataset<Row> own =
                compared.filter(col("experiment_id").isInCollection(ids)).persist();
        Attempt attempt = new Attempt(spec, experiments, own, events);
        Map<String, Metric> metrics = used(spec, experiments);
        try {
            return attempt.measured(metrics, Map.of());
        } catch (Exception e) {
            Map<String, String> failures = attempt.failures(metrics);
            if (failures.isEmpty() || !(e instanceof SparkThrowable)) {
                throw e;
            }
            metrics.keySet().removeAll(failures.keySet());
            return attempt.measured(metrics, failures);
        } finally {
            own.unpersist();
        }
    }

    private static Map<String, Experiment> experiments(Spec spec, Set<String> ids) {
        Map<String, Experiment> experiments = new TreeMap<>(spec.experiments());
        experiments.keySet().retainAll(ids);
        return experiments;
    }

    private static Map<String, Metric> used(Spec spec, Map<String, Experiment> experiments) {
        Map<String, Metric> metrics = new LinkedHashMap<>(spec.metrics());
        metrics.keySet()
                .retainAll(experiments.values().stream()
                        .map(Experiment::metrics)
                        .flatMap(Collection::stream)
                        .toList());
        return metrics;
    }
}
