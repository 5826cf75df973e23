package sparkjoy.source;

import java.time.LocalDate;
import java.util.List;
import sparkjoy.spec.LogFormat;

/**
 * Which deliveries to list.
 *
 * @param sources source ids; empty means all that are there
 * @param from the first received day
 * @param to the received day after the last one
 * @param newest how many day folders of each source to list, the newest that there are
 * @param format how their files hold the lines; a file that is named otherwise is out of place
 */
public record LogSelection(List<String> sources, LocalDate from, LocalDate to, int newest, LogFormat format) {
    public LogSelection {
        sources = List.copyOf(sources);
    }

    /** All sources and all days, as Segment delivers them. */
    public static LogSelection everything() {
        return new LogSelection(List.of(), LocalDate.MIN, LocalDate.MAX, Integer.MAX_VALUE, LogFormat.SEGMENT);
    }

    public LogSelection ofSources(List<String> ids) {
        return new LogSelection(ids, from, to, newest, format);
    }

    public LogSelection since(LocalDate day) {
        return new LogSelection(sources, day, to, newest, format);
    }

    public LogSelection before(LocalDate day) {
        return new LogSelection(sources, from, day, newest, format);
    }

    /** Only the newest day folders of each source: the cost of a listing does not grow with history. */
    public LogSelection newest(int folders) {
        return new LogSelection(sources, from, to, folders, format);
    }

    /** The same of files in another format. */
    public LogSelection in(LogFormat other) {
        return new LogSelection(sources, from, to, newest, other);
    }

    boolean includes(LocalDate day) {
        return !day.isBefore(from) && day.isBefore(to);
    }
}
