package sparkjoy.source;

import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.connector.catalog.SupportsRead;
import org.apache.spark.sql.connector.catalog.TableCapability;
import org.apache.spark.sql.connector.read.ScanBuilder;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.util.CaseInsensitiveStringMap;

/** Segment's raw logs as a table that can be read as a whole or as they arrive. */
final class LogTable implements SupportsRead {
    static final String NAME = "segment-logs";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    @SuppressWarnings("deprecation") // Spark's own file tables still answer with this method
    public StructType schema() {
        return Column.SCHEMA;
    }

    @Override
    public Set<TableCapability> capabilities() {
        return Set.of(TableCapability.BATCH_READ, TableCapability.MICRO_BATCH_READ);
    }

    @Override
    public ScanBuilder newScanBuilder(CaseInsensitiveStringMap given) {
        LogOptions options = LogOptions.of(given);
        Configuration configuration = SparkSession.active().sessionState().newHadoopConf();
        for (Map.Entry<String, String> option : given.asCaseSensitiveMap().entrySet()) {
            if (option.getKey().startsWith("fs.")) {
                configuration.set(option.getKey(), option.getValue());
            }
        }
        return new LogScanBuilder(options, configuration);
    }
}
