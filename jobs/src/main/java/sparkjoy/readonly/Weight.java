package sparkjoy.readonly;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.RLike;
import org.apache.spark.sql.catalyst.plans.logical.Expand;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Statistics;
import org.apache.spark.sql.catalyst.plans.logical.UnionLoop;
import org.apache.spark.sql.catalyst.plans.logical.Window;
import org.apache.spark.sql.catalyst.plans.logical.statsEstimation.EstimationUtils;
import scala.PartialFunction;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Which statements may take much before anything can stop them. Spark looks whether a task shall end only where it reads
 * rows: what makes many rows or long values out of few runs on.
 */
public final class Weight {
    /** Characters that are parsed, whatever they say. */
    private static final int LONGEST = 16_384;

    /** Each may use the one before it twice: tables that a statement names are read far more often. */
    private static final int MOST_TABLES = 16;

    private static final int MOST_ROWS = 100_000;
    private static final int LONGEST_VALUE = 1_000;

    /** Function to which of its arguments says how long its value is. */
    private static final Map<String, Integer> LENGTHS =
            Map.of("repeat", 1, "space", 0, "lpad", 1, "rpad", 1, "array_repeat", 1);

    /** Whose values are as long as their arguments say together, or whose patterns may be tried in endless ways. */
    private static final Set<String> UNBOUNDED = Set.of(
            "sequence",
            "rlike",
            "regexp",
            "regexp_like",
            "regexp_count",
            "regexp_extract",
            "regexp_extract_all",
            "regexp_instr",
            "regexp_replace",
            "regexp_substr",
            "split");

    /** By Spark's estimates of rows, which are several times too low. */
    private static final double MOST_PAIRS_OF_A_JOIN = 100_000;

    private static final double MOST_ROWS_OF_A_WINDOW = 10_000;

    private static final int MOST_GROUPINGS = 64;

    private Weight() {}

    /** Whether a statement is so long that to read it may take much. */
    public static boolean isLong(String sql) {
        return sql.length() > LONGEST;
    }

    /** Whether a parsed statement says so itself: nothing of it needs to be planned. */
    public static boolean isLarge(LogicalPlan plan) {
        AtomicInteger tables = new AtomicInteger();
        AtomicBoolean isLarge = new AtomicBoolean();
        ReadOnly.walk(plan, part -> {
            tables.addAndGet(part instanceof UnresolvedRelation ? 1 : 0);
            isLarge.compareAndSet(false, isLarge(part));
        });
        return isLarge.get() || tables.get() > MOST_TABLES;
    }

    /** Whether an optimised statement may make very many rows or comparisons out of those that it reads. */
    public static boolean multiplies(LogicalPlan plan) {
        List<LogicalPlan> nodes = CollectionConverters.asJava(
                plan.collectWithSubqueries(PartialFunction.<LogicalPlan, LogicalPlan>fromFunction(node -> node)));
        return nodes.stream().anyMatch(Weight::makesMany)
                || nodes.stream().filter(Generate.class::isInstance).count() > 1;
    }

    private static boolean makesMany(LogicalPlan node) {
        if (node instanceof Join join) {
            return rows(join.left()) * rows(join.right()) > MOST_PAIRS_OF_A_JOIN;
        }
        if (node instanceof Window window) {
            return rows(window.child()) > MOST_ROWS_OF_A_WINDOW;
        }
        return node instanceof UnionLoop
                || (node instanceof Expand expand && expand.projections().size() > MOST_GROUPINGS);
    }

    private static double rows(LogicalPlan node) {
        Statistics estimate = node.stats();
        return estimate.rowCount().isDefined()
                ? estimate.rowCount().get().doubleValue()
                : estimate.sizeInBytes().doubleValue()
                        / EstimationUtils.getSizePerRow(node.output(), estimate.attributeStats())
                                .doubleValue();
    }

    private static boolean isLarge(Object part) {
        if (part instanceof RLike) {
            return true;
        }
        if (part instanceof UnresolvedTableValuedFunction call) {
            return last(CollectionConverters.asJava(call.name())).equals("range")
                    && !CollectionConverters.asJava(call.functionArgs()).stream()
                            .allMatch(argument -> isUpTo(argument, MOST_ROWS));
        }
        if (part instanceof UnresolvedFunction call) {
            String function = last(CollectionConverters.asJava(call.nameParts()));
            List<Expression> arguments = CollectionConverters.asJava(call.arguments());
            int length = LENGTHS.getOrDefault(function, arguments.size());
            return UNBOUNDED.contains(function)
                    || (length < arguments.size() && !isUpTo(arguments.get(length), LONGEST_VALUE));
        }
        return false;
    }

    private static boolean isUpTo(Expression argument, int most) {
        return argument instanceof Literal literal
                && literal.value() instanceof Number number
                && Math.abs(number.doubleValue()) <= most;
    }

    private static String last(List<String> name) {
        return name.get(name.size() - 1).toLowerCase(Locale.ROOT);
    }
}
