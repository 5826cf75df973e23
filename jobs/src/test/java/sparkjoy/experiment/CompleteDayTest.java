package sparkjoy.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sparkjoy.SharedSpark;

/** The day as of which experiments are judged, by small tables of events. */
final class CompleteDayTest {

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

    private static Optional<LocalDate> day(String events) {
        return CompleteDay.of(
                SharedSpark.session()
                        .sql("SELECT source_id, date(day) AS event_date, timestamp(at) AS received_at FROM VALUES "
                                + events + " AS t(source_id, day, at)"),
                Duration.ofDays(30));
    }
}
