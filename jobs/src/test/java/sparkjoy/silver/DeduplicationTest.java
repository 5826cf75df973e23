package sparkjoy.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import sparkjoy.SharedSpark;

/** Rows are told apart by their ids, whatever is looked at first. */
class DeduplicationTest {
    private static final int ROWS = 10_000;

    @Test
    void ofManyRowsOnlyThoseOfTheIdsAreGiven() {
        Dataset<Row> rows = SharedSpark.session()
                .range(ROWS)
                .select(lit("app").as("source_id"), col("id").cast("STRING").as("message_id"));
        Dataset<Row> wanted = rows.filter("message_id LIKE '7%'");

        Dataset<Row> found = Deduplication.fewOfIds(rows, Deduplication.small(Deduplication.idHashes(wanted)));

        assertThat(found.except(wanted).isEmpty()).isTrue();
        assertThat(found.count()).isEqualTo(wanted.count()).isEqualTo(1_111);
    }

    @Test
    void noIdsHaveNoRows() {
        Dataset<Row> rows = SharedSpark.session()
                .range(ROWS)
                .select(lit("app").as("source_id"), col("id").cast("STRING").as("message_id"));

        Dataset<Row> found = Deduplication.fewOfIds(rows, Deduplication.small(Deduplication.idHashes(rows.limit(0))));

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
}
