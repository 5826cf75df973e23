import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The least that a Spark program with Delta does: it opens a session, reads one table and appends one row to another. The
 * peer of bench/delivery; its argument is the folder of a lake.
 */
public final class BareSession {
    private BareSession() {}

    public static void main(String[] arguments) {
        String lake = arguments[0];
        SparkSession spark = SparkSession.builder()
                .appName("bare")
                .master("local[*]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                .config("spark.sql.shuffle.partitions", "4")
                .config("spark.databricks.delta.snapshotPartitions", "2")
                .getOrCreate();
        long rows = spark.read().format("delta").load(lake + "/gold/kpi_daily").count();
        Dataset<Row> row = spark.range(rows, rows + 1).toDF("rows");
        row.write().format("delta").mode("append").save(lake + "/bare");
        spark.stop();
    }
}
