package sparkjoy.freshness;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sparkjoy.spec.Source;

/**
 * Up to which received day every delivery was seen. Segment never says that a day is over, so a day counts as complete
 * for a Segment source that has delivered a file of a later day, or whose `settled_after` has passed since the day's end.
 *
 * @param sources of the pipeline, by name
 * @param asOf the moment that is judged
 */
record Completeness(Map<String, Source> sources, Instant asOf) {

    /** The last day that is complete for all sources; empty where one of them has delivered nothing yet. */
    Optional<LocalDate> completeThrough(List<LastDelivery> delivered) {
        List<Optional<LocalDate>> days = sources.entrySet().stream()
                .flatMap(source -> completeDays(source.getKey(), source.getValue(), delivered))
                .toList();
        return days.stream().allMatch(Optional::isPresent)
                ? days.stream().flatMap(Optional::stream).min(Comparator.naturalOrder())
                : Optional.empty();
    }

    /** The last event day that nothing received later can belong to: an event counts on its own day up to `maxLate` after. */
    static LocalDate finalThrough(LocalDate completeThrough, Duration maxLate) {
        long wholeDays = maxLate.plusDays(1).minusNanos(1).toDays();
        return completeThrough.minusDays(wholeDays);
    }

    /** One for each Segment source; one without a file is known only where the specification lists its id. */
    private Stream<Optional<LocalDate>> completeDays(String name, Source source, List<LastDelivery> delivered) {
        Optional<LocalDate> closed = source.settledAfter()
                .map(after ->
                        LocalDate.ofInstant(asOf.minus(after), ZoneOffset.UTC).minusDays(1));
        Map<String, LocalDate> lastDays = delivered.stream()
                .filter(one -> one.source().equals(name))
                .collect(Collectors.toMap(LastDelivery::sourceId, LastDelivery::day));
        List<String> ids = source.ids().isEmpty() ? List.copyOf(lastDays.keySet()) : source.ids();
        return ids.isEmpty()
                ? Stream.of(closed)
                : ids.stream().map(id -> later(closed, Optional.ofNullable(lastDays.get(id))));
    }

    private static Optional<LocalDate> later(Optional<LocalDate> closed, Optional<LocalDate> lastDay) {
        return Stream.of(closed, lastDay.map(day -> day.minusDays(1)))
                .flatMap(Optional::stream)
                .max(Comparator.naturalOrder());
    }
}
