package sparkjoy.bronze;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import sparkjoy.source.Fault;
import sparkjoy.source.Misplaced;

/** The rows of bronze.quarantine that a batch makes. */
record Quarantine(SparkSession spark, Batch batch) {
    private static final StructType SCHEMA = StructType.fromDDL("path STRING, line_number BIGINT, source_id STRING,"
            + " received_day DATE, byte_offset BIGINT, fault_reason STRING, fault_detail STRING, raw BINARY,"
            + " raw_sha256 STRING");

    /** What the reader tells of a fault. */
    static final Column[] FAULT = Stream.of(SCHEMA.fieldNames())
            .map(org.apache.spark.sql.functions::col)
            .toArray(Column[]::new);

    Dataset<Row> rows(List<Row> observed, Optional<Dataset<Row>> more) {
        List<Row> collected = Stream.concat(
                        observed.stream(), batch.misplaced().stream().map(Quarantine::row))
                .toList();
        Dataset<Row> few = spark.createDataFrame(collected, SCHEMA).coalesce(1);
        Dataset<Row> all = more.map(many -> few.unionByName(many.select(FAULT))).orElse(few);
        return all.withColumnRenamed("fault_reason", "reason")
                .withColumnRenamed("fault_detail", "detail")
                .withColumn("batch_id", lit(batch.id()))
                .withColumn("status", lit("OPEN"))
                .withColumn("rule_version", lit(Fault.RULE_VERSION))
                .orderBy(col("path"), col("line_number"));
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
