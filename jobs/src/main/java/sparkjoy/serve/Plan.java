package sparkjoy.serve;

import static org.apache.spark.sql.functions.col;

import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import sparkjoy.explore.JsonColumns;
import sparkjoy.readonly.Weight;
import sparkjoy.spec.ServingLimits;

/**
 * A statement that is planned, and of which nothing is computed yet.
 *
 * @param schema columns with the types that they are declared to have
 * @param sent the rows as they are sent; empty for a statement without any
 */
record Plan(StructType schema, Optional<Dataset<Row>> sent) {
    static Plan without(StructType schema) {
        return new Plan(schema, Optional.empty());
    }

    static Plan of(Dataset<Row> answer, ServingLimits limits) {
        PlannedValues.check(answer.queryExecution().analyzed());
        StructType schema = answer.schema();
        if (schema.isEmpty()) {
            return without(new StructType().add("Result", "string"));
        }
        String[] numbered =
                IntStream.range(0, schema.size()).mapToObj(index -> "c" + index).toArray(String[]::new);
        Column[] columns = IntStream.range(0, schema.size())
                .mapToObj(
                        index -> sent(col(numbered[index]), schema.apply(index).dataType()))
                .toArray(Column[]::new);
        Dataset<Row> sent = limited(answer.toDF(numbered).select(columns), limits);
        // Plans it now, which folds constants and may take long.
        sent.queryExecution().executedPlan();
        return new Plan(schema, Optional.of(sent));
    }

    /** Whether it may make far more rows than it reads. */
    boolean multiplies() {
        return sent.filter(rows -> Weight.multiplies(rows.queryExecution().optimizedPlan()))
                .isPresent();
    }

    /** Runs it; what it answers comes in part by part, and no more than the limits. */
    Rows result(ServingLimits limits) {
        if (sent.isEmpty()) {
            return Rows.of(schema, List.of());
        }
        ResultLimit limit = new ResultLimit(limits.rows(), limits.bytes());
        Iterator<Row> rows = sent.get().toLocalIterator();
        // Runs the statement now, and not when its first rows are asked for.
        return rows.hasNext() ? new Rows(schema, rows, Optional.of(limit)) : Rows.of(schema, List.of());
    }

    /** A task keeps all rows that it answers in memory until it ends: it counts them itself. */
    private static Dataset<Row> limited(Dataset<Row> rows, ServingLimits limits) {
        long most = limits.rows();
        long bytes = Math.min(limits.bytes(), Runtime.getRuntime().maxMemory() / 4);
        MapPartitionsFunction<Row, Row> counted = part -> new ResultLimit(most, bytes).counted(part);
        return rows.mapPartitions(counted, Encoders.row(rows.schema()));
    }

    private static Column sent(Column column, DataType type) {
        if (type instanceof ArrayType || type instanceof MapType || type instanceof StructType) {
            return JsonColumns.json(column, type);
        }
        return SqlType.of(type).isText() ? column.cast("string") : column;
    }
}
