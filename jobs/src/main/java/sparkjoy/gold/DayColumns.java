package sparkjoy.gold;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.CurrentDate;
import org.apache.spark.sql.catalyst.expressions.CurrentTime;
import org.apache.spark.sql.catalyst.expressions.CurrentTimestampLike;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.LocalTimestamp;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.Nondeterministic;
import org.apache.spark.sql.catalyst.expressions.RuntimeReplaceable;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Deduplicate;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.Window;
import org.apache.spark.sql.types.DataTypes;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The columns of a plan that hold the event day of the rows that they were computed from.
 *
 * @param days columns that are that day
 * @param moments columns whose date is that day
 */
record DayColumns(Set<ExprId> days, Set<ExprId> moments) {
    /** A plan in which a row depends on rows of several days, and how. */
    static final class Mixed extends Exception {
        private static final long serialVersionUID = 1L;

        Mixed(String how) {
            super(how);
        }
    }

    DayColumns {
        days = Set.copyOf(days);
        moments = Set.copyOf(moments);
    }

    /**
     * Those of an analyzed plan.
     *
     * @param momentName name of the column of the first table whose date is the event day, where it has one
     * @throws Mixed where rows of one day do not follow from rows of that day
     */
    static DayColumns of(LogicalPlan plan, Optional<String> momentName) throws Mixed {
        List<LogicalPlan> children = CollectionConverters.asJava(plan.children());
        if (children.isEmpty()) {
            return ofTable(plan.output(), momentName);
        }
        DayColumns below = of(children.get(0), momentName);
        for (Expression expression : CollectionConverters.asJava(plan.expressions())) {
            requireRepeatable(expression);
        }
        return below.after(plan);
    }

    /** Whether a column of this name is the event day of the rows. */
    boolean hold(Dataset<Row> rows, String name) {
        return CollectionConverters.asJava(rows.queryExecution().analyzed().output()).stream()
                .anyMatch(column -> column.name().equals(name) && days.contains(column.exprId()));
    }

    boolean areNone() {
        return days.isEmpty() && moments.isEmpty();
    }

    private static DayColumns ofTable(Seq<Attribute> columns, Optional<String> momentName) {
        Set<ExprId> days = new HashSet<>();
        Set<ExprId> moments = new HashSet<>();
        for (Attribute column : CollectionConverters.asJava(columns)) {
            if (column.name().equals("event_date") && column.dataType().equals(DataTypes.DateType)) {
                days.add(column.exprId());
            }
            if (momentName.filter(column.name()::equals).isPresent()) {
                moments.add(column.exprId());
            }
        }
        return new DayColumns(days, moments);
    }

    /** A join keeps those of its first side: rows of the other side are looked up. */
    private DayColumns after(LogicalPlan plan) throws Mixed {
        if (plan instanceof Project project) {
            return among(project.projectList());
        }
        if (plan instanceof Aggregate aggregate) {
            requireDay(aggregate.groupingExpressions(), "groups rows of several days; group by event_date too");
            return among(aggregate.aggregateExpressions());
        }
        if (plan instanceof Window window) {
            requireDay(window.partitionSpec(), "has a window over several days; partition it by event_date too");
            return this;
        }
        if (plan instanceof Deduplicate deduplicate) {
            requireDay(deduplicate.keys(), "keeps one row of several days");
            return this;
        }
        if (plan instanceof GlobalLimit || plan instanceof LocalLimit) {
            throw new Mixed("takes the first rows of all days");
        }
        if (plan instanceof Distinct && areNone()) {
            throw new Mixed("keeps one row of several days; keep event_date before it");
        }
        if (plan instanceof Filter
                || plan instanceof Sort
                || plan instanceof Join
                || plan instanceof Distinct
                || plan instanceof Generate
                || plan instanceof SubqueryAlias) {
            return this;
        }
        throw new Mixed("is " + plan.nodeName() + ", which cannot be followed by day");
    }

    private DayColumns among(Seq<NamedExpression> expressions) {
        Set<ExprId> keptDays = new HashSet<>();
        Set<ExprId> keptMoments = new HashSet<>();
        for (NamedExpression column : CollectionConverters.asJava(expressions)) {
            if (isDay((Expression) column)) {
                keptDays.add(column.exprId());
            }
            if (isMoment((Expression) column)) {
                keptMoments.add(column.exprId());
            }
        }
        return new DayColumns(keptDays, keptMoments);
    }

    private void requireDay(Seq<? extends Expression> keys, String otherwise) throws Mixed {
        if (CollectionConverters.asJava(keys).stream().noneMatch(this::isDay)) {
            throw new Mixed(otherwise);
        }
    }

    private boolean isDay(Expression expression) {
        if (expression instanceof Alias alias) {
            return isDay(alias.child());
        }
        if (expression instanceof RuntimeReplaceable replaced) {
            return isDay(replaced.replacement());
        }
        if (expression instanceof Cast cast && cast.dataType().equals(DataTypes.DateType)) {
            return isDay(cast.child()) || isMoment(cast.child());
        }
        return expression instanceof Attribute column && days.contains(column.exprId());
    }

    private boolean isMoment(Expression expression) {
        return expression instanceof Alias alias
                ? isMoment(alias.child())
                : expression instanceof Attribute column && moments.contains(column.exprId());
    }

    private static void requireRepeatable(Expression expression) throws Mixed {
        if (expression instanceof Nondeterministic) {
            throw new Mixed("uses " + expression.prettyName() + "(), whose value differs from run to run");
        }
        if (expression instanceof CurrentDate
                || expression instanceof CurrentTime
                || expression instanceof CurrentTimestampLike
                || expression instanceof LocalTimestamp) {
            throw new Mixed("uses " + expression.prettyName() + "(), the time of the run");
        }
        if (expression instanceof SubqueryExpression) {
            throw new Mixed("has a subquery, which can read all days");
        }
        for (Expression child : CollectionConverters.asJava(expression.children())) {
            requireRepeatable(child);
        }
    }
}
