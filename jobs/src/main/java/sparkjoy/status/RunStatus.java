package sparkjoy.status;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Row;

/**
 * One run of ops.runs.
 *
 * @param rowsIn lines read from new files
 * @param partialReasons why it ended PARTIAL
 */
public record RunStatus(
        String runId,
        List<String> jobs,
        Optional<LocalDate> from,
        Optional<LocalDate> to,
        String trigger,
        Instant startedAt,
        Duration took,
        String status,
        long rowsIn,
        List<String> partialReasons) {
    static final String REASONS = "partial_reasons";
    static final List<String> COLUMNS =
            List.of("run_id", "jobs", "from", "to", "trigger", "started_at", "ended_at", "status", "rows_in", REASONS);

    static RunStatus of(Row row) {
        Instant start = row.<Timestamp>getAs("started_at").toInstant();
        return new RunStatus(
                row.getAs("run_id"),
                List.copyOf(row.getList(row.fieldIndex("jobs"))),
                Optional.ofNullable(row.<Date>getAs("from")).map(Date::toLocalDate),
                Optional.ofNullable(row.<Date>getAs("to")).map(Date::toLocalDate),
                row.getAs("trigger"),
                start,
                Duration.between(start, row.<Timestamp>getAs("ended_at").toInstant()),
                row.getAs("status"),
                row.<Long>getAs("rows_in"),
                row.isNullAt(row.fieldIndex(REASONS)) ? List.of() : List.copyOf(row.getList(row.fieldIndex(REASONS))));
    }

    boolean hasFailed() {
        return status.equals("FAILED");
    }
}
