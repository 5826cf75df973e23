package sparkjoy.source;

import java.util.Arrays;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.connector.read.Scan;
import org.apache.spark.sql.connector.read.SupportsPushDownFilters;
import org.apache.spark.sql.connector.read.SupportsPushDownRequiredColumns;
import org.apache.spark.sql.sources.Filter;
import org.apache.spark.sql.sources.IsNotNull;
import org.apache.spark.sql.sources.IsNull;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Takes over from Spark which columns are wanted, and whether rows with a fault or those without. */
final class LogScanBuilder implements SupportsPushDownRequiredColumns, SupportsPushDownFilters {
    private static final Filter SOUND = new IsNull(Column.FAULT_REASON.columnName());
    private static final Filter FAULTS = new IsNotNull(Column.FAULT_REASON.columnName());

    private final LogOptions options;
    private final Configuration configuration;
    private StructType columns = Column.SCHEMA;
    private Filter[] pushed = {};

    LogScanBuilder(LogOptions options, Configuration configuration) {
        this.options = options;
        this.configuration = configuration;
    }

    @Override
    public void pruneColumns(StructType required) {
        columns = new StructType(Arrays.stream(Column.SCHEMA.fields())
                .filter(field -> Arrays.asList(required.fieldNames()).contains(field.name()))
                .toArray(StructField[]::new));
    }

    /** The reader decides the two filters exactly, so Spark is left only with the others. */
    @Override
    public Filter[] pushFilters(Filter[] filters) {
        pushed = Arrays.stream(filters).filter(LogScanBuilder::isDecided).toArray(Filter[]::new);
        return Arrays.stream(filters).filter(filter -> !isDecided(filter)).toArray(Filter[]::new);
    }

    @Override
    public Filter[] pushedFilters() {
        return pushed.clone();
    }

    @Override
    public Scan build() {
        boolean wantsSound = !Arrays.asList(pushed).contains(FAULTS);
        boolean wantsFaults = !Arrays.asList(pushed).contains(SOUND);
        ReadPlan plan = new ReadPlan(
                columns,
                options.selection().format(),
                options.maxLineBytes(),
                options.maxDepth(),
                options.summaries(),
                wantsSound,
                wantsFaults);
        return new LogScan(new LogRead(options, plan, configuration));
    }

    private static boolean isDecided(Filter filter) {
        return filter.equals(SOUND) || filter.equals(FAULTS);
    }
}
