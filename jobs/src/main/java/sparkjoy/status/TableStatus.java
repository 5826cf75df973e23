package sparkjoy.status;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Row;
import sparkjoy.freshness.Freshness;
import sparkjoy.lake.Lake;
import sparkjoy.run.Elapsed;

/**
 * What gold.freshness says of a table, and how the last run of the job that writes it ended.
 *
 * @param asOf start of the run that last wrote or checked it
 */
public record TableStatus(
        String table,
        Optional<LocalDate> completeThrough,
        Optional<LocalDate> finalThrough,
        Optional<Instant> lastEventAt,
        Optional<Double> lateShare,
        Instant asOf,
        Optional<String> lastRun,
        Optional<String> lastRunStatus) {

    /**
     * One for each table that the jobs of a pipeline write and gold.freshness knows.
     *
     * @param runs last run by table
     */
    static List<TableStatus> of(Lake lake, Map<String, Optional<RunStatus>> runs) {
        return !lake.exists(Freshness.TABLE)
                ? List.of()
                : lake.read(Freshness.TABLE).orderBy("table").collectAsList().stream()
                        .filter(row -> runs.containsKey(row.<String>getAs("table")))
                        .map(row -> of(row, runs.get(row.<String>getAs("table"))))
                        .toList();
    }

    Optional<String> alarm(Optional<Duration> staleAfter, Instant now) {
        return staleAfter
                .filter(after -> asOf.plus(after).isBefore(now))
                .map(after -> table + " is stale: last written or checked " + Elapsed.text(Duration.between(asOf, now))
                        + " ago; stale_after is " + Elapsed.text(after)
                        + ". Check the scheduler, then run `joy run all`");
    }

    private static TableStatus of(Row row, Optional<RunStatus> run) {
        return new TableStatus(
                row.getAs("table"),
                Optional.ofNullable(row.<Date>getAs("complete_through")).map(Date::toLocalDate),
                Optional.ofNullable(row.<Date>getAs("final_through")).map(Date::toLocalDate),
                Optional.ofNullable(row.<Timestamp>getAs("last_event_at")).map(Timestamp::toInstant),
                Optional.ofNullable(row.<Double>getAs("late_share")),
                row.<Timestamp>getAs("as_of").toInstant(),
                run.map(RunStatus::runId),
                run.map(RunStatus::status));
    }
}
