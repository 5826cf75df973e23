package sparkjoy.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.SharedSpark;

/** A replacement touches the files that hold replaced rows, and no others. */
class DirectWriteTest {
    private static final String TABLE = "bronze.quarantine";
    private static final String BY_DAY = "gold.kpi_daily";
    private static final Provenance RUN = Provenance.ofRun("run", "");

    @TempDir
    private Path folder;

    private SparkSession spark;
    private Lake lake;

    @BeforeEach
    void openLake() {
        spark = SharedSpark.session();
        lake = new Lake(spark, folder.toString());
    }

    @Test
    void onlyFilesWithReplacedRowsAreRewrittenAndTheirOtherRowsStay() {
        lake.append(TABLE, refusals("a", "b"), RUN);
        lake.append(TABLE, refusals("c", "d"), RUN);
        Set<String> before = files(TABLE);

        long written = lake.replace(TABLE, Selection.of("path", List.of("b", "new")), refusals("b", "b", "new"), RUN);

        assertThat(written).isEqualTo(3);
        assertThat(paths()).containsExactly("a", "b", "b", "c", "d", "new");
        assertThat(files(TABLE)).hasSize(3).containsAnyElementsOf(before);
    }

    @Test
    void rowsWithoutTheColumnStay() {
        lake.append(TABLE, refusals("a", null), RUN);

        lake.replace(TABLE, Selection.of("path", List.of("a")), refusals("a").limit(0), RUN);

        assertThat(lake.read(TABLE).filter("path IS NULL").count()).isEqualTo(1);
        assertThat(lake.read(TABLE).count()).isEqualTo(1);
    }

    @Test
    void valuesThatNeedQuotesAreReplacedToo() {
        String odd = "it's \\ `odd` é";
        lake.append(TABLE, refusals(odd, "a"), RUN);

        lake.replace(TABLE, Selection.of("path", List.of(odd)), refusals(odd, odd), RUN);

        assertThat(paths()).containsExactly("a", odd, odd);
    }

    @Test
    void aReplacedDayTakesTheFilesOfItsPartitionAlone() {
        lake.append(BY_DAY, days("2026-03-02", "2026-03-03"), RUN);
        Set<String> before = files(BY_DAY);

        long written = lake.replaceDays(
                BY_DAY,
                new TreeSet<>(List.of(LocalDate.of(2026, 3, 3), LocalDate.of(2026, 3, 4))),
                days("2026-03-03", "2026-03-03"),
                RUN);

        assertThat(written).isEqualTo(2);
        assertThat(lake.rowsByDay(BY_DAY, "event_date"))
                .containsEntry(LocalDate.of(2026, 3, 2), 1L)
                .containsEntry(LocalDate.of(2026, 3, 3), 2L);
        assertThat(files(BY_DAY)).containsAnyElementsOf(before);
        assertThat(log(BY_DAY).unsafeVolatileSnapshot().stateReconstructionTriggered())
                .isFalse();
    }

    @Test
    void aNoteChangesNoRowAndCarriesItsProvenance() {
        lake.append(TABLE, refusals("a"), RUN);

        long version = lake.note(TABLE, Provenance.ofRun("later", ""));

        assertThat(paths()).containsExactly("a");
        assertThat(lake.lastProvenance(TABLE, version).map(Provenance::runId)).contains("later");
        assertThat(lake.isUnchanged(TABLE, version - 1, version)).isTrue();
    }

    @Test
    void theHistoryNamesWhatWasReplaced() {
        lake.append(BY_DAY, days("2026-03-02"), RUN);
        lake.replaceDays(BY_DAY, new TreeSet<>(List.of(LocalDate.of(2026, 3, 2))), days("2026-03-02"), RUN);

        Row newest = spark.sql("DESCRIBE HISTORY delta.`" + lake.location(BY_DAY) + "`")
                .first();

        assertThat(newest.<String>getAs("operation")).isEqualTo("WRITE");
        assertThat(newest.getMap(newest.fieldIndex("operationParameters")).toString())
                .contains("event_date IN (DATE'2026-03-02')", "Overwrite");
        assertThat(newest.<String>getAs("userMetadata")).contains("\"run\"");
    }

    private DeltaLog log(String table) {
        return DeltaLog.forTable(spark, lake.location(table));
    }

    private Set<String> files(String table) {
        return KnownFiles.of(log(table).unsafeVolatileSnapshot()).orElseThrow().stream()
                .map(file -> file.path())
                .collect(Collectors.toSet());
    }

    private List<String> paths() {
        return lake.read(TABLE).select("path").as(Encoders.STRING()).collectAsList().stream()
                .sorted()
                .toList();
    }

    private Dataset<Row> refusals(String... paths) {
        return lake.conformed(TABLE, rows(TABLE, "path", paths)).coalesce(1);
    }

    private Dataset<Row> days(String... days) {
        return rows(BY_DAY, "event_date", days);
    }

    /** Rows of a table's columns, empty but for one. */
    private Dataset<Row> rows(String table, String column, String... values) {
        var columns = Arrays.stream(
                        lake.contracts().find(table).orElseThrow().schema().fields())
                .map(field -> (field.name().equals(column) ? "value" : "NULL") + " :: "
                        + field.dataType().sql() + " AS `" + field.name() + "`")
                .toArray(String[]::new);
        return spark.createDataset(Arrays.asList(values), Encoders.STRING()).selectExpr(columns);
    }
}
