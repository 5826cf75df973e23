package sparkjoy.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.SharedSpark;

/** Rows are computed once, and what is asked of a few of them takes no query and has the answer of one. */
class KeptTest {
    private static final String[] LINE = {"path", "line_number"};
    private static final String TABLE = "gold.freshness";
    private static final StructType LINES =
            new StructType().add(LINE[0], DataTypes.StringType).add(LINE[1], DataTypes.LongType);

    @TempDir
    private Path folder;

    private SparkSession spark;

    @BeforeEach
    void openSession() {
        spark = SharedSpark.session();
    }

    @Test
    void fewRowsAreInTheDriverAndAreThoseOfTheQuery() {
        Dataset<Row> rows = spark.range(0, 100, 1, 3)
                .selectExpr(
                        "id",
                        "if(id % 7 = 0, null, concat('é', id)) AS text",
                        "CAST(id / 3 AS DECIMAL(18,4)) AS amount",
                        "timestamp_micros(id * 1000001) AS at",
                        "array(named_struct('n', id)) AS list");

        Kept kept = Kept.of(rows);

        assertThat(kept.number()).isEqualTo(100);
        assertThat(kept.isInDriver()).isTrue();
        assertThat(InDriver.rows(kept.rows()).orElseThrow()).hasSameElementsAs(rows.collectAsList());
        assertThat(kept.rows().collectAsList()).hasSameElementsAs(rows.collectAsList());
    }

    @Test
    void manyRowsAndLargeOnesStayInSpark() {
        Kept many = Kept.of(spark.range(0, 20_000, 1, 3).toDF("id"));
        Kept large = Kept.of(spark.range(0, 2, 1, 2).selectExpr("repeat('x', 5000000) AS text"));

        assertThat(many.isInDriver()).isFalse();
        assertThat(many.number()).isEqualTo(20_000);
        assertThat(many.rows().selectExpr("sum(id)").first().getLong(0)).isEqualTo(199_990_000);
        assertThat(large.isInDriver()).isFalse();
        assertThat(large.rows().selectExpr("sum(length(text))").first().getLong(0))
                .isEqualTo(10_000_000);
    }

    @Test
    void rowsAreComputedOnceWhereverTheyAreKept() {
        for (long number : new long[] {10, 20_000}) {
            Dataset<Row> kept = Kept.of(spark.range(0, number, 1, 2).selectExpr("uuid() AS chance"))
                    .rows();

            assertThat(kept.except(kept).isEmpty()).isTrue();
            assertThat(kept.collectAsList()).isEqualTo(kept.collectAsList());
        }
    }

    @Test
    void aConditionOfFewKeysIsThatOfAJoin() {
        List<Row> lines =
                List.of(line("a", 1L), line("a", 2L), line("b", 1L), line("a\n1", 2L), line(null, 1L), line("a", null));
        Dataset<Row> rows = spark.createDataFrame(lines, LINES);

        for (List<Row> some : List.of(
                List.<Row>of(), lines.subList(0, 1), List.of(line("a", 1L), line("a\n1", 2L), line(null, 1L)), lines)) {
            Dataset<Row> keys = spark.createDataFrame(some, LINES);
            Column isAmong = InDriver.isAmong(keys, LINE).orElseThrow();
            Column hasPath = InDriver.isAmong(keys, LINE[0]).orElseThrow();

            assertThat(texts(rows.filter(isAmong))).isEqualTo(texts(rows.join(keys, LINE, "left_semi")));
            assertThat(texts(rows.filter(not(isAmong)))).isEqualTo(texts(rows.join(keys, LINE, "left_anti")));
            assertThat(texts(rows.filter(hasPath)))
                    .isEqualTo(texts(rows.join(keys, new String[] {LINE[0]}, "left_semi")));
        }
    }

    @Test
    void rowsInTheDriverAreWrittenIntoTheirPartitions() {
        Lake lake = new Lake(spark, folder.toString());
        String odd = "gold.b ü%=c/d";

        lake.append(TABLE, freshness(lake, "gold.a", odd, "gold.a"), Provenance.ofRun("run", ""));

        assertThat(texts(lake.read(TABLE).select("table"))).containsExactly("[gold.a]", "[gold.a]", "[" + odd + "]");
        assertThat(texts(spark.read()
                        .format("delta")
                        .load(lake.location(TABLE))
                        .filter(col("table").equalTo(odd))
                        .select("run_id")))
                .containsExactly("[run]");
        assertThat(lake.rows(TABLE)).isEqualTo(3);
    }

    @Test
    void fewFilesAreReadByTheirStatistics() {
        FileStatistics statistics = FileStatistics.of(NamedFiles.file(
                "f",
                Map.of(),
                1,
                1,
                "{\"numRecords\":2,\"minValues\":{\"a\":\"b\"},\"maxValues\":{\"a\":\"d\"},"
                        + "\"nullCount\":{\"a\":0,\"n\":2}}"));

        assertThat(statistics.canHold("a", List.of(UTF8String.fromString("a"), UTF8String.fromString("e"))))
                .isFalse();
        assertThat(statistics.canHold("a", List.of(UTF8String.fromString("b")))).isTrue();
        assertThat(statistics.canHold("a", List.of(UTF8String.fromString("cz"))))
                .isTrue();
        assertThat(statistics.canHold("n", List.of(UTF8String.fromString("b")))).isFalse();
        assertThat(statistics.canHold("unknown", List.of(UTF8String.fromString("b"))))
                .isTrue();
        assertThat(statistics.hasOnlyNulls("n")).isTrue();
        assertThat(statistics.hasOnlyNulls("unknown")).isFalse();
        assertThat(FileStatistics.of(NamedFiles.file("f", Map.of(), 1, 1, "no JSON"))
                        .hasOnlyNulls("n"))
                .isFalse();
    }

    private Dataset<Row> freshness(Lake lake, String... tables) {
        List<Row> rows = Arrays.stream(tables)
                .map(table ->
                        RowFactory.create(table, null, null, null, null, Timestamp.from(Instant.EPOCH), "run", "hash"))
                .toList();
        return spark.createDataFrame(
                rows, lake.contracts().find(TABLE).orElseThrow().schema());
    }

    private static Row line(String path, Long number) {
        return RowFactory.create(path, number);
    }

    private static List<String> texts(Dataset<Row> rows) {
        return rows.collectAsList().stream().map(Objects::toString).sorted().toList();
    }
}
