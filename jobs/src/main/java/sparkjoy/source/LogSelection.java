package sparkjoy.source;

import java.time.LocalDate;
import java.util.List;

/**
 * Which deliveries to list.
 *
 * @param sources source ids; empty means all that are there
 * @param from the first received day
 * @param to the received day after the last one
 */
public record LogSelection(List<String> sources, LocalDate from, LocalDate to) {
    public LogSelection {
        sources = List.copyOf(sources);
    }

    /** All sources and all days. */
    public static LogSelection everything() {
        return new LogSelection(List.of(), LocalDate.MIN, LocalDate.MAX);
    }

    public LogSelection ofSources(List<String> ids) {
        return new LogSelection(ids, from, to);
    }

    public LogSelection since(LocalDate day) {
        return new LogSelection(sources, day, to);
    }

    public LogSelection before(LocalDate day) {
        return new LogSelection(sources, from, day);
    }

    boolean includes(LocalDate day) {
        return !day.isBefore(from) && day.isBefore(to);
    }
}
