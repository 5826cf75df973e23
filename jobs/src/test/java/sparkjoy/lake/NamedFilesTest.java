package sparkjoy.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.SharedSpark;

/** A table of few files is read and first written by what its commits name, with the rows that Delta's log has. */
class NamedFilesTest {
    private static final String TABLE = "silver.rejected";
    private static final String BY_DAY = "gold.kpi_daily";
    private static final Selection APP = Selection.of("source_id", List.of("app"));
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
    void whatIsReplacedFirstAndReadNeedsNoStateFromTheLog() {
        lake.replace(TABLE, APP, rows("a", "b"), RUN);
        lake.append(TABLE, rows("c"), RUN);

        assertThat(rules()).containsExactly("a", "b", "c");
        assertThat(lake.lastProvenance(TABLE, 1).map(Provenance::runId)).contains("run");
        assertThat(log(TABLE).unsafeVolatileSnapshot().stateReconstructionTriggered())
                .isFalse();
    }

    @Test
    void aReplacementOfNothingThatWasOvertakenSaysSoAndWritesNothing() {
        lake.create(TABLE);
        DirectWrite own = new DirectWrite(spark, log(TABLE).unsafeVolatileSnapshot(), RUN);
        lake.replace(TABLE, APP, rows("other"), RUN);

        assertThatThrownBy(() -> Rivals.giveWay(TABLE, () -> own.replace(APP, rows("own"), number -> true)))
                .isInstanceOf(Overtaken.class);

        assertThat(rules()).containsExactly("other");
    }

    @Test
    void theFirstRowsMustMeetTheirConditionToo() {
        assertThatThrownBy(() -> lake.replace(TABLE, Selection.of("source_id", List.of("web")), rows("own"), RUN))
                .hasMessageContaining("source_id");

        assertThat(rules()).isEmpty();
    }

    @Test
    void withoutTheChecksumTheLogIsRead() throws IOException {
        lake.append(BY_DAY, days("2026-03-02", "2026-03-02", "2026-03-03"), RUN);
        Map<LocalDate, Long> named = lake.rowsByDay(BY_DAY, "event_date");

        forget(BY_DAY);

        assertThat(KnownFiles.of(log(BY_DAY).unsafeVolatileSnapshot())).isEmpty();
        assertThat(lake.read(BY_DAY).count()).isEqualTo(3);
        assertThat(lake.rowsByDay(BY_DAY, "event_date"))
                .isEqualTo(named)
                .isEqualTo(Map.of(LocalDate.of(2026, 3, 2), 2L, LocalDate.of(2026, 3, 3), 1L));
    }

    @Test
    void rowsThatAreOnlyMarkedAsDeletedAreNotRead() {
        lake.append(TABLE, rows("a", "b"), RUN);
        String location = "delta.`" + lake.location(TABLE) + "`";
        spark.sql("ALTER TABLE " + location + " SET TBLPROPERTIES (delta.enableDeletionVectors = true)");

        spark.sql("DELETE FROM " + location + " WHERE rule = 'a'");

        assertThat(rules()).containsExactly("b");
    }

    @Test
    void whatSparkKeepsOfAReadServesTheNextOfTheSameVersion() {
        lake.append(TABLE, rows("a"), RUN);
        Dataset<Row> kept = lake.read(TABLE).persist();
        try {
            assertThat(isKept(lake.read(TABLE))).isTrue();

            lake.append(TABLE, rows("b"), RUN);

            assertThat(isKept(lake.read(TABLE))).isFalse();
            assertThat(rules()).containsExactly("a", "b");
        } finally {
            kept.unpersist();
        }
    }

    private static boolean isKept(Dataset<Row> rows) {
        return ((org.apache.spark.sql.classic.Dataset<Row>) rows)
                .queryExecution()
                .withCachedData()
                .toString()
                .contains("InMemoryRelation");
    }

    private void forget(String table) throws IOException {
        try (Stream<Path> files =
                Files.list(folder.resolve(table.replace('.', '/')).resolve("_delta_log"))) {
            for (Path checksum :
                    files.filter(file -> file.toString().endsWith(".crc")).toList()) {
                Files.delete(checksum);
            }
        }
        DeltaLog.clearCache();
    }

    private DeltaLog log(String table) {
        return DeltaLog.forTable(spark, lake.location(table));
    }

    private List<String> rules() {
        return lake.read(TABLE).select("rule").as(Encoders.STRING()).collectAsList().stream()
                .sorted()
                .toList();
    }

    private Dataset<Row> rows(String... rules) {
        return spark.createDataset(List.of(rules), Encoders.STRING())
                .selectExpr(
                        "'app' AS source_id",
                        "'m1' AS message_id",
                        "'a.gz' AS path",
                        "1L AS line_number",
                        "value AS rule",
                        "'' AS reason",
                        "'' AS payload");
    }

    private Dataset<Row> days(String... days) {
        Column[] columns = Arrays.stream(
                        lake.contracts().find(BY_DAY).orElseThrow().schema().fields())
                .map(field -> (field.name().equals("event_date") ? col("value") : lit(null))
                        .cast(field.dataType())
                        .as(field.name()))
                .toArray(Column[]::new);
        return spark.createDataset(List.of(days), Encoders.STRING()).select(columns);
    }
}
