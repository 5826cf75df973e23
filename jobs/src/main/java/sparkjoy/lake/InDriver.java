package sparkjoy.lake;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.CatalystTypeConverters;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.InterpretedOrdering;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.RepartitionOperation;
import org.apache.spark.sql.types.StructField;
import scala.Function1;
import scala.jdk.javaapi.CollectionConverters;

/** Answers about rows that the plan of their query holds already, without an execution; about other rows Spark's own. */
public final class InDriver {
    /** More keys than this are looked up by a join. */
    private static final int KEYS_IN_PLAN = 1_000;

    private static final String SEPARATOR = "\n";

    private InDriver() {}

    /** The rows; empty where it takes a query to compute them. */
    public static Optional<List<Row>> rows(Dataset<Row> rows) {
        Function1<Object, Object> converter = CatalystTypeConverters.createToScalaConverter(rows.schema());
        return internal(rows)
                .map(all -> all.stream().map(row -> (Row) converter.apply(row)).toList());
    }

    /** The rows in Spark's order by their columns from the first to the last; empty as {@link #rows}. */
    public static Optional<List<Row>> sorted(Dataset<Row> rows) {
        Function1<Object, Object> converter = CatalystTypeConverters.createToScalaConverter(rows.schema());
        Comparator<InternalRow> order = InterpretedOrdering.forSchema(
                CollectionConverters.asScala(Arrays.stream(rows.schema().fields())
                                .map(StructField::dataType)
                                .toList())
                        .toSeq());
        return internal(rows).map(all -> all.stream()
                .sorted(order)
                .map(row -> (Row) converter.apply(row))
                .toList());
    }

    /** The rows, from the plan or by a query. */
    public static List<Row> collected(Dataset<Row> rows) {
        return rows(rows).orElseGet(rows::collectAsList);
    }

    public static boolean areNone(Dataset<Row> rows) {
        return internal(rows).map(List::isEmpty).orElseGet(rows::isEmpty);
    }

    public static long number(Dataset<Row> rows) {
        return internal(rows).map(all -> (long) all.size()).orElseGet(rows::count);
    }

    /**
     * A condition that the rows of a join with some keys meet, and no others: a plan with few keys needs no job to
     * send them to the tasks. Columns are texts; only the last may be a whole number, and only the first may hold a line
     * break. Empty where the keys are many or not in the driver.
     */
    public static Optional<Column> isAmong(Dataset<Row> keys, String... columns) {
        return rows(keys.select(Arrays.stream(columns)
                        .map(org.apache.spark.sql.functions::col)
                        .toArray(Column[]::new)))
                .filter(some -> some.size() <= KEYS_IN_PLAN)
                .map(some -> isAmong(some, columns));
    }

    private static Column isAmong(List<Row> keys, String... columns) {
        List<Row> whole = keys.stream()
                .filter(key ->
                        Stream.iterate(0, i -> i + 1).limit(columns.length).noneMatch(key::isNullAt))
                .toList();
        List<Object> firsts = whole.stream().map(key -> key.get(0)).distinct().toList();
        Column isFirst = col(columns[0]).isInCollection(firsts);
        if (columns.length == 1) {
            return coalesce(isFirst, lit(false));
        }
        List<String> texts = whole.stream().map(InDriver::text).distinct().toList();
        Column[] parts = Arrays.stream(columns)
                .flatMap(column -> Stream.of(lit(SEPARATOR), col(column).cast("STRING")))
                .skip(1)
                .toArray(Column[]::new);
        return coalesce(isFirst.and(concat(parts).isInCollection(texts)), lit(false));
    }

    private static String text(Row key) {
        return Stream.iterate(0, i -> i + 1)
                .limit(key.size())
                .map(key::get)
                .map(Objects::toString)
                .collect(Collectors.joining(SEPARATOR));
    }

    static Optional<List<InternalRow>> internal(Dataset<Row> rows) {
        LogicalPlan plan = ((org.apache.spark.sql.classic.Dataset<Row>) rows)
                .queryExecution()
                .optimizedPlan();
        while (plan instanceof RepartitionOperation repartition) {
            plan = repartition.child();
        }
        return plan instanceof LocalRelation local
                ? Optional.of(CollectionConverters.asJava(local.data()))
                : Optional.empty();
    }
}
