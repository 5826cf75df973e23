package sparkjoy.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Rewrites a table of an earlier contract whose columns had other types, in one commit with the same rows. Delta's own type
 * widening would spare the rewriting, but the readers outside Spark do not know that feature.
 *
 * @param location of the table
 */
record TypeChange(TableContract contract, String location) {

    /** Whether a column of a table has another type than its contract gives it. */
    boolean isDue(StructType there) {
        List<String> names = Arrays.asList(there.fieldNames());
        return Arrays.stream(contract.schema().fields())
                .anyMatch(field -> names.contains(field.name()) && !isAlike(there.apply(field.name()), field));
    }

    /** Writes the rows with the contract's types; their provenance stays what it was. */
    void write(Dataset<Row> rows, Optional<Provenance> provenance) {
        List<String> there = Arrays.asList(rows.columns());
        Column[] columns = Arrays.stream(contract.schema().fields())
                .map(field -> (there.contains(field.name()) ? col(field.name()) : lit(null))
                        .cast(field.dataType())
                        .as(field.name(), field.metadata()))
                .toArray(Column[]::new);
        rows.select(columns)
                .write()
                .format("delta")
                .mode(SaveMode.Overwrite)
                .partitionBy(contract.partitionedBy().toArray(String[]::new))
                .option("overwriteSchema", "true")
                .option("userMetadata", provenance.map(Provenance::toJson).orElse(""))
                .save(location);
    }

    private static boolean isAlike(StructField one, StructField other) {
        return one.dataType().catalogString().equals(other.dataType().catalogString());
    }
}
