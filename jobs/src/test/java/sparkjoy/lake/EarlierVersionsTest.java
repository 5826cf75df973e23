package sparkjoy.lake;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.SharedSpark;
import sparkjoy.SparkWork;

/** An earlier version of a table has the rows that Delta's own time travel finds, and its files follow from the commits since. */
class EarlierVersionsTest {
    private static final String TABLE = "gold.some_view";
    private static final Provenance TEST = Provenance.ofRun("test", "");

    @TempDir
    private Path folder;

    private final SparkSession spark = SharedSpark.session();

    @Test
    void eachVersionHasTheRowsOfTimeTravel() {
        Lake lake = new Lake(spark, folder.toString());
        LocalDate day = LocalDate.parse("2026-03-03");
        lake.overwriteByDay(TABLE, rows("'a', DATE'2026-03-02'", "'b', DATE'2026-03-03'"), TEST);
        lake.append(TABLE, rows("'c', DATE'2026-03-03'"), TEST);
        lake.replaceDays(TABLE, new TreeSet<>(List.of(day)), rows("'d', DATE'2026-03-03'"), TEST);
        spark.sql("RESTORE TABLE delta.`" + lake.location(TABLE) + "` TO VERSION AS OF 1");
        lake.append(TABLE, rows("'e', DATE'2026-03-04'", "null, DATE'2026-03-04'"), TEST);
        lake.delete(TABLE, col("name").equalTo("a"), TEST);
        lake.upkeep(TABLE).compact();
        lake.append(TABLE, rows("'f', DATE'2026-03-05'"), TEST);

        LongStream.range(0, lake.version(TABLE)).forEach(version -> {
            assertThat(names(lake.read(TABLE, version)))
                    .as("version " + version)
                    .isEqualTo(traveled(lake, version));
            assertThat(names(lake.read(TABLE, version).filter(col("event_date").equalTo("2026-03-03"))))
                    .as("a day of version " + version)
                    .isEqualTo(
                            names(travel(lake, version).filter(col("event_date").equalTo("2026-03-03"))));
        });
    }

    @Test
    void aVersionWithOtherColumnsIsLeftToTimeTravel() {
        Lake lake = new Lake(spark, folder.toString());
        lake.append(TABLE, rows("'a', DATE'2026-03-02'"), TEST);
        spark.sql("ALTER TABLE delta.`" + lake.location(TABLE) + "` ADD COLUMN more STRING");
        lake.append(TABLE, rows("'b', DATE'2026-03-02'"), TEST);

        assertThat(lake.read(TABLE, 0).columns()).containsExactly("name", "event_date");
        assertThat(names(lake.read(TABLE, 0))).containsExactly("a");
    }

    @Test
    void toReadAnEarlierVersionTakesNoQueryOverTheLog() throws Exception {
        Lake lake = new Lake(spark, folder.toString());
        lake.append(TABLE, rows("'a', DATE'2026-03-02'"), TEST);
        lake.append(TABLE, rows("'b', DATE'2026-03-02'"), TEST);

        assertThat(SparkWork.of(() -> lake.read(TABLE, 0).collectAsList()).executions())
                .isEqualTo(1);
    }

    private List<String> traveled(Lake lake, long version) {
        return names(travel(lake, version));
    }

    private Dataset<Row> travel(Lake lake, long version) {
        return spark.read().format("delta").option("versionAsOf", version).load(lake.location(TABLE));
    }

    private Dataset<Row> rows(String... values) {
        return spark.sql("SELECT * FROM VALUES (" + String.join("), (", values) + ") AS rows(name, event_date)")
                .coalesce(1);
    }

    private static List<String> names(Dataset<Row> rows) {
        return rows.selectExpr("coalesce(name, 'none')").as(Encoders.STRING()).collectAsList().stream()
                .sorted()
                .toList();
    }
}
