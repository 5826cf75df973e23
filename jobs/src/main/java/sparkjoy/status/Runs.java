package sparkjoy.status;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max_by;
import static org.apache.spark.sql.functions.struct;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;

/** The runs of one pipeline, as ops.runs has them. */
record Runs(Lake lake, String pipeline) {
    private static final String RUNS = "ops.runs";
    private static final Column[] COLUMNS =
            RunStatus.COLUMNS.stream().map(org.apache.spark.sql.functions::col).toArray(Column[]::new);

    /** The last run of each of these jobs that has run. */
    Map<String, RunStatus> lastByJob(List<String> jobs) {
        Map<String, RunStatus> last = new TreeMap<>();
        if (lake.exists(RUNS)) {
            runs().select(explode(col("jobs")).as("job"), struct(COLUMNS).as("run"))
                    .filter(col("job").isInCollection(jobs))
                    .groupBy("job")
                    .agg(max_by(col("run"), col("run.started_at")))
                    .collectAsList()
                    .forEach(row -> last.put(row.getString(0), RunStatus.of(row.getStruct(1))));
        }
        return last;
    }

    /** The last runs, newest first. */
    List<RunStatus> newest(int number) {
        return number == 0 || !lake.exists(RUNS)
                ? List.of()
                : runs().orderBy(col("started_at").desc()).limit(number).collectAsList().stream()
                        .map(RunStatus::of)
                        .toList();
    }

    private Dataset<Row> runs() {
        Dataset<Row> runs = lake.read(RUNS).filter(col("pipeline").equalTo(pipeline));
        boolean isOlder = !Arrays.asList(runs.columns()).contains(RunStatus.REASONS);
        return (isOlder ? runs.withColumn(RunStatus.REASONS, lit(null).cast("array<string>")) : runs).select(COLUMNS);
    }
}
