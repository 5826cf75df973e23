package sparkjoy.lake;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.files.TahoeBatchFileIndex;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Some files of one state of a table, for Spark's plans. To put them together from the log takes Delta several queries, more
 * than most of the tables themselves take.
 */
final class NamedFiles extends TahoeBatchFileIndex {
    private final long version;

    private NamedFiles(SparkSession spark, Snapshot snapshot, List<AddFile> files) {
        super(
                spark,
                "batch",
                CollectionConverters.asScala(files).toSeq(),
                snapshot.deltaLog(),
                snapshot.deltaLog().dataPath(),
                snapshot,
                false);
        this.version = snapshot.version();
    }

    /** A file as a commit that added or removed it describes it. */
    static AddFile file(JsonNode action) {
        Map<String, String> partition = new HashMap<>();
        action.path("partitionValues")
                .properties()
                .forEach(value -> partition.put(value.getKey(), value.getValue().asText(null)));
        return file(
                action.path("path").asText(),
                partition,
                action.path("size").asLong(),
                action.path("modificationTime").asLong(),
                action.path("stats").asText(null));
    }

    /** A file of a table, by its path there, with statistics as JSON. */
    static AddFile file(String path, Map<String, String> partition, long size, long modifiedAt, String statistics) {
        return file(path, partition, size, modifiedAt, statistics, true);
    }

    /** The same file, of rows that the table had before. */
    static AddFile ofSameRows(AddFile file) {
        return file(
                file.path(),
                CollectionConverters.asJava(file.partitionValues()),
                file.size(),
                file.modificationTime(),
                file.stats(),
                false);
    }

    private static AddFile file(
            String path,
            Map<String, String> partition,
            long size,
            long modifiedAt,
            String statistics,
            boolean changesData) {
        return new AddFile(
                path,
                scala.collection.immutable.Map.from(CollectionConverters.asScala(partition)),
                size,
                modifiedAt,
                changesData,
                statistics,
                null,
                null,
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Option.empty(),
                Option.empty());
    }

    static HadoopFsRelation relation(SparkSession spark, Snapshot snapshot, List<AddFile> files) {
        HadoopFsRelation relation = snapshot.deltaLog()
                .buildHadoopFsRelationWithFileIndex(
                        snapshot, new NamedFiles(spark, snapshot, files), Option.empty(), false);
        return SortedFiles.read(spark, snapshot, relation);
    }

    /** Without a query where the conditions are on dates and texts, as those of our partitions are. */
    @Override
    public Seq<AddFile> matchingFiles(Seq<Expression> partitionFilters, Seq<Expression> dataFilters) {
        List<Expression> conditions = CollectionConverters.asJava(partitionFilters);
        if (!PartitionFilter.canJudge(conditions)) {
            return super.matchingFiles(partitionFilters, dataFilters);
        }
        PartitionFilter filter = new PartitionFilter(conditions);
        ValueFilter values = new ValueFilter(CollectionConverters.asJava(dataFilters));
        return CollectionConverters.asScala(CollectionConverters.asJava(addFiles()).stream()
                        .filter(filter::admits)
                        .filter(file -> values.leavesOutNothing() || values.admits(FileStatistics.of(file)))
                        .toList())
                .toSeq();
    }

    /** Spark's cache serves whoever reads the same files of the same state. */
    @Override
    public boolean equals(Object other) {
        return other instanceof NamedFiles files
                && version == files.version
                && path().equals(files.path())
                && addFiles().equals(files.addFiles());
    }

    @Override
    public int hashCode() {
        return Objects.hash(path(), version);
    }
}
