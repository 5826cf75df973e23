package sparkjoy.lake;

import static org.apache.spark.sql.functions.col;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import sparkjoy.spec.KpiColumn;

/**
 * What a table promises: its grain, its key and each column's type and meaning.
 *
 * @param name `layer.name`
 * @param sortedBy columns by which the rows of each file are sorted, so that a search for some values reads a few pages of it
 * @param statistics columns whose minimum and maximum Delta keeps for skipping files
 * @param semantics what tools may aggregate; empty where there is nothing to add up
 */
public record TableContract(
        String name,
        String grain,
        List<String> key,
        List<String> partitionedBy,
        List<String> sortedBy,
        List<String> statistics,
        List<Column> columns,
        Optional<Semantics> semantics) {

    /** One column: its Spark SQL type and what it means. */
    public record Column(String name, String type, String meaning) {
        StructField field() {
            return new StructField(
                    name,
                    StructType.fromDDL("c " + type).fields()[0].dataType(),
                    true,
                    new MetadataBuilder().putString("comment", meaning).build());
        }
    }

    /** The same with columns of a specification after its own. */
    TableContract with(Map<String, KpiColumn> more) {
        List<Column> all = new ArrayList<>(columns);
        more.forEach((name, column) -> all.add(new Column(name, "BIGINT", column.description())));
        return new TableContract(
                this.name,
                grain,
                key,
                partitionedBy,
                sortedBy,
                statistics,
                List.copyOf(all),
                semantics.map(known -> known.with(more)));
    }

    public String description() {
        return "One row is " + grain + ". Key: " + String.join(", ", key) + ".";
    }

    /** What a column means; empty for one that the table does not have. */
    public String meaning(String column) {
        return columns.stream()
                .filter(known -> known.name().equals(column))
                .map(Column::meaning)
                .findFirst()
                .orElse("");
    }

    /** Delta's own properties of the table. */
    Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>(Map.of(
                "delta.enableDeletionVectors",
                "false",
                "delta.dataSkippingStatsColumns",
                String.join(",", statistics)));
        if (!sortedBy.isEmpty()) {
            properties.putAll(SortedFiles.properties(sortedBy));
        }
        return properties;
    }

    public StructType schema() {
        return DataTypes.createStructType(columns.stream().map(Column::field).toList());
    }

    /** The columns of the contract, of its types; the same rows where they have these. */
    Dataset<Row> conformed(Dataset<Row> rows) {
        if (rows.schema().asNullable().equals(schema().asNullable())) {
            return rows;
        }
        return rows.select(Arrays.stream(schema().fields())
                .map(field -> col(field.name()).cast(field.dataType()).as(field.name(), field.metadata()))
                .toArray(org.apache.spark.sql.Column[]::new));
    }
}
