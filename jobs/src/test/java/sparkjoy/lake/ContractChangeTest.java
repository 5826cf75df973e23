package sparkjoy.lake;

import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
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

    @Test
    void aColumnGetsTheTypeThatItsContractHasNow() {
        SparkSession spark = SharedSpark.session();
        Lake lake = new Lake(spark, folder.toString());
        String table = "silver.events";
        spark.sql("SELECT DATE'2026-03-02' AS event_date, 'm1' AS message_id, 2 AS quantity,"
                        + " array(named_struct('product_id', 'p1', 'sku', 's', 'name', 'n', 'category', 'c',"
                        + " 'position', 1,"
                        + " 'quantity', 3, 'price', CAST(1.5 AS DECIMAL(18,4)))) AS products")
                .write()
                .format("delta")
                .partitionBy("event_date")
                .option("userMetadata", Provenance.ofRun("r1", "spec").toJson())
                .save(lake.location(table));
        Dataset<Row> more = spark.sql("SELECT DATE'2026-03-02' AS event_date, 'm2' AS message_id, 0.75 AS quantity");
        for (StructField field :
                lake.contracts().find(table).orElseThrow().schema().fields()) {
            if (!List.of(more.columns()).contains(field.name())) {
                more = more.withColumn(field.name(), lit(null).cast(field.dataType()));
            }
        }

        lake.append(table, more, Provenance.ofRun("r2", "spec"));

        assertThat(lake.read(table)
                        .orderBy("message_id")
                        .selectExpr("concat_ws(' ', message_id, quantity, products.quantity[0], path)")
                        .collectAsList())
                .extracting(found -> found.getString(0))
                .containsExactly("m1 2.0000 3.0000", "m2 0.7500");
        assertThat(lake.provenancesSince(table, 0).orElseThrow())
                .extracting(Provenance::runId)
                .containsExactly("r1", "r2");
        assertThat(spark.sql("DESCRIBE DETAIL delta.`" + lake.location(table) + "`")
                        .select("partitionColumns")
                        .first()
                        .getList(0))
                .hasToString("[event_date]");
    }
}
