package sparkjoy.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.SharedSpark;

/** A lake that an earlier version of the jobs has made is gone on with. */
class ContractChangeTest {
    @TempDir
    private Path folder;

    @Test
    void aTableGainsTheColumnsThatItsContractHasGained() {
        SparkSession spark = SharedSpark.session();
        Lake lake = new Lake(spark, folder.toString());
        String table = "ops.reconciliation";
        StructType schema = lake.contracts().find(table).orElseThrow().schema();
        spark.sql("SELECT 'r1' AS run_id, 'left = right' AS equation")
                .write()
                .format("delta")
                .save(lake.location(table));
        Row row = RowFactory.create("r2", "left = right", "app", null, null, null, null, true);

        lake.append(table, spark.createDataFrame(List.of(row), schema), Provenance.ofRun("r2", "spec"));

        assertThat(lake.read(table).columns()).containsExactly(schema.fieldNames());
        assertThat(lake.read(table)
                        .orderBy("run_id")
                        .selectExpr("concat_ws(' ', run_id, source_id)")
                        .collectAsList())
                .extracting(found -> found.getString(0))
                .containsExactly("r1", "r2 app");
    }
}
