package sparkjoy.verify;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.call_function;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.hex;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lower;
import static org.apache.spark.sql.functions.lpad;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.explore.JsonColumns;

/**
 * The rows of a table that are in the lake, and those that were recomputed.
 *
 * @param key the table's; two rows are the same where their keys are
 */
record Comparison(String table, List<String> key, Dataset<Row> standing, Dataset<Row> computed) {
    /** Most keys that are named one by one. */
    static final int NAMED = 20;

    private static final int HASH_DIGITS = 16;
    private static final Column DEVIATES =
            col("standing").notEqual(col("computed")).or(col("hash").notEqual(col("computed_hash")));

    /** Where no key is declared, the whole row is the key. */
    static Comparison ofRows(String table, Dataset<Row> standing, Dataset<Row> computed) {
        return new Comparison(table, List.of("row"), asText(standing), asText(computed));
    }

    private static Dataset<Row> asText(Dataset<Row> rows) {
        return rows.select(JsonColumns.json(struct("*"), rows.schema()).as("row"));
    }

    TableVerdict verdict() {
        Dataset<Row> keys = keys();
        Row all = keys.agg(
                        coalesce(sum("standing"), lit(0L)),
                        contentHash("standing", "hash"),
                        contentHash("computed", "computed_hash"),
                        count(when(DEVIATES, 1)))
                .first();
        long deviating = all.getLong(3);
        return new TableVerdict(
                table,
                all.getLong(0),
                all.getString(1),
                all.getString(2),
                deviating,
                deviating == 0 ? List.of() : deviations(keys.filter(DEVIATES)));
    }

    /** Each key once: how many rows stand there and were computed, and the hashes of both. */
    private Dataset<Row> keys() {
        Dataset<Row> now = Content.byKey(standing, key);
        Dataset<Row> should = Content.byKey(computed, key);
        List<Column> columns = new ArrayList<>(key.stream()
                .map(name -> coalesce(now.col(name), should.col(name)).as(name))
                .toList());
        columns.add(coalesce(now.col("n"), lit(0L)).as("standing"));
        columns.add(coalesce(should.col("n"), lit(0L)).as("computed"));
        columns.add(now.col("hash"));
        columns.add(should.col("hash").as("computed_hash"));
        return now.join(should, sameKey(now, should), "full_outer").select(columns.toArray(Column[]::new));
    }

    private Column contentHash(String rows, String hash) {
        Column[] columns = Stream.concat(key.stream(), Stream.of(rows, hash))
                .map(name -> col(name))
                .toArray(Column[]::new);
        Column all = call_function("bit_xor", when(col(rows).gt(0), xxhash64(columns)));
        return coalesce(lpad(lower(hex(all)), HASH_DIGITS, "0"), lit("empty"));
    }

    private Column sameKey(Dataset<Row> left, Dataset<Row> right) {
        return key.stream()
                .map(name -> left.col(name).eqNullSafe(right.col(name)))
                .reduce(Column::and)
                .orElseThrow();
    }

    private List<Deviation> deviations(Dataset<Row> deviating) {
        Column[] columns = key.stream().map(name -> col(name)).toArray(Column[]::new);
        List<Row> named = deviating.orderBy(columns).limit(NAMED).collectAsList();
        Dataset<Row> keys = standing.sparkSession()
                .createDataFrame(named, deviating.schema())
                .select(columns);
        Map<String, Row> now = byName(standing, keys);
        Map<String, Row> should = byName(computed, keys);
        return named.stream()
                .map(row -> new Deviation(name(row), findings(row, now, should)))
                .toList();
    }

    /** The rows of some keys, by the key's name; of equal keys any one. */
    private Map<String, Row> byName(Dataset<Row> rows, Dataset<Row> keys) {
        return rows.join(broadcast(keys), sameKey(rows, keys), "left_semi").collectAsList().stream()
                .collect(Collectors.toMap(this::name, row -> row, (one, other) -> one));
    }

    private String name(Row row) {
        return key.stream().map(name -> name + "=" + row.getAs(name)).collect(Collectors.joining(", "));
    }

    private List<String> findings(Row keyed, Map<String, Row> now, Map<String, Row> computed) {
        long stands = keyed.getAs("standing");
        long should = keyed.getAs("computed");
        if (stands == 1 && should == 1) {
            return unequal(now.get(name(keyed)), computed.get(name(keyed)));
        }
        return List.of(stands + (stands == 1 ? " row stands" : " rows stand") + " there, " + should + " should");
    }

    private List<String> unequal(Row now, Row computed) {
        List<String> findings = new ArrayList<>();
        for (String column : now.schema().fieldNames()) {
            Object stands = now.getAs(column);
            Object should = computed.getAs(column);
            if (!Objects.equals(stands, should)) {
                findings.add(column + " is " + stands + ", should be " + should);
            }
        }
        return findings;
    }
}
