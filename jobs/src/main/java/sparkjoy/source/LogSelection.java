package sparkjoy.source;

import java.time.LocalDate;
import java.util.List;

/**
 * Which deliveries to list.
 *
 * @param sources source ids; empty means all that are there
 * @param from the first received day
 * @param to the received day after the last one
 * @param newest how many day folders of each source to list, the newest that there are
 */
public record LogSelection(List<String> sources, LocalDate from, LocalDate to, int newest) {
    public LogSelection {
        sources = List.copyOf(sources);
    }

    /** All sources and all days. */
    public static LogSelection everything() {
        return new LogSelection(List.of(), LocalDate.MIN, LocalDate.MAX, Integer.MAX_VALUE);
    }

    public LogSelection ofSources(List<String> ids) {
        return new LogSelection(ids, from, to, newest);
    }

    public LogSelection since(LocalDate day) {
        return new LogSelection(sources, day, to, newest);
    }

    public LogSelection before(LocalDate day) {
        return new LogSelection(sources, from, day, newest);
    }

    /** Only the newest day folders of each source: the cost of a listing does not grow with history. */
    public LogSelection newest(int folders) {
        return new LogSelection(sources, from, to, folders);
    }

    boolean includes(LocalDate day) {
        return !day.isBefore(from) && day.isBefore(to);
    }
}
