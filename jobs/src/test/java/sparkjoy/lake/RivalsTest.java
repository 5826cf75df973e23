package sparkjoy.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.udf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.SharedSpark;

/** Two writers of one table, on real Delta tables. */
class RivalsTest {
    private static final String TABLE = "silver.rejected";
    private static final Selection APP = Selection.of("source_id", List.of("app"));
    private static final Provenance RUN = Provenance.ofRun("run", "");

    /** What another writer does while rows are computed; Spark's tasks find it here. */
    private static final AtomicReference<Runnable> MEANWHILE = new AtomicReference<>(() -> {});

    @TempDir
    private Path folder;

    private Lake lake;

    @BeforeEach
    void writeOneRow() {
        lake = new Lake(SharedSpark.session(), folder.toString());
        lake.append(TABLE, row("before"), RUN);
    }

    @Test
    void tablesCreatedTogetherAreCreatedOnce() throws Exception {
        List<String> tables = List.of("bronze.files", "bronze.quarantine", "ops.runs", "ops.reconciliation");
        CyclicBarrier start = new CyclicBarrier(2);
        Callable<Boolean> creation = () -> {
            Lake own = new Lake(SharedSpark.session().newSession(), folder.toString());
            for (String table : tables) {
                start.await(1, TimeUnit.MINUTES);
                own.create(table);
            }
            return true;
        };
        ExecutorService threads = Executors.newFixedThreadPool(2);

        List<Boolean> created = new ArrayList<>();
        for (Future<Boolean> each : threads.invokeAll(List.of(creation, creation))) {
            created.add(each.get());
        }

        threads.shutdown();
        assertThat(created).containsOnly(true);
        assertThat(tables).allSatisfy(table -> assertThat(lake.version(table)).isZero());
    }

    @Test
    void aReplacementThatWasOvertakenSaysSoAndWritesNothing() {
        MEANWHILE.set(() -> lake.replace(TABLE, APP, row("other"), RUN));

        assertThatThrownBy(() -> lake.replace(TABLE, APP, overtaken(row("own")), RUN))
                .isInstanceOf(Overtaken.class)
                .hasMessageContaining("Another writer changed silver.rejected while this run computed it");

        assertThat(rules()).containsExactly("other");
    }

    @Test
    void aReplacementByRowsOfItsOwnIsMadeAgainAfterTheOther() {
        MEANWHILE.set(() -> lake.replace(TABLE, APP, row("other"), RUN));

        lake.replaceLast(TABLE, APP, () -> overtaken(row("own")), RUN);

        assertThat(rules()).containsExactly("own");
    }

    @Test
    void addedRowsStayRightWhateverTheOtherWrote() {
        MEANWHILE.set(() -> lake.replace(TABLE, APP, row("other"), RUN));

        lake.append(TABLE, overtaken(row("own").union(lake.read(TABLE).limit(0))), RUN);

        assertThat(rules()).containsExactly("other", "own");
    }

    @Test
    void aGuardThatThrowsKeepsEveryWriteOut() {
        Lake guarded = lake.guardedBy(() -> {
            throw new IllegalStateException("not now");
        });

        assertThatThrownBy(() -> guarded.append(TABLE, row("own"), RUN)).hasMessage("not now");
        assertThatThrownBy(() -> guarded.delete(TABLE, lit(true), RUN)).hasMessage("not now");
        assertThatThrownBy(() -> guarded.update(TABLE, lit(true), Map.of("rule", lit("own")), RUN))
                .hasMessage("not now");

        assertThat(rules()).containsExactly("before");
    }

    /** The same rows, during whose computation the other writer writes. */
    private static Dataset<Row> overtaken(Dataset<Row> rows) {
        UDF1<String, String> meanwhile = rule -> {
            CompletableFuture.runAsync(MEANWHILE.getAndSet(() -> {})).get();
            return rule;
        };
        return rows.withColumn(
                "rule",
                udf(meanwhile, DataTypes.StringType).asNondeterministic().apply(col("rule")));
    }

    private static Dataset<Row> row(String rule) {
        return SharedSpark.session()
                .range(1)
                .selectExpr(
                        "'app' AS source_id",
                        "'m1' AS message_id",
                        "'a.gz' AS path",
                        "1L AS line_number",
                        "'" + rule + "' AS rule",
                        "'' AS reason",
                        "'' AS payload");
    }

    private List<String> rules() {
        return lake.read(TABLE).select("rule").collectAsList().stream()
                .map(row -> row.getString(0))
                .sorted()
                .toList();
    }
}
