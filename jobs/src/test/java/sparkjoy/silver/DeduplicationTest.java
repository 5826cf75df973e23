package sparkjoy.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import sparkjoy.SharedSpark;

/** Rows are told apart by their ids, whatever is looked at first. */
class DeduplicationTest {
    private static final int ROWS = 10_000;
    private static final StructType LINES = new StructType()
            .add("source_id", DataTypes.StringType)
            .add("message_id", DataTypes.StringType)
            .add("received_at", DataTypes.TimestampType)
            .add("path", DataTypes.StringType)
            .add("line_number", DataTypes.LongType);

    @Test
    void ofManyRowsOnlyThoseOfTheIdsAreGiven() {
        Dataset<Row> rows = SharedSpark.session()
                .range(ROWS)
                .select(lit("app").as("source_id"), col("id").cast("STRING").as("message_id"));
        Dataset<Row> wanted = rows.filter("message_id LIKE '7%'");

        Dataset<Row> found = Deduplication.fewOfIds(
                rows, Deduplication.small(wanted.select(Deduplication.idHash()).distinct()));

        assertThat(found.except(wanted).isEmpty()).isTrue();
        assertThat(found.count()).isEqualTo(wanted.count()).isEqualTo(1_111);
    }

    @Test
    void noIdsHaveNoRows() {
        Dataset<Row> rows = SharedSpark.session()
                .range(ROWS)
                .select(lit("app").as("source_id"), col("id").cast("STRING").as("message_id"));

        Dataset<Row> found = Deduplication.fewOfIds(
                rows,
                Deduplication.small(rows.limit(0).select(Deduplication.idHash()).distinct()));

        assertThat(found.isEmpty()).isTrue();
    }

    @Test
    void linesAreRankedByReceiptAndIdsCounted() {
        Dataset<Row> lines = SharedSpark.session()
                .range(ROWS)
                .select(
                        lit("app").as("source_id"),
                        expr("CAST(id % 9990 AS STRING)").as("message_id"),
                        expr("TIMESTAMP'2026-03-02' - make_interval(0, 0, 0, 0, 0, 0, id)")
                                .as("received_at"),
                        lit("a.gz").as("path"),
                        col("id").as("line_number"),
                        lit("Product Viewed").as("event"));

        Ranking ranking = Deduplication.ranking(lines, "event");

        assertThat(ranking.singles()).isEqualTo(9_980);
        assertThat(ranking.ids()).isEqualTo(9_990);
        assertThat(ranking.repeated().filter("event = 'Product Viewed'").count())
                .isEqualTo(20);
        assertThat(ranking.losers().as(Encoders.tuple(Encoders.STRING(), Encoders.LONG())).collectAsList().stream()
                        .map(line -> line._2())
                        .sorted())
                .containsExactly(0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    }

    /** Texts are compared by their bytes, a missing time comes first, numbers are not texts. */
    @Test
    void linesInTheDriverAreRankedAsByAQuery() {
        String astral = "\ud83d\ude00";
        String last = "\uff5a";
        List<Row> rows = List.of(
                line("app", "1", 5, "p", 10),
                line("app", "1", 5, "p", 9),
                line("app", "2", 5, astral, 1),
                line("app", "2", 5, last, 1),
                line("app", "2", null, "z", 1),
                line("web", "2", 5, "p", 1),
                line(null, "1", 1, "p", 2),
                line(null, "1", 0, "p", 3),
                line("app", null, 1, "p", 4),
                line("app", null, 1, "p", 5));
        SparkSession spark = SharedSpark.session();
        Dataset<Row> local = spark.createDataFrame(rows, LINES);
        Dataset<Row> elsewhere =
                spark.createDataFrame(new JavaSparkContext(spark.sparkContext()).parallelize(rows, 3), LINES);

        Ranking few = Deduplication.ranking(local);
        Ranking many = Deduplication.ranking(elsewhere);

        assertThat(few.repeated().collectAsList())
                .hasSameElementsAs(many.repeated().collectAsList());
        assertThat(few.ids()).isEqualTo(many.ids()).isEqualTo(5);
        assertThat(few.losers().count()).isEqualTo(5);
    }

    private static Row line(String source, String message, Integer second, String path, long number) {
        Timestamp received = second == null ? null : Timestamp.from(Instant.ofEpochSecond(second));
        return RowFactory.create(source, message, received, path, number);
    }
}
