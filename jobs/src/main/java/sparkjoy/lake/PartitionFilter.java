package sparkjoy.lake;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.BoundReference;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.Unevaluable;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import scala.jdk.javaapi.CollectionConverters;
import scala.runtime.AbstractPartialFunction;

/** Decides by a file's partition values whether it can hold rows that meet some conditions. */
final class PartitionFilter {
    /** A condition over the values of some columns. */
    private record Bound(List<Attribute> columns, Expression condition) {
        boolean isMet(AddFile file) {
            Object[] values = columns.stream()
                    .map(column -> value(file, column).orElse(null))
                    .toArray();
            return Boolean.TRUE.equals(condition.eval(new GenericInternalRow(values)));
        }
    }

    private final List<Bound> conditions;

    /** Of conditions that {@link #canJudge}. */
    PartitionFilter(List<Expression> conditions) {
        this.conditions = conditions.stream().map(PartitionFilter::bound).toList();
    }

    /** Whether all columns of some conditions are dates or texts, and no condition asks another query. */
    static boolean canJudge(List<Expression> conditions) {
        return conditions.stream()
                .allMatch(condition -> condition.deterministic()
                        && condition.resolved()
                        && columns(condition).stream().allMatch(column -> isText(column) || isDate(column))
                        && isEvaluable(condition));
    }

    boolean admits(AddFile file) {
        return conditions.stream().allMatch(condition -> condition.isMet(file));
    }

    private static boolean isEvaluable(Expression expression) {
        return (expression instanceof Attribute || !(expression instanceof Unevaluable))
                && CollectionConverters.asJava(expression.children()).stream().allMatch(PartitionFilter::isEvaluable);
    }

    private static Bound bound(Expression condition) {
        List<Attribute> columns = columns(condition);
        List<String> names = columns.stream().map(Attribute::name).toList();
        return new Bound(columns, condition.transformUp(new AbstractPartialFunction<>() {
            @Override
            public boolean isDefinedAt(Expression part) {
                return part instanceof Attribute;
            }

            @Override
            public Expression apply(Expression part) {
                Attribute column = (Attribute) part;
                return new BoundReference(names.indexOf(column.name()), column.dataType(), true);
            }
        }));
    }

    private static List<Attribute> columns(Expression condition) {
        return CollectionConverters.asJava(condition.references().toSeq());
    }

    private static Optional<Object> value(AddFile file, Attribute column) {
        String value = file.partitionValues().getOrElse(column.name(), () -> null);
        return Optional.ofNullable(value)
                .map(text -> isDate(column)
                        ? (Object) (int) LocalDate.parse(text).toEpochDay()
                        : UTF8String.fromString(text));
    }

    private static boolean isText(Attribute column) {
        return isOf(column, DataTypes.StringType);
    }

    private static boolean isDate(Attribute column) {
        return isOf(column, DataTypes.DateType);
    }

    private static boolean isOf(Attribute column, DataType type) {
        return column.dataType().equals(type);
    }
}
