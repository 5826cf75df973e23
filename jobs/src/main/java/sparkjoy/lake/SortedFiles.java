package sparkjoy.lake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Settings of Parquet for a table whose files are sorted. They are properties of the table, from which Delta's writer takes
 * them. Small pages and their index let a search for a value read one page; elsewhere the index costs more reads than it saves.
 */
final class SortedFiles {
    private static final String PARQUET = "parquet.";
    private static final int ROWS_PER_PAGE = 500;

    private SortedFiles() {}

    /** The properties of a table whose files are sorted by some columns, which hardly repeat. */
    static Map<String, String> properties(List<String> columns) {
        Map<String, String> properties = new HashMap<>();
        properties.put("parquet.page.row.count.limit", String.valueOf(ROWS_PER_PAGE));
        properties.put("parquet.filter.columnindex.enabled", "true");
        columns.forEach(column -> properties.put("parquet.enable.dictionary#" + column, "false"));
        return properties;
    }

    /** Of a state's properties those that Parquet's reader and writer take. */
    static Map<String, String> ofParquet(Snapshot state) {
        Map<String, String> settings = new HashMap<>();
        CollectionConverters.asJava(state.metadata().configuration()).forEach((name, value) -> {
            if (name.startsWith(PARQUET)) {
                settings.put(name, value);
            }
        });
        return settings;
    }

    /** The same files, read by the table's settings. */
    static HadoopFsRelation read(SparkSession spark, Snapshot state, HadoopFsRelation files) {
        Map<String, String> settings = ofParquet(state);
        if (settings.isEmpty()) {
            return files;
        }
        settings.putAll(CollectionConverters.asJava(files.options()));
        return new HadoopFsRelation(
                files.location(),
                files.partitionSchema(),
                files.dataSchema(),
                files.bucketSpec(),
                files.fileFormat(),
                scala.collection.immutable.Map.from(CollectionConverters.asScala(settings)),
                spark);
    }
}
