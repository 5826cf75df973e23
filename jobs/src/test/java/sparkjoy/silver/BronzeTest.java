package sparkjoy.silver;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Date;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.FileSourceScanExec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import scala.jdk.javaapi.CollectionConverters;
import sparkjoy.SharedSpark;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;

/** Which lines of bronze are looked at, and in which files of the table. */
class BronzeTest {
    @TempDir
    private Path folder;

    private Lake lake;
    private long before;

    @BeforeEach
    void takeInThreeObjects() {
        lake = new Lake(SharedSpark.session(), folder.toString());
        take("a.gz", "batch-1", "2026-03-02");
        take("b.gz", "batch-2", "2026-03-03");
        before = lake.version(Bronze.FILES);
        take("c.gz", "batch-3", "2026-03-03");
    }

    @Test
    void newLinesAreReadFromTheFilesOfTheirBatchAndDay() {
        Dataset<Row> added = bronze().added();

        assertThat(paths(added)).containsExactly("c.gz");
        assertThat(filesRead(added)).isEqualTo(1);
    }

    @Test
    void linesOfSomeObjectsAreReadFromTheirFiles() {
        Bronze bronze = bronze();

        Dataset<Row> lines = bronze.linesOf(bronze.lines().filter("path IN ('a.gz', 'b.gz')"));

        assertThat(paths(lines)).containsExactly("a.gz", "b.gz");
        assertThat(filesRead(lines)).isEqualTo(2);
    }

    @Test
    void linesOfIdsAreThoseOfObjectsThatTheLedgerNames() {
        append(Bronze.LINES, "d.gz", "batch-4", "2026-03-03");
        Dataset<Row> idHashes =
                lake.read(Bronze.LINES).select(Deduplication.idHash()).distinct();

        assertThat(paths(bronze().linesOfIds(idHashes))).containsExactly("a.gz", "b.gz", "c.gz");
    }

    @Test
    void linesOfObjectsThatWereThereBeforeAreTheEarlierOnes() {
        Bronze bronze = bronze();

        assertThat(paths(bronze.earlier(bronze.lines()))).containsExactly("a.gz", "b.gz");
    }

    private Bronze bronze() {
        return new Bronze(lake, Optional.of(before), lake.version(Bronze.FILES));
    }

    private static List<String> paths(Dataset<Row> lines) {
        return lines.select("path").orderBy("path").collectAsList().stream()
                .map(row -> row.getString(0))
                .toList();
    }

    /** How many files the scans of a query open. */
    private static int filesRead(Dataset<Row> rows) {
        return CollectionConverters.asJava(rows.queryExecution().sparkPlan().collectLeaves()).stream()
                .filter(FileSourceScanExec.class::isInstance)
                .map(FileSourceScanExec.class::cast)
                .flatMap(
                        scan -> CollectionConverters.asJava(
                                scan.relation().location().listFiles(scan.partitionFilters(), scan.dataFilters()))
                                .stream())
                .mapToInt(partition -> partition.files().size())
                .sum();
    }

    private void take(String path, String batch, String day) {
        List.of(Bronze.LINES, Bronze.FILES).forEach(table -> append(table, path, batch, day));
    }

    private void append(String table, String path, String batch, String day) {
        Map<String, Object> values = Map.of(
                "path",
                path,
                "batch_id",
                batch,
                "received_day",
                Date.valueOf(day),
                "status",
                "COMMITTED",
                "line_number",
                1L);
        lake.append(table, row(table, values), Provenance.ofRun("test", ""));
    }

    /** One row of a table, null where no value is given. */
    private Dataset<Row> row(String table, Map<String, Object> values) {
        Column[] columns = Arrays.stream(
                        lake.contracts().find(table).orElseThrow().schema().fields())
                .map(field ->
                        lit(values.get(field.name())).cast(field.dataType()).as(field.name()))
                .toArray(Column[]::new);
        return SharedSpark.session().range(1).select(columns);
    }
}
