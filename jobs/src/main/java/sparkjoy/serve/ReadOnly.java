package sparkjoy.serve;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.ExpressionWithUnresolvedIdentifier;
import org.apache.spark.sql.catalyst.analysis.PlanWithUnresolvedIdentifier;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import org.apache.spark.sql.catalyst.plans.logical.Command;
import org.apache.spark.sql.catalyst.plans.logical.DescribeColumn;
import org.apache.spark.sql.catalyst.plans.logical.DescribeFunction;
import org.apache.spark.sql.catalyst.plans.logical.DescribeNamespace;
import org.apache.spark.sql.catalyst.plans.logical.DescribeRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.ParsedStatement;
import org.apache.spark.sql.catalyst.plans.logical.ScriptTransformation;
import org.apache.spark.sql.catalyst.plans.logical.SetCatalogAndNamespace;
import org.apache.spark.sql.catalyst.plans.logical.ShowColumns;
import org.apache.spark.sql.catalyst.plans.logical.ShowCreateTable;
import org.apache.spark.sql.catalyst.plans.logical.ShowFunctions;
import org.apache.spark.sql.catalyst.plans.logical.ShowPartitions;
import org.apache.spark.sql.catalyst.plans.logical.ShowTableProperties;
import org.apache.spark.sql.catalyst.plans.logical.ShowTables;
import org.apache.spark.sql.catalyst.plans.logical.ShowTablesExtended;
import org.apache.spark.sql.catalyst.plans.logical.ShowViews;
import org.apache.spark.sql.execution.command.DescribeQueryCommand;
import org.apache.spark.sql.execution.command.ExplainCommand;
import org.apache.spark.sql.execution.command.SetCommand;
import org.apache.spark.sql.execution.command.SetNamespaceCommand;
import org.apache.spark.sql.execution.command.ShowCatalogsCommand;
import org.apache.spark.sql.execution.command.ShowCurrentNamespaceCommand;
import org.apache.spark.sql.execution.command.ShowNamespacesCommand;
import scala.Option;
import scala.Product;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/** Lets through what only reads: queries by the grammar of SQL, and the commands that look around. */
record ReadOnly(ParserInterface parser) {
    private static final List<Class<? extends LogicalPlan>> LOOKING = List.of(
            SetCatalogAndNamespace.class,
            SetNamespaceCommand.class,
            ShowNamespacesCommand.class,
            ShowCatalogsCommand.class,
            ShowCurrentNamespaceCommand.class,
            ShowTables.class,
            ShowTablesExtended.class,
            ShowViews.class,
            ShowColumns.class,
            ShowCreateTable.class,
            ShowFunctions.class,
            ShowPartitions.class,
            ShowTableProperties.class,
            DescribeNamespace.class,
            DescribeRelation.class,
            DescribeColumn.class,
            DescribeFunction.class,
            DescribeQueryCommand.class);

    /** What a client may set for itself: none lets it read or write more. */
    private static final Set<String> SETTINGS = Set.of(
            "spark.sql.ansi.enabled",
            "spark.sql.session.timezone",
            "spark.sql.shuffle.partitions",
            "spark.sql.thriftserver.scheduler.pool");

    /** Call any method of Java, one that shows the environment for example. */
    private static final Set<String> REFLECTION = Set.of("reflect", "try_reflect", "java_method");

    /** Delta's, of which one takes a path. */
    private static final String CHANGES = "table_changes";

    /**
     * Returns for a statement that only reads.
     *
     * @throws NotAllowed for any other
     * @throws ParseException for what is no SQL
     */
    void check(String sql) throws ParseException {
        Optional<LogicalPlan> query = query(sql);
        LogicalPlan plan = query.isPresent() ? query.get() : parser.parsePlan(sql);
        if (query.isEmpty() && !isLooking(plan)) {
            throw new NotAllowed("This server is read-only: it answers SELECT, SHOW, DESCRIBE, EXPLAIN and USE. Jobs"
                    + " write the tables.");
        }
        checkParts(plan);
    }

    /** Whether a client may set this for itself. */
    static boolean isHarmless(String setting) {
        return SETTINGS.contains(setting.toLowerCase(Locale.ROOT));
    }

    /** The statement, if the rule of the grammar for queries fits it: no other rule's plan can be meant. */
    private Optional<LogicalPlan> query(String sql) {
        try {
            return Optional.of(parser.parseQuery(sql));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private static boolean isLooking(LogicalPlan plan) {
        if (plan instanceof SetCommand set) {
            return isHarmless(set.kv());
        }
        if (plan instanceof ExplainCommand explain) {
            return !(explain.logicalPlan() instanceof Command || explain.logicalPlan() instanceof ParsedStatement);
        }
        return LOOKING.contains(plan.getClass());
    }

    private static boolean isHarmless(Option<Tuple2<String, Option<String>>> set) {
        return set.forall(pair -> pair._2().isEmpty() || isHarmless(pair._1()));
    }

    /** Looks at each node of a plan, wherever it holds another: not all are children. */
    private static void checkParts(Object part) {
        if (part instanceof LogicalPlan || part instanceof Expression) {
            checkNode(part);
        }
        if (part instanceof scala.collection.Iterable<?> several) {
            CollectionConverters.asJava(several.iterator()).forEachRemaining(ReadOnly::checkParts);
        } else if (part instanceof Product product) {
            CollectionConverters.asJava(product.productIterator()).forEachRemaining(ReadOnly::checkParts);
        }
    }

    private static void checkNode(Object node) {
        if (node instanceof ScriptTransformation) {
            throw new NotAllowed("TRANSFORM runs programs, which this read-only server does not.");
        }
        if (node instanceof UnresolvedFunction function && REFLECTION.contains(last(function.nameParts()))) {
            throw new NotAllowed(last(function.nameParts()) + " calls Java, which this read-only server does not.");
        }
        if (node instanceof UnresolvedTableValuedFunction function
                && last(function.name()).startsWith(CHANGES)) {
            throw new NotAllowed(last(function.name()) + " takes paths, which this read-only server does not.");
        }
        if (node instanceof PlanWithUnresolvedIdentifier || node instanceof ExpressionWithUnresolvedIdentifier) {
            throw new NotAllowed("IDENTIFIER hides a name from this read-only server: write the name itself.");
        }
    }

    private static String last(scala.collection.immutable.Seq<String> parts) {
        return parts.last().toLowerCase(Locale.ROOT);
    }

    /** A statement that a read-only server does not carry out. */
    static final class NotAllowed extends RuntimeException {
        private static final long serialVersionUID = 1L;

        NotAllowed(String message) {
            super(message);
        }
    }
}
