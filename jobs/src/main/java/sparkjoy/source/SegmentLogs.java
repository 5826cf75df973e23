package sparkjoy.source;

import java.util.Map;
import org.apache.spark.sql.connector.catalog.Table;
import org.apache.spark.sql.connector.catalog.TableProvider;
import org.apache.spark.sql.connector.expressions.Transform;
import org.apache.spark.sql.sources.DataSourceRegister;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/**
 * The Spark data source `segment-logs`: each line of Segment's raw logs as a row, and each thing wrong with them too.
 *
 * <p>{@code spark.read().format("segment-logs").load("s3a://bucket/prefix")}, or in SQL
 * {@code CREATE TEMPORARY VIEW logs USING `segment-logs` OPTIONS (path 's3a://bucket/prefix')}; {@code readStream} in
 * place of {@code read} hands out files as they arrive.
 */
public final class SegmentLogs implements TableProvider, DataSourceRegister {
    /** What `format` and `USING` call it. */
    public static final String NAME = LogTable.NAME;

    @Override
    public String shortName() {
        return NAME;
    }

    @Override
    public StructType inferSchema(CaseInsensitiveStringMap options) {
        return Column.SCHEMA;
    }

    @Override
    public Table getTable(StructType schema, Transform[] partitioning, Map<String, String> properties) {
        return new LogTable();
    }
}
