package sparkjoy.silver;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.util.sketch.BloomFilter;
import sparkjoy.lake.InDriver;
import sparkjoy.lake.Kept;
import sparkjoy.lake.Observed;

/**
 * Of the lines with one (source_id, message_id) the one that Segment received first is the event; ties go to the
 * smaller path and line. The rule knows no order of arrival.
 *
 * <p>Only ids are shuffled, never payloads: groups of a 64-bit hash find the few ids that may repeat, and only those
 * are ranked.
 */
final class Deduplication {
    static final String[] LINE = {"path", "line_number"};
    /** More rows than this are joined by a shuffle instead of being sent to every task. */
    private static final long BROADCAST_ROWS = 2_000_000;

    /** More hashes than this are looked up by a filter and a join. */
    private static final int HASHES_IN_PLAN = 1_000;

    static final String ID_HASH = "id_hash";
    private static final double FALSE_POSITIVES = 0.03;
    private static final WindowSpec SAME_ID =
            Window.partitionBy("source_id", "message_id").orderBy("received_at", "path", "line_number");

    private Deduplication() {}

    /** What decides which line of an id is the event, and what else is wanted of it. */
    static Dataset<Row> narrow(Dataset<Row> lines, String... more) {
        return lines.select(Stream.concat(
                        Stream.of("source_id", "message_id", "received_at", "path", "line_number"), Stream.of(more))
                .map(org.apache.spark.sql.functions::col)
                .toArray(Column[]::new));
    }

    /**
     * Ranks the lines of each id, and counts the ids in the same pass.
     *
     * @param columns that the repeated lines are to have in addition to the narrow ones
     */
    static Ranking ranking(Dataset<Row> lines, String... columns) {
        Optional<Ranking> ofFew = columns.length == 0 ? FewLines.ranking(lines) : Optional.empty();
        return ofFew.orElseGet(() -> rankingOfMany(lines, columns));
    }

    private static Ranking rankingOfMany(Dataset<Row> lines, String... columns) {
        Observation observation = new Observation();
        Dataset<Row> repeated = lines.groupBy(idHash())
                .agg(count(lit(1)).as("n"))
                .observe(observation, count(when(col("n").equalTo(1), 1)).as("singles"))
                .filter("n > 1")
                .select(ID_HASH);
        Dataset<Row> ranked = kept(ofIds(narrow(lines, columns), small(repeated))
                .withColumn("rank", row_number().over(SAME_ID)));
        return new Ranking(ranked, Observed.in(observation).number("singles"));
    }

    /** The rows whose id hash is among some hashes. */
    static Dataset<Row> ofIds(Dataset<Row> rows, Dataset<Row> idHashes) {
        return isOfIds(idHashes).map(rows::filter).orElseGet(() -> byIds(rows, idHashes, "left_semi"));
    }

    /**
     * The same, of many rows a few. A handful of hashes is part of the plan. For more of them, a filter of one byte per id,
     * which fits the cache of a core as a join's table does not, drops most of the other rows before the join.
     */
    static Dataset<Row> fewOfIds(Dataset<Row> rows, Dataset<Row> idHashes) {
        if (isOfIds(idHashes).isPresent()) {
            return ofIds(rows, idHashes);
        }
        long number = InDriver.number(idHashes);
        BloomFilter filter = idHashes.stat().bloomFilter(ID_HASH, number, FALSE_POSITIVES);
        UDF1<Long, Boolean> mayBeOfIds = filter::mightContainLong;
        return ofIds(rows.filter(udf(mayBeOfIds, DataTypes.BooleanType).apply(idHash())), idHashes);
    }

    /** The rows whose id hash is not among some hashes. */
    static Dataset<Row> notOfIds(Dataset<Row> rows, Dataset<Row> idHashes) {
        return isOfIds(idHashes)
                .map(isOfIds -> rows.filter(not(isOfIds)))
                .orElseGet(() -> byIds(rows, idHashes, "left_anti"));
    }

    private static Dataset<Row> byIds(Dataset<Row> rows, Dataset<Row> idHashes, String join) {
        return rows.withColumn(ID_HASH, idHash())
                .join(idHashes, new String[] {ID_HASH}, join)
                .drop(ID_HASH);
    }

    /** Whether the hash of a row's id is among a few; empty where they are many. */
    private static Optional<Column> isOfIds(Dataset<Row> idHashes) {
        return InDriver.rows(idHashes)
                .filter(few -> few.size() <= HASHES_IN_PLAN)
                .map(few -> idHash().isInCollection(
                                few.stream().map(row -> row.get(0)).toList()));
    }

    /** The rows that are among some lines. */
    static Dataset<Row> among(Dataset<Row> rows, Dataset<Row> lines) {
        return InDriver.isAmong(lines, LINE).map(rows::filter).orElseGet(() -> rows.join(lines, LINE, "left_semi"));
    }

    /** The rows that are not among some lines. */
    static Dataset<Row> without(Dataset<Row> rows, Dataset<Row> lines) {
        return InDriver.isAmong(lines, LINE)
                .map(isAmong -> rows.filter(not(isAmong)))
                .orElseGet(() -> rows.join(lines, LINE, "left_anti"));
    }

    /** Rows, computed now and kept for as long as they are in use. */
    static Dataset<Row> kept(Dataset<Row> rows) {
        return Kept.of(rows).rows();
    }

    /** Rows, computed now, as a join should take them: sent to every task unless they are many. */
    static Dataset<Row> small(Dataset<Row> rows) {
        Kept kept = Kept.of(rows);
        return kept.isInDriver() || kept.number() > BROADCAST_ROWS ? kept.rows() : broadcast(kept.rows());
    }

    /** How many ids the rows have: counted by 128 bits of hash, of which two ids never share all. */
    static long distinctIds(Dataset<Row> rows) {
        Optional<List<Row>> few = InDriver.rows(rows.select("source_id", "message_id"));
        if (few.isPresent()) {
            return few.get().stream().distinct().count();
        }
        return rows.select(idHash(), xxhash64(lit(1), col("message_id"), col("source_id")))
                .distinct()
                .count();
    }

    /** The hash by which a line's id is looked up. */
    static Column idHash() {
        return xxhash64(col("source_id"), col("message_id")).as(ID_HASH);
    }
}
