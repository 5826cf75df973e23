package sparkjoy.freshness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparkjoy.spec.LogFormat;
import sparkjoy.spec.Source;

/** When a received day is complete, and when an event day is final. */
class CompletenessTest {
    private static final Instant NOON_OF_9_MARCH = Instant.parse("2026-03-09T12:00:00Z");

    @Test
    void aDayIsCompleteWhenEverySegmentSourceHasDeliveredALaterOne() {
        Completeness completeness =
                new Completeness(Map.of("app", source(List.of(), Optional.empty())), NOON_OF_9_MARCH);
        List<LastDelivery> delivered = List.of(last("ios", "2026-03-09"), last("web", "2026-03-07"));

        Optional<LocalDate> day = completeness.completeThrough(delivered);

        assertThat(day).contains(LocalDate.parse("2026-03-06"));
    }

    @Test
    void aSourceThatWasListedAndNeverDeliveredLeavesEveryDayOpen() {
        Completeness completeness =
                new Completeness(Map.of("app", source(List.of("ios", "web"), Optional.empty())), NOON_OF_9_MARCH);
        List<LastDelivery> delivered = List.of(last("ios", "2026-03-09"));

        Optional<LocalDate> day = completeness.completeThrough(delivered);

        assertThat(day).isEmpty();
    }

    @Test
    void aSourceThatIsNotListedDoesNotHoldTheOthersUp() {
        Completeness completeness =
                new Completeness(Map.of("app", source(List.of("ios"), Optional.empty())), NOON_OF_9_MARCH);
        List<LastDelivery> delivered = List.of(last("ios", "2026-03-09"), last("retired", "2026-01-01"));

        Optional<LocalDate> day = completeness.completeThrough(delivered);

        assertThat(day).contains(LocalDate.parse("2026-03-08"));
    }

    @ParameterizedTest
    @CsvSource({"12h, 2026-03-08", "13h, 2026-03-07", "36h, 2026-03-07", "37h, 2026-03-06"})
    void aDayIsCompleteOnceItHasSettledWithoutALaterFile(String settledAfter, LocalDate complete) {
        Optional<Duration> settled = Optional.of(Duration.parse("PT" + settledAfter));
        Completeness completeness = new Completeness(Map.of("app", source(List.of(), settled)), NOON_OF_9_MARCH);
        List<LastDelivery> delivered = List.of(last("ios", "2026-03-01"));

        Optional<LocalDate> day = completeness.completeThrough(delivered);

        assertThat(day).contains(complete);
    }

    /** An event of 1 March may come until midnight after 31 March when it may be 30 days late. */
    @ParameterizedTest
    @CsvSource({"P30D, 2026-03-01", "PT36H, 2026-03-29", "PT1H, 2026-03-30", "PT0S, 2026-03-31"})
    void anEventDayIsFinalOnceItsLatestEventsAreIn(Duration maxLate, LocalDate last) {
        LocalDate complete = LocalDate.parse("2026-03-31");

        LocalDate day = Completeness.finalThrough(complete, maxLate);

        assertThat(day).isEqualTo(last);
    }

    private static Source source(List<String> ids, Optional<Duration> settledAfter) {
        return new Source(
                "logs",
                ids,
                LogFormat.SEGMENT,
                1,
                1,
                1,
                Duration.ofDays(1),
                1,
                1,
                Source.ChangedObject.KEEP,
                Source.BrokenObject.KEEP,
                Optional.empty(),
                settledAfter);
    }

    private static LastDelivery last(String sourceId, String day) {
        return new LastDelivery("app", sourceId, LocalDate.parse(day));
    }
}
