package sparkjoy.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.SharedSpark;

/** The rows of the files that two versions of a table do not share. */
class UnsharedRowsTest {
    private static final String TABLE = "gold.some_view";
    private static final Provenance TEST = Provenance.ofRun("test", "");

    @TempDir
    private Path folder;

    private Lake lake;
    private long first;

    @BeforeEach
    void writeTwoDays() {
        lake = new Lake(SharedSpark.session(), folder.toString());
        first = lake.append(TABLE, rows("'a', DATE'2026-03-02'", "'b', DATE'2026-03-03'"), TEST);
    }

    @Test
    void whatWasAddedIsOnlyInTheLaterVersion() {
        long second = lake.append(TABLE, rows("'c', DATE'2026-03-02'"), TEST);

        assertThat(names(lake.rowsOnlyIn(TABLE, second, first))).containsExactly("c");
        assertThat(names(lake.rowsOnlyIn(TABLE, first, second))).isEmpty();
        assertThat(names(lake.rowsOnlyIn(TABLE, first, first))).isEmpty();
    }

    @Test
    void ofAReplacedDayEachVersionHasItsOwn() {
        lake.overwrite(TABLE, rows("'a', DATE'2026-03-02'"), TEST);
        long before = lake.append(TABLE, rows("'b', DATE'2026-03-03'"), TEST);

        lake.replaceDays(
                TABLE, new TreeSet<>(List.of(LocalDate.parse("2026-03-03"))), rows("'d', DATE'2026-03-03'"), TEST);
        long after = lake.version(TABLE);

        assertThat(names(lake.rowsOnlyIn(TABLE, after, before))).containsExactly("d");
        assertThat(names(lake.rowsOnlyIn(TABLE, before, after))).containsExactly("b");
    }

    @Test
    void whatCameBackIsSharedAndWhatCameAndWentIsInNeither() {
        lake.append(TABLE, rows("'c', DATE'2026-03-02'"), TEST);
        SharedSpark.session().sql("RESTORE TABLE delta.`" + lake.location(TABLE) + "` TO VERSION AS OF " + first);

        assertThat(names(lake.rowsOnlyIn(TABLE, lake.version(TABLE), first))).isEmpty();
        assertThat(names(lake.rowsOnlyIn(TABLE, first, lake.version(TABLE)))).isEmpty();
    }

    @Test
    void withoutTheLogOfTheCommitsBetweenNothingIsTold() throws Exception {
        long second = lake.append(TABLE, rows("'c', DATE'2026-03-02'"), TEST);
        Files.delete(folder.resolve(String.format("gold/some_view/_delta_log/%020d.json", second)));

        assertThatThrownBy(() -> lake.rowsOnlyIn(TABLE, second, first))
                .hasMessageContaining("no longer says how versions");
    }

    private static Dataset<Row> rows(String... values) {
        return SharedSpark.session()
                .sql("SELECT * FROM VALUES (" + String.join("), (", values) + ") AS rows(name, event_date)")
                .coalesce(1);
    }

    private static List<String> names(Dataset<Row> rows) {
        return rows.select("name").orderBy("name").as(Encoders.STRING()).collectAsList();
    }
}
