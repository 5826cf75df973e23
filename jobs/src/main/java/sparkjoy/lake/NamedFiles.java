package sparkjoy.lake;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.VersionChecksum;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.delta.files.TahoeBatchFileIndex;
import org.apache.spark.sql.execution.datasources.HadoopFsRelation;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The files of one state of a table, as the checksum of its commit names them: so it does where they are few. To put them
 * together from the log takes Delta several queries, more than most of the tables themselves take.
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

    /** The files; empty where the checksum is missing or does not name them, or rows of a file are marked as deleted. */
    static Optional<List<AddFile>> of(Snapshot snapshot) {
        Option<Seq<AddFile>> named = snapshot.checksumOpt().flatMap(VersionChecksum::allFiles);
        return named.isEmpty()
                ? Optional.empty()
                : Optional.of(CollectionConverters.asJava(named.get()))
                        .filter(files -> files.stream().allMatch(file -> Objects.isNull(file.deletionVector())));
    }

    static HadoopFsRelation relation(SparkSession spark, Snapshot snapshot, List<AddFile> files) {
        return snapshot.deltaLog()
                .buildHadoopFsRelationWithFileIndex(
                        snapshot, new NamedFiles(spark, snapshot, files), Option.empty(), false);
    }

    @Override
    public Seq<AddFile> matchingFiles(Seq<Expression> partitionFilters, Seq<Expression> dataFilters) {
        return partitionFilters.isEmpty() ? addFiles() : super.matchingFiles(partitionFilters, dataFilters);
    }

    /** What was read of a state serves another who reads it, as Spark's cache does. */
    @Override
    public boolean equals(Object other) {
        return other instanceof NamedFiles files && path().equals(files.path()) && version == files.version;
    }

    @Override
    public int hashCode() {
        return Objects.hash(path(), version);
    }
}
