package sparkjoy.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * An index: on which days a table has rows of a key. A search for a few keys reads a few pages of it instead of the table's
 * days. It may name a day too many, for keys that are gone stay in it, and never one too few.
 *
 * @param table of the index, whose files are sorted by the key
 * @param key column of 64-bit hashes
 * @param input the table that has the keys; the index's commits name its id and version
 */
public record KeyDays(Lake lake, String table, String key, String input) {
    /** More keys than this are looked up by a join with the whole index. */
    private static final int KEYS_IN_PLAN = 200;

    /** The version of the input whose keys are all in the index; empty where there is no index of this very input. */
    public Optional<Long> version() {
        return lake.exists(table)
                ? lake.provenanceOfRows(table).map(found -> found.inputs().get(covered()))
                : Optional.empty();
    }

    public boolean exists() {
        return lake.exists(table);
    }

    /** How a commit names its input: a table that is deleted and written again has another id, and versions from 0 on. */
    private String covered() {
        return input + "@" + lake.id(input);
    }

    /** The index's rows of some keys. */
    public Dataset<Row> among(Dataset<Row> keys) {
        Dataset<Row> all = lake.read(table);
        return fewKeys(keys)
                .map(few -> all.filter(isAmong(few)))
                .orElseGet(() -> all.join(keys, new String[] {key}, "left_semi"));
    }

    /** All rows of the index, computed now. */
    public Dataset<Row> all() {
        return Kept.of(lake.read(table)).rows();
    }

    /** Adds some rows of the index's columns, those of them that are new; without any the index keeps its version. */
    public void addNew(Dataset<Row> rows, Provenance provenance) {
        if (!InDriver.areNone(rows)) {
            append(Kept.difference(rows, all()), provenance);
        }
    }

    /** Brings the index up to a version of the input by the rows of all keys that came since. */
    public void addUpTo(long version, Dataset<Row> rows, Dataset<Row> known, Provenance provenance) {
        Dataset<Row> unknown = InDriver.areNone(rows) ? rows : Kept.difference(rows, known);
        if (InDriver.areNone(unknown)) {
            lake.note(table, computedTo(version, provenance));
        } else {
            append(unknown, computedTo(version, provenance));
        }
    }

    private void append(Dataset<Row> rows, Provenance provenance) {
        lake.append(table, sorted(rows, InDriver.number(rows)), provenance);
        lake.mergeSorted(table);
    }

    /**
     * Replaces the index by the rows of all keys of a version of the input.
     *
     * @param number about how many rows there are
     */
    public void rebuild(long version, Dataset<Row> rows, long number, Provenance provenance) {
        lake.overwrite(table, sorted(rows.distinct(), number), computedTo(version, provenance));
    }

    private Provenance computedTo(long version, Provenance provenance) {
        return provenance.withInputs(Map.of(covered(), version));
    }

    private Dataset<Row> sorted(Dataset<Row> rows, long number) {
        return InDriver.sorted(rows)
                .map(few -> rows.sparkSession().createDataFrame(few, rows.schema()))
                .orElseGet(() -> SortedMerge.sorted(rows, number, List.of(key)));
    }

    private Optional<List<Object>> fewKeys(Dataset<Row> keys) {
        return InDriver.rows(keys.select(key))
                .map(rows -> rows.stream().map(row -> row.get(0)).distinct().toList())
                .filter(few -> few.size() <= KEYS_IN_PLAN);
    }

    /** Equalities, which Parquet compares with the bounds of each page; of a list it would take the bounds alone. */
    private Column isAmong(List<Object> keys) {
        return keys.stream()
                .map(value -> col(key).equalTo(value))
                .reduce(Column::or)
                .orElse(lit(false));
    }
}
