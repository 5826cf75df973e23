package sparkjoy.experiment;

import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import sparkjoy.experiment.statistics.Status;
import sparkjoy.gold.ChangedUnits;
import sparkjoy.lake.FileStatistics;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;
import sparkjoy.lake.Selection;
import sparkjoy.run.Inputs;
import sparkjoy.run.Workspace;
import sparkjoy.spec.Spec;

/**
 * The experiments whose rows in a table are computed again; the others keep theirs. An experiment that has ended costs nothing
 * until something of it changes.
 *
 * @param ids empty where all are computed
 */
record ChangedExperiments(Optional<Set<String>> ids) {
    private static final String ID = "experiment_id";
    private static final Column HAS_FAILED = functions.col("status").equalTo(Status.FAILED.name());

    static ChangedExperiments all() {
        return new ChangedExperiments(Optional.empty());
    }

    /** Those whose assignments changed since their health was computed, and those whose last look may lie ahead. */
    static ChangedExperiments ofHealth(Workspace workspace, Inputs inputs, Optional<LocalDate> completeDay) {
        Optional<Map<String, Long>> before = madeByExperiment(workspace, inputs, ExperimentTables.HEALTH);
        Optional<Map<String, LocalDate>> lastLooks = before.flatMap(made -> lastLooks(workspace.lake()));
        return new ChangedExperiments(
                lastLooks.flatMap(looks -> changed(workspace.lake(), ExperimentTables.ASSIGNMENTS, before.get(), inputs)
                        .map(changed -> {
                            changed.addAll(open(workspace.spec(), looks, completeDay));
                            return changed;
                        })));
    }

    /** Those whose assignments or health changed since their readout was computed, and those in whose time an event or an order did. */
    static ChangedExperiments ofReadout(Workspace workspace, Inputs inputs) {
        Optional<Map<String, Long>> before = madeByExperiment(workspace, inputs, ExperimentTables.READOUT);
        if (before.isEmpty() || !before.equals(madeByExperiment(workspace, inputs, ExperimentTables.UNITS))) {
            return all();
        }
        Lake lake = workspace.lake();
        if (mayHaveFailed(lake)) {
            return all();
        }
        Optional<Set<String>> changed = changed(lake, ExperimentTables.ASSIGNMENTS, before.get(), inputs)
                .flatMap(some -> changed(lake, ExperimentTables.HEALTH, before.get(), inputs)
                        .map(more -> {
                            some.addAll(more);
                            return some;
                        }));
        return new ChangedExperiments(changed.flatMap(some -> ChangedUnits.since(workspace, ExperimentTables.UNITS)
                .filter(units -> units.version() == inputs.versions().get(ExperimentTables.EVENTS))
                .map(units -> {
                    some.addAll(reachedBy(workspace.spec(), units.days()));
                    return some;
                })));
    }

    /**
     * A metric fails by the events of all experiments that are measured together, so all were computed when it failed, and all may
     * have to change again. A commit that names its experiments had no failed metric.
     */
    private static boolean mayHaveFailed(Lake lake) {
        boolean computedAll = lake.provenanceOfRows(ExperimentTables.READOUT)
                .flatMap(Provenance::experiments)
                .isEmpty();
        return computedAll
                && !lake.read(ExperimentTables.READOUT).filter(HAS_FAILED).isEmpty();
    }

    /** Of rows with an experiment_id those of these experiments. */
    Dataset<Row> among(Dataset<Row> rows) {
        Column id = functions.col(ID);
        return ids.map(some -> rows.filter(id.isInCollection(some))).orElse(rows);
    }

    /** Those of some experiments that are computed again. */
    Set<String> among(Set<String> all) {
        Set<String> some = new HashSet<>(all);
        ids.ifPresent(some::retainAll);
        return some;
    }

    boolean areAll() {
        return ids.isEmpty();
    }

    boolean areNone() {
        return ids.filter(Set::isEmpty).isPresent();
    }

    /** Replaces the rows of these experiments in a table that is kept by experiment. */
    void publish(Lake lake, String table, Dataset<Row> rows, Provenance provenance) {
        Dataset<Row> all = rows.coalesce(1);
        Provenance own = provenance.ofExperiments(ids);
        if (areNone()) {
            lake.note(table, own);
        } else {
            selection()
                    .ifPresentOrElse(
                            selection -> lake.replace(table, selection, all, own),
                            () -> lake.overwrite(table, all, own));
        }
    }

    /** The same if the rows are as many as expected; returns their number. Where they are not, nothing is committed. */
    long publishExactly(Lake lake, String table, Dataset<Row> rows, long expected, Provenance provenance) {
        Provenance own = provenance.ofExperiments(ids);
        return selection()
                .map(selection -> lake.replaceExactly(table, selection, rows, expected, own))
                .orElseGet(() -> lake.overwriteExactly(table, rows, expected, own));
    }

    private Optional<Selection> selection() {
        return ids.map(some -> Selection.of(ID, some));
    }

    /** For the message after a number of rows. */
    String text() {
        return ids.map(some -> " of " + some.size() + (some.size() == 1 ? " experiment" : " experiments"))
                .orElse("");
    }

    /** The versions that a table was computed from, where its rows can be replaced by experiment: it is kept so, and nobody else changed it. */
    private static Optional<Map<String, Long>> madeByExperiment(Workspace workspace, Inputs inputs, String table) {
        Lake lake = workspace.lake();
        return inputs.madeFrom(table)
                .filter(made -> lake.isPartitionedBy(table, ID))
                .filter(made -> lake.hasColumns(
                        table, lake.contracts().find(table).orElseThrow().schema()))
                .filter(made -> lake.provenanceOfRows(table).isPresent());
    }

    private static Optional<Set<String>> changed(Lake lake, String table, Map<String, Long> before, Inputs inputs) {
        return lake.changedExperiments(
                        table, before.get(table), inputs.versions().get(table))
                .map(HashSet::new);
    }

    /** The last day on which each experiment was looked at, by what the log says of the files; empty where it does not. */
    private static Optional<Map<String, LocalDate>> lastLooks(Lake lake) {
        Optional<List<FileStatistics>> files =
                lake.statistics(ExperimentTables.HEALTH, lake.version(ExperimentTables.HEALTH));
        return files.filter(all -> all.stream()
                        .allMatch(file -> file.lastDate("as_of_date").isPresent()))
                .map(all -> all.stream()
                        .collect(Collectors.toMap(
                                file -> file.partition().get(ID),
                                file -> file.lastDate("as_of_date").orElseThrow(),
                                (one, other) -> one.isAfter(other) ? one : other)));
    }

    /** The experiments that were or are not yet looked at on their last day. */
    private static Set<String> open(Spec spec, Map<String, LocalDate> lastLooks, Optional<LocalDate> completeDay) {
        return spec.experiments().entrySet().stream()
                .filter(experiment -> {
                    Windows windows = new Windows(experiment.getValue(), spec.metrics());
                    Optional<LocalDate> looked = Optional.ofNullable(lastLooks.get(experiment.getKey()));
                    return completeDay.filter(windows::isOver).isEmpty()
                            || looked.filter(windows::isOver).isEmpty();
                })
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    private static Set<String> reachedBy(Spec spec, NavigableSet<LocalDate> days) {
        return spec.experiments().entrySet().stream()
                .filter(experiment -> new Windows(experiment.getValue(), spec.metrics()).reach(days))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }
}
