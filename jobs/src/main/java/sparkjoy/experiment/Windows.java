package sparkjoy.experiment;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_micros;
import static org.apache.spark.sql.functions.to_date;
import static org.apache.spark.sql.functions.unix_micros;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import sparkjoy.spec.Experiment;
import sparkjoy.spec.Metric;

/** The windows of an experiment's metrics, all of which begin with a unit's first exposure. */
record Windows(Experiment experiment, Map<String, Metric> metrics) {

    /** After it a unit is in the readout of some metric; zero for an experiment without metrics. */
    Duration shortest() {
        return windows().min(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    /** The last day that can change anything: all windows of units assigned on the experiment's last day are over. */
    LocalDate lastLook(LocalDate completeDay) {
        return experiment
                .to()
                .map(to -> to.minusDays(1).plusDays(wholeDays(longest())))
                .filter(last -> last.isBefore(completeDay))
                .orElse(completeDay);
    }

    /** Whether nothing can change any more after the look of a day. */
    boolean isOver(LocalDate look) {
        return !look.isBefore(lastLook(LocalDate.MAX));
    }

    /** Whether an event on one of some days can count for a unit: from the history of the first to the last window of the last. */
    boolean reach(NavigableSet<LocalDate> days) {
        LocalDate first = experiment.from().minusDays(wholeDays(experiment.history()));
        Optional<LocalDate> last = experiment.to().map(to -> to.minusDays(1).plusDays(wholeDays(longest())));
        NavigableSet<LocalDate> since = days.tailSet(first, true);
        return last.map(day -> !since.headSet(day, true).isEmpty()).orElse(!since.isEmpty());
    }

    /** The UTC day with whose end the window is over. */
    static Column lastDay(Column firstExposedAt, Duration window) {
        long last = Math.max(0, micros(window) - 1);
        return to_date(timestamp_micros(unix_micros(firstExposedAt).plus(lit(last))));
    }

    static long micros(Duration duration) {
        return duration.toNanos() / 1000;
    }

    private Duration longest() {
        return windows().max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    private static long wholeDays(Duration duration) {
        return duration.plusDays(1).minusNanos(1).toDays();
    }

    private Stream<Duration> windows() {
        return experiment.metrics().stream().map(name -> metrics.get(name).window());
    }
}
