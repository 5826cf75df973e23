package sparkjoy.serve;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.ArrayRepeat;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Sequence;
import org.apache.spark.sql.catalyst.expressions.StringLPad;
import org.apache.spark.sql.catalyst.expressions.StringRPad;
import org.apache.spark.sql.catalyst.expressions.StringRepeat;
import org.apache.spark.sql.catalyst.expressions.StringSpace;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.IntegralType;
import scala.jdk.javaapi.CollectionConverters;
import sparkjoy.error.UserError;

/**
 * Refuses constants that are made while a statement is planned and would not fit: nothing can interrupt that, and what
 * they take is taken from all statements.
 */
final class PlannedValues {
    /** Characters or elements. */
    private static final long LONGEST = 10_000_000;

    private PlannedValues() {}

    /** Raises UserError for the first constant that is too long. */
    static void check(LogicalPlan plan) {
        CollectionConverters.asJava(plan.collectWithSubqueries(scala.PartialFunction.fromFunction(node -> node)))
                .forEach(node -> CollectionConverters.asJava(node.expressions()).forEach(PlannedValues::check));
    }

    private static void check(Expression expression) {
        CollectionConverters.asJava(expression.children()).forEach(PlannedValues::check);
        if (expression.foldable()) {
            length(expression).filter(length -> length > LONGEST).ifPresent(length -> {
                throw new UserError(String.format(
                        Locale.ROOT,
                        "The statement makes a constant of %,d characters or elements with %s, of which at most %,d are"
                                + " planned. Write range(n) for rows, or a shorter constant.",
                        length,
                        expression.prettyName(),
                        LONGEST));
            });
        }
    }

    /** How long the value will be, where that can be known without making it. */
    private static Optional<Long> length(Expression made) {
        if (made instanceof Sequence sequence) {
            return elements(sequence);
        }
        if (made instanceof StringRepeat repeat) {
            return product(text(repeat.str()), number(repeat.times()));
        }
        if (made instanceof StringSpace space) {
            return number(space.child());
        }
        boolean isCounted = made instanceof StringLPad || made instanceof StringRPad || made instanceof ArrayRepeat;
        List<Expression> children = CollectionConverters.asJava(made.children());
        return isCounted ? number(children.get(1)) : Optional.empty();
    }

    private static Optional<Long> elements(Sequence sequence) {
        Optional<Long> first = number(sequence.start());
        Optional<Long> last = number(sequence.stop());
        long step = sequence.stepOpt().isEmpty()
                ? 1
                : number(sequence.stepOpt().get()).orElse(1L);
        return first.isEmpty() || last.isEmpty() || step == 0
                ? Optional.empty()
                : Optional.of(Math.abs((last.get() - first.get()) / step) + 1);
    }

    private static Optional<Long> product(Optional<Long> length, Optional<Long> times) {
        return length.isEmpty() || times.isEmpty() ? Optional.empty() : Optional.of(length.get() * times.get());
    }

    private static Optional<Long> text(Expression expression) {
        return value(expression).map(value -> (long) value.toString().length());
    }

    private static Optional<Long> number(Expression expression) {
        return expression.dataType() instanceof IntegralType
                ? value(expression).map(value -> ((Number) value).longValue())
                : Optional.empty();
    }

    private static Optional<Object> value(Expression expression) {
        return expression.foldable() ? Optional.ofNullable(expression.eval(null)) : Optional.empty();
    }
}
