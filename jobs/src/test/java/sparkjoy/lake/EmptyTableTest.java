package sparkjoy.lake;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.SharedSpark;

/** A table without files is no rows to Spark, without a query over its log. */
class EmptyTableTest {
    private static final String TABLE = "ops.reconciliation";
    private static final Provenance RUN = Provenance.ofRun("run", "");

    @TempDir
    private Path folder;

    private Lake lake;
    private StructType schema;

    @BeforeEach
    void createTable() {
        lake = new Lake(SharedSpark.session(), folder.toString());
        schema = lake.contracts().find(TABLE).orElseThrow().schema();
        lake.create(TABLE);
    }

    @Test
    void aNewTableIsReadAsNoRowsWithItsColumns() {
        Dataset<Row> rows = lake.read(TABLE);

        assertThat(isKnownEmpty(rows)).isTrue();
        assertThat(rows.schema()).isEqualTo(schema);
    }

    @Test
    void rowsAreReadOnceThereAreSome() {
        assertThat(lake.read(TABLE).count()).isZero();

        lake.append(TABLE, row(), RUN);

        assertThat(lake.read(TABLE).count()).isEqualTo(1);
    }

    @Test
    void aTableThatLostItsRowsIsReadAsNoRowsAgain() {
        lake.append(TABLE, row(), RUN);
        Dataset<Row> before = lake.read(TABLE);
        boolean wasKnownEmpty = isKnownEmpty(before);

        lake.delete(TABLE, lit(true), RUN);

        assertThat(wasKnownEmpty).isFalse();
        assertThat(isKnownEmpty(lake.read(TABLE))).isTrue();
    }

    private Dataset<Row> row() {
        Row row = RowFactory.create("r1", "left = right", "app", null, null, null, null, true);
        return SharedSpark.session().createDataFrame(List.of(row), schema);
    }

    private static boolean isKnownEmpty(Dataset<Row> rows) {
        return ((org.apache.spark.sql.classic.Dataset<Row>) rows)
                                .queryExecution()
                                .analyzed()
                        instanceof LocalRelation local
                && local.data().isEmpty();
    }
}
