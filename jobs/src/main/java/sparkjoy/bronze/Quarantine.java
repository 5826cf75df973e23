package sparkjoy.bronze;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import java.sql.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import sparkjoy.source.Fault;
import sparkjoy.source.LogFile;
import sparkjoy.source.Misplaced;

/** The rows of bronze.quarantine that a batch makes. */
record Quarantine(SparkSession spark, BatchReport report) {
    private static final StructType SCHEMA = StructType.fromDDL("path STRING, line_number BIGINT, source_id STRING,"
            + " received_day DATE, byte_offset BIGINT, fault_reason STRING, fault_detail STRING, raw BINARY,"
            + " raw_sha256 STRING");

    /** What the reader reports about a fault. */
    static final Column[] FAULT = Stream.of(SCHEMA.fieldNames())
            .map(org.apache.spark.sql.functions::col)
            .toArray(Column[]::new);

    /**
     * Refused lines and objects; none of an object that could not be read in place of an earlier version.
     *
     * @param observed faults that were seen while the rows were written
     * @param more faults that were not observed, read again
     */
    Dataset<Row> rows(List<Row> observed, Optional<Dataset<Row>> more) {
        Batch batch = report.batch();
        List<Row> collected = Stream.of(
                        observed.stream(), batch.misplaced().stream().map(Quarantine::row), withheld())
                .flatMap(rows -> rows)
                .toList();
        Dataset<Row> few = spark.createDataFrame(collected, SCHEMA).coalesce(1);
        Dataset<Row> all = more.map(many -> few.unionByName(many.select(FAULT))).orElse(few);
        List<String> unread = report.unread().stream().map(FileTally::path).toList();
        return all.filter(not(col("path").isInCollection(unread)))
                .withColumnRenamed("fault_reason", "reason")
                .withColumnRenamed("fault_detail", "detail")
                .withColumn("batch_id", lit(batch.id()))
                .withColumn("status", lit("OPEN"))
                .withColumn("rule_version", lit(Fault.RULE_VERSION))
                .orderBy(col("path"), col("line_number"));
    }

    /** One for each object that is withheld only for its many refused lines, so that it can be found and replayed. */
    private Stream<Row> withheld() {
        Map<String, LogFile> files = report.filesByPath();
        return report.tallies().stream()
                .filter(tally -> report.rules()
                        .reason(tally)
                        .filter(FileRules.TOO_MANY::equals)
                        .isPresent())
                .map(tally -> row(files.get(tally.path()), report.rules().tooMany(tally)));
    }

    private static Row row(LogFile file, String detail) {
        return RowFactory.create(
                file.path(),
                null,
                file.sourceId(),
                Date.valueOf(file.receivedDay()),
                null,
                FileRules.TOO_MANY,
                detail,
                null,
                null);
    }

    private static Row row(Misplaced object) {
        return RowFactory.create(
                object.path(),
                null,
                object.sourceId(),
                null,
                null,
                object.fault().name(),
                object.detail(),
                null,
                null);
    }
}
