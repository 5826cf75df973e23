package sparkjoy.run;

import java.time.LocalDate;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;

/**
 * Tables that a job reads as a whole, as they are now.
 *
 * @param versions by table; -1 where there is none
 */
public record Inputs(Workspace workspace, Map<String, Long> versions) {
    public static final String NOTHING_NEW = "no changed input";

    public Inputs {
        versions = Map.copyOf(versions);
    }

    public static Inputs of(Workspace workspace, Collection<String> tables) {
        Map<String, Long> versions = new LinkedHashMap<>();
        tables.forEach(table -> versions.put(table, workspace.lake().version(table)));
        return new Inputs(workspace, versions);
    }

    public Dataset<Row> read(String table) {
        return workspace.lake().read(table, versions.get(table));
    }

    /** Of rows that are made from these inputs. */
    public Provenance provenance() {
        return workspace.provenance().withInputs(versions);
    }

    /** Whether a table was computed from these very rows, under this specification. */
    public boolean madeAlready(String table) {
        return madeFrom(table)
                .filter(before -> versions.keySet().stream().allMatch(input -> isUnchanged(input, before)))
                .isPresent();
    }

    public Optional<String> nothingNew(String table) {
        return madeAlready(table) ? Optional.of(NOTHING_NEW) : Optional.empty();
    }

    /**
     * The event days of which rows of these inputs changed since a table was computed from them.
     *
     * @param byDay those of the inputs that matter day by day
     * @return empty where another input changed, where the specification did, or where the logs no longer say
     */
    public Optional<NavigableSet<LocalDate>> changedDays(String table, Set<String> byDay) {
        Optional<Map<String, Long>> before = madeFrom(table);
        if (before.isEmpty()) {
            return Optional.empty();
        }
        NavigableSet<LocalDate> days = new TreeSet<>();
        for (String input : versions.keySet()) {
            Optional<NavigableSet<LocalDate>> changed = byDay.contains(input)
                    ? workspace.lake().changedDays(input, before.get().get(input), versions.get(input))
                    : Optional.empty();
            if (changed.isEmpty() && !isUnchanged(input, before.get())) {
                return Optional.empty();
            }
            changed.ifPresent(days::addAll);
        }
        return Optional.of(days);
    }

    /** Versions of these inputs that a table was computed from; empty where it was computed from others, or under another specification. */
    public Optional<Map<String, Long>> madeFrom(String table) {
        Lake lake = workspace.lake();
        return lake.exists(table)
                ? lake.lastProvenance(table)
                        .filter(found ->
                                found.specHash().equals(workspace.provenance().specHash()))
                        .map(Provenance::inputs)
                        .filter(before -> before.keySet().equals(versions.keySet()))
                : Optional.empty();
    }

    private boolean isUnchanged(String input, Map<String, Long> before) {
        return workspace.lake().isUnchanged(input, before.get(input), versions.get(input));
    }
}
