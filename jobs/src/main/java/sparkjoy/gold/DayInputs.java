package sparkjoy.gold;

import static org.apache.spark.sql.functions.col;

import java.time.LocalDate;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.InDriver;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;
import sparkjoy.run.Pending;
import sparkjoy.run.Workspace;

/**
 * What a gold table has seen of silver.events, and which days changed since.
 *
 * @param table the gold table
 * @param version the version of silver.events to read
 * @param before the version that the table was last made from; empty: none, no longer comparable or no longer kept
 */
record DayInputs(Workspace workspace, String table, long version, Optional<Long> before) {
    static final String EVENTS = "silver.events";
    static final String NOTHING_NEW = "no changed days";

    static DayInputs of(Workspace workspace, String table) {
        Lake lake = workspace.lake();
        long version = lake.version(EVENTS);
        Optional<Long> before = lake.exists(table)
                ? lake.lastProvenance(table)
                        .filter(found ->
                                found.specHash().equals(workspace.provenance().specHash()))
                        .map(found -> found.inputs().get(EVENTS))
                        .filter(seen -> seen <= version)
                        .filter(seen -> lake.readIfKept(EVENTS, seen).isPresent())
                : Optional.empty();
        return new DayInputs(workspace, table, version, before);
    }

    Dataset<Row> events() {
        return workspace.lake().read(EVENTS, version);
    }

    Dataset<Row> eventsOf(NavigableSet<LocalDate> days) {
        return events().filter(col("event_date").isInCollection(days));
    }

    /** Days that were asked for leave the others as far behind as they were: the table has not seen their changes. */
    Provenance provenance() {
        Optional<Long> seen = workspace.days().isEmpty() ? Optional.of(version) : before;
        return workspace
                .provenance()
                .withInputs(seen.map(newest -> Map.of(EVENTS, newest)).orElse(Map.of()));
    }

    /** Whether the table was made from these very rows and no days are asked for. */
    boolean isUpToDate() {
        return workspace.days().isEmpty()
                && before.filter(seen -> workspace.lake().isUnchanged(EVENTS, seen, version))
                        .isPresent();
    }

    Optional<String> nothingNew() {
        return isUpToDate() ? Optional.of(NOTHING_NEW) : Optional.empty();
    }

    /**
     * Whether a change takes the days with it that it touches: not where days are asked for, they are taken as they are,
     * nor where all days are new anyway.
     */
    boolean followsChanges() {
        return workspace.days().isEmpty() && before.isPresent();
    }

    /** Whether all days are to be made: the table was made from nothing that compares, and no days are asked for. */
    boolean isOfAllDays() {
        return workspace.days().isEmpty() && before.isEmpty();
    }

    /** What is to be recomputed, by a job's own rule for its days. */
    Pending pending(Function<DayInputs, NavigableSet<LocalDate>> days) {
        return version < 0 ? Pending.of("no events yet") : Pending.ofDays(days.apply(this));
    }

    /** The days asked for, else those that changed since the table was made, else all. */
    NavigableSet<LocalDate> days() {
        if (isUpToDate()) {
            return new TreeSet<>();
        }
        if (workspace.days().isPresent()) {
            return workspace.days().get().all();
        }
        long seen = before.orElse(-1L);
        return workspace.lake().changedDays(EVENTS, seen, version).orElseGet(this::allDays);
    }

    /** Also the days that the table has and events have no more. */
    private NavigableSet<LocalDate> allDays() {
        Dataset<Row> days = events().select("event_date");
        return distinctDays(
                workspace.lake().exists(table)
                        ? days.union(workspace.lake().read(table).select("event_date"))
                        : days);
    }

    static NavigableSet<LocalDate> distinctDays(Dataset<Row> rows) {
        Dataset<Row> days = rows.select("event_date");
        return InDriver.rows(days).orElseGet(() -> days.distinct().collectAsList()).stream()
                .map(row -> row.getDate(0).toLocalDate())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
