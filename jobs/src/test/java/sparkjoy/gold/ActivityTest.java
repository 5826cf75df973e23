package sparkjoy.gold;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import sparkjoy.SharedSpark;

/** In which order a session's rows come to be counted. */
class ActivityTest {
    @Test
    void aListComesBeforeTheClicksOfItsMomentAndAfterThoseBefore() {
        Dataset<Row> rows = SharedSpark.session()
                .sql("SELECT * FROM VALUES ('u1', 's1', TIMESTAMP'2026-03-02 10:00:00', 1L),"
                        + " ('u1', 's1', TIMESTAMP'2026-03-02 10:00:00', 0L),"
                        + " ('u1', 's1', TIMESTAMP'2026-03-02 09:00:00', 1L),"
                        + " ('u1', 's0', TIMESTAMP'2026-03-02 11:00:00', 0L)"
                        + " AS (unit_id, session_id, occurred_at, clicks)");

        assertThat(Activity.byUnit(rows)
                        .selectExpr("concat_ws(' ', session_id, hour(occurred_at), clicks)")
                        .collectAsList())
                .extracting(row -> row.getString(0))
                .containsExactly("s0 11 0", "s1 9 1", "s1 10 0", "s1 10 1");
    }
}
