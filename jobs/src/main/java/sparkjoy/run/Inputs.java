package sparkjoy.run;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
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
        return workspace.provenance().of(versions);
    }

    /** Whether a table was made from these very rows, under this specification. */
    public boolean madeAlready(String table) {
        Lake lake = workspace.lake();
        return lake.exists(table)
                && lake.lastProvenance(table)
                        .filter(found ->
                                found.specHash().equals(workspace.provenance().specHash()))
                        .filter(found -> haveSameRows(found.inputs()))
                        .isPresent();
    }

    private boolean haveSameRows(Map<String, Long> before) {
        return before.keySet().equals(versions.keySet())
                && versions.entrySet().stream().allMatch(input -> workspace
                        .lake()
                        .isUnchanged(input.getKey(), before.get(input.getKey()), input.getValue()));
    }
}
