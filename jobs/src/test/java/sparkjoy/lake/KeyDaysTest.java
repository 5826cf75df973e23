package sparkjoy.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.xxhash64;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.SharedSpark;

/** An index of the days of keys: it finds all of them, and reads few pages for few keys. */
class KeyDaysTest {
    private static final String TABLE = "ops.id_days";
    private static final String KEY = "id_hash";
    private static final String INPUT = "bronze.files";
    private static final int KEYS = 100_000;
    private static final Provenance RUN = Provenance.ofRun("test", "spec");

    @TempDir
    private Path folder;

    private final SparkSession spark = SharedSpark.session();
    private Lake lake;
    private KeyDays index;

    @BeforeEach
    void emptyLake() {
        lake = new Lake(spark, folder.toString());
        index = new KeyDays(lake, TABLE, KEY, INPUT);
        lake.create(INPUT);
    }

    @Test
    void anIndexOfATableThatWasDeletedAndWrittenAgainSaysNothing() throws Exception {
        index.rebuild(0, days(0, 10, "2026-03-01"), 10, RUN);
        org.apache.hadoop.fs.Path bronze =
                new org.apache.hadoop.fs.Path(folder.resolve("bronze").toUri());
        bronze.getFileSystem(spark.sessionState().newHadoopConf()).delete(bronze, true);
        lake.create(INPUT);

        assertThat(index.version()).isEmpty();
    }

    @Test
    void manyRowsBecomeSeveralFilesByRanges() {
        index.rebuild(0, days(0, 1_000, "2026-03-01"), 20_000_000, RUN);

        assertThat(lake.upkeep(TABLE).footprint().files()).isEqualTo(3);
        assertThat(index.among(days(0, 1_000, "2026-03-09")).count()).isEqualTo(1_000);
    }

    @Test
    void withoutATableThereIsNoVersion() {
        assertThat(index.version()).isEmpty();
    }

    @Test
    void itsVersionIsThatOfTheLastRowsAlsoWithoutNewOnes() {
        index.rebuild(3, days(0, 10, "2026-03-01"), 1, RUN);
        index.addUpTo(4, days(0, 10, "2026-03-01"), days(0, 10, "2026-03-01"), RUN);

        assertThat(index.version()).contains(4L);
        assertThat(lake.read(TABLE).count()).isEqualTo(10);
    }

    @Test
    void aKeyHasAllItsDays() {
        index.rebuild(1, days(0, 10, "2026-03-01"), 1, RUN);
        index.addUpTo(2, days(5, 15, "2026-03-02"), index.among(days(5, 15, "2026-03-02")), RUN);

        assertThat(found(4)).containsExactly("2026-03-01");
        assertThat(found(5)).containsExactly("2026-03-01", "2026-03-02");
        assertThat(found(14)).containsExactly("2026-03-02");
        assertThat(found(15)).isEmpty();
    }

    @Test
    void manyKeysAreFoundToo() {
        index.rebuild(1, days(0, 1_000, "2026-03-01"), 1, RUN);

        assertThat(index.among(days(500, 2_000, "2026-03-09")).count()).isEqualTo(500);
    }

    @Test
    void aSearchForFewKeysReadsAFewPages() throws Exception {
        index.rebuild(1, days(0, KEYS, "2026-03-01"), 1, RUN);
        long all = bytesRead(() -> assertThat(lake.read(TABLE).collectAsList()).hasSize(KEYS));

        long few = bytesRead(
                () -> assertThat(index.among(days(10, 13, "2026-03-09")).collectAsList())
                        .hasSize(3));

        assertThat(few).as("%,d of %,d bytes", few, all).isLessThan(all / 10);
    }

    @Test
    void manySmallFilesBecomeOneSortedFileOfTheSameRows() throws Exception {
        for (int file = 0; file < 20; file++) {
            index.addUpTo(file, days(file * 100, file * 100 + 100, "2026-03-01"), days(0, 0, "2026-03-01"), RUN);
        }

        assertThat(lake.upkeep(TABLE).footprint().files()).isLessThanOrEqualTo(4);
        assertThat(index.version()).contains(19L);
        assertThat(lake.read(TABLE).distinct().count()).isEqualTo(2_000);
        long before = lake.version(TABLE);
        lake.upkeep(TABLE).compact();
        assertThat(lake.version(TABLE)).isGreaterThan(before);
        assertThat(lake.isUnchanged(TABLE, before, lake.version(TABLE))).isTrue();
        assertThat(lake.upkeep(TABLE).footprint().files()).isEqualTo(1);
        List<Long> keys = lake.read(TABLE).coalesce(1).select(KEY).collectAsList().stream()
                .map(row -> row.getLong(0))
                .toList();
        assertThat(keys).isSorted().hasSize(2_000);
    }

    private List<String> found(int key) {
        return index.among(days(key, key + 1, "2026-03-09")).collectAsList().stream()
                .map(row -> row.getDate(1).toString())
                .sorted()
                .toList();
    }

    /** Rows of some keys on one day, few of them in the driver. */
    private Dataset<Row> days(int from, int to, String day) {
        Dataset<Row> rows = spark.range(from, to)
                .select(xxhash64(col("id")).as(KEY), expr("DATE'" + day + "'").as("received_day"));
        return to - from <= 100 ? Kept.of(rows).rows() : rows;
    }

    private long bytesRead(Runnable action) throws Exception {
        AtomicLong bytes = new AtomicLong();
        SparkListener listener = new SparkListener() {
            @Override
            public void onTaskEnd(SparkListenerTaskEnd end) {
                bytes.addAndGet(end.taskMetrics().inputMetrics().bytesRead());
            }
        };
        var context = ((org.apache.spark.sql.classic.SparkSession) spark).sparkContext();
        context.addSparkListener(listener);
        action.run();
        context.listenerBus().waitUntilEmpty();
        context.removeSparkListener(listener);
        return bytes.get();
    }
}
