package sparkjoy.status;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.size;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;
import sparkjoy.review.Finding;
import sparkjoy.spec.Spec;

/** What the runs of the last week found that looks mapped and is not, as ops.runs has it; reads no events. */
public record RecordedFindings(Lake lake, Spec spec, String pipeline) {
    private static final String RUNS = "ops.runs";
    private static final Duration REMEMBERED = Duration.ofDays(7);

    /** Each finding as the newest run has it, except those that the specification has resolved since. */
    public List<Finding> current() {
        if (!lake.exists(RUNS) || !Arrays.asList(lake.read(RUNS).columns()).contains("findings")) {
            return List.of();
        }
        List<Row> runs = lake.read(RUNS)
                .filter(col("pipeline")
                        .equalTo(pipeline)
                        .and(size(col("findings")).gt(0)))
                .select("started_at", "findings")
                .orderBy(col("started_at").desc())
                .limit(1_000)
                .collectAsList();
        Map<String, Finding> newest = new LinkedHashMap<>();
        for (Row run : runs) {
            Instant first = runs.get(0).getTimestamp(0).toInstant();
            if (Duration.between(run.getTimestamp(0).toInstant(), first).compareTo(REMEMBERED) < 0) {
                run.<Row>getList(1).stream()
                        .map(RecordedFindings::finding)
                        .filter(finding -> !finding.isResolvedBy(spec))
                        .forEach(finding -> newest.putIfAbsent(finding.kind() + finding.sentence(), finding));
            }
        }
        return List.copyOf(newest.values());
    }

    private static Finding finding(Row row) {
        return new Finding(
                Finding.Kind.valueOf(row.getAs("kind")),
                row.getAs("subject"),
                row.<Long>getAs("events"),
                row.<Long>getAs("of"),
                row.getAs("example"),
                row.getAs("sentence"),
                Optional.ofNullable(row.getAs("fix")));
    }
}
