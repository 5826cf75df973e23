package sparkjoy.lake;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.In;
import org.apache.spark.sql.catalyst.expressions.InSet;
import org.apache.spark.sql.catalyst.expressions.IsNotNull;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.unsafe.types.UTF8String;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Leaves out files of which the statistics say that no row meets a condition: a text is among some texts, a time is not before
 * another, a column has a value. Other conditions leave out nothing.
 */
final class ValueFilter {
    private final List<Predicate<FileStatistics>> conditions;

    ValueFilter(List<Expression> conditions) {
        this.conditions = conditions.stream()
                .map(ValueFilter::condition)
                .flatMap(Optional::stream)
                .toList();
    }

    boolean leavesOutNothing() {
        return conditions.isEmpty();
    }

    boolean admits(FileStatistics statistics) {
        return conditions.stream().allMatch(condition -> condition.test(statistics));
    }

    private static Optional<Predicate<FileStatistics>> condition(Expression condition) {
        if (condition instanceof IsNotNull isNotNull && isNotNull.child() instanceof Attribute column) {
            return Optional.of(statistics -> !statistics.hasOnlyNulls(column.name()));
        }
        if (condition instanceof GreaterThanOrEqual bound
                && bound.left() instanceof Attribute column
                && column.dataType().equals(DataTypes.TimestampType)
                && bound.right() instanceof Literal literal
                && literal.value() instanceof Long micros) {
            return Optional.of(statistics -> statistics.canHoldSince(column.name(), micros));
        }
        if (condition instanceof EqualTo equal && equal.left() instanceof Attribute column) {
            return amongTexts(column, literals(List.of(equal.right())));
        }
        if (condition instanceof In in && in.value() instanceof Attribute column) {
            return amongTexts(column, literals(CollectionConverters.asJava(in.list())));
        }
        if (condition instanceof InSet set && set.child() instanceof Attribute column) {
            return amongTexts(column, CollectionConverters.asJava(set.hset()));
        }
        return Optional.empty();
    }

    /** The values of literals; something that is not a text where one is not a literal. */
    private static List<Object> literals(List<Expression> expressions) {
        return expressions.stream()
                .<Object>map(expression -> expression instanceof Literal literal ? literal.value() : expression)
                .toList();
    }

    private static Optional<Predicate<FileStatistics>> amongTexts(Attribute column, Collection<?> values) {
        if (!values.stream().allMatch(UTF8String.class::isInstance)) {
            return Optional.empty();
        }
        List<UTF8String> texts = values.stream().map(UTF8String.class::cast).toList();
        return Optional.of(statistics -> statistics.canHold(column.name(), texts));
    }
}
