package sparkjoy.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import sparkjoy.SharedSpark;
import sparkjoy.lake.FileStatistics;

/** The day as of which experiments are judged, by small tables of events. */
final class CompleteDayTest {
    private static final Duration MAX_LATE = Duration.ofDays(30);

    @Test
    void aDayIsCompleteOnceALaterOneHasBeenReceived() {
        assertThat(day("('app', '2026-03-02', '2026-03-02 23:00:00'), ('app', '2026-03-03', '2026-03-03 01:00:00')"))
                .contains(LocalDate.parse("2026-03-02"));
    }

    @Test
    void aFirstDayIsNeverComplete() {
        assertThat(day("('app', '2026-03-02', '2026-03-02 23:00:00')")).isEmpty();
    }

    @Test
    void lateReceiptCompletesTheLastDayWithAnEvent() {
        assertThat(day("('app', '2026-03-02', '2026-03-02 23:00:00'), ('app', '2026-03-02', '2026-03-06 01:00:00')"))
                .contains(LocalDate.parse("2026-03-02"));
    }

    @Test
    void everySourceMustBeHeardOfUnlessItIsOver() {
        String events = "('app', '2026-03-02', '2026-03-02 23:00:00'), ('app', '2026-03-05', '2026-03-06 01:00:00'),";

        assertThat(day(events + "('web', '2026-03-03', '2026-03-03 10:00:00')"))
                .contains(LocalDate.parse("2026-03-02"));
        assertThat(day(events + "('web', '2026-01-03', '2026-01-03 10:00:00')"))
                .contains(LocalDate.parse("2026-03-05"));
    }

    @Test
    void whatTheLogSaysOfFilesDoesNotChangeIt() {
        String[] events = {
            "('app', '2026-03-02', '2026-03-02 23:00:00')",
            "('app', '2026-03-05', '2026-03-06 01:00:00')",
            "('web', '2026-03-03', '2026-03-03 10:00:00')",
            "('old', '2026-01-03', '2026-01-03 10:00:00')"
        };
        Dataset<Row> rows = rows(String.join(",", events));
        List<FileStatistics> ofOneSource = List.of(
                file("2026-03-02", "app", "app", "2026-03-02T23:00:00.000Z"),
                file("2026-03-05", "app", "app", "2026-03-06T01:00:00.000Z"),
                file("2026-03-03", "web", "web", "2026-03-03T10:00:00.000Z"),
                file("2026-01-03", "old", "old", "2026-01-03T10:00:00.000Z"));
        List<FileStatistics> ofSeveral = List.of(
                file("2026-03-02", "app", "app", "2026-03-02T23:00:00.000Z"),
                file("2026-03-05", "app", "web", "2026-03-06T01:00:00.000Z"),
                file("2026-01-03", "old", "old", "2026-01-03T10:00:00.000Z"));

        assertThat(CompleteDay.of(Optional.empty(), rows, MAX_LATE)).contains(LocalDate.parse("2026-03-02"));
        assertThat(CompleteDay.of(Optional.of(ofOneSource), rows.limit(0), MAX_LATE))
                .contains(LocalDate.parse("2026-03-02"));
        assertThat(CompleteDay.of(Optional.of(ofSeveral), rows, MAX_LATE)).contains(LocalDate.parse("2026-03-02"));
    }

    private static Optional<LocalDate> day(String events) {
        return CompleteDay.of(Optional.empty(), rows(events), MAX_LATE);
    }

    private static Dataset<Row> rows(String events) {
        return SharedSpark.session()
                .sql("SELECT source_id, date(day) AS event_date, timestamp(at) AS received_at FROM VALUES " + events
                        + " AS t(source_id, day, at)");
    }

    private static FileStatistics file(String day, String firstSource, String lastSource, String lastReceipt) {
        ObjectNode statistics = new ObjectMapper().createObjectNode().put("numRecords", 1);
        statistics.putObject("minValues").put("source_id", firstSource);
        statistics.putObject("maxValues").put("source_id", lastSource).put("received_at", lastReceipt);
        statistics.putObject("nullCount").put("source_id", 0);
        return new FileStatistics(statistics, Map.of("event_date", day));
    }
}
