package sparkjoy.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Dataset;
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
}
