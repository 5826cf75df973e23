package sparkjoy.readonly;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.spark.sql.catalyst.analysis.ExpressionWithUnresolvedIdentifier;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedGenerator;
import org.apache.spark.sql.catalyst.analysis.UnresolvedNamespace;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTable;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableOrView;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedView;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.catalyst.parser.ParserInterface;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.SetCatalogAndNamespace;
import org.apache.spark.sql.catalyst.plans.logical.ShowTables;
import org.apache.spark.sql.catalyst.plans.logical.ShowTablesExtended;
import org.apache.spark.sql.catalyst.plans.logical.ShowViews;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.execution.command.SetCommand;
import org.apache.spark.sql.execution.command.SetNamespaceCommand;
import org.apache.spark.sql.execution.command.ShowNamespacesCommand;
import scala.Option;
import scala.Product;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;
import sparkjoy.error.UserError;

/**
 * Lets through what only reads the lake's tables: queries, SHOW, DESCRIBE and EXPLAIN of a query, by the nodes of the
 * parsed statement. A node that it does not know is refused.
 *
 * @param databases whose tables may be named, as `database.table`
 * @param session whether statements belong to a session: it has a current database, and USE and SET mean something
 * @param depth how deep brackets may be nested
 */
public record ReadOnly(Set<String> databases, boolean session, int depth) {
    /** How deep brackets of a statement of the command line may be nested. */
    public static final int DEFAULT_DEPTH = 200;

    private static final int LONGEST = 1 << 20;
    private static final String CATALOG = "spark_catalog";

    /** For expressions of a specification: their tables come in by `from` and `join`. */
    private static final ReadOnly EXPRESSIONS = new ReadOnly(Set.of(), false, DEFAULT_DEPTH);

    public ReadOnly {
        databases = Set.copyOf(databases);
    }

    /**
     * Parses a statement that only reads.
     *
     * @throws NotAllowed for any other
     * @throws ParseException for what is not SQL
     */
    public LogicalPlan check(String sql, ParserInterface parser) throws ParseException {
        checkSize(sql);
        try {
            LogicalPlan plan = parser.parsePlan(sql);
            boolean isKnown =
                    ReadNodes.isQuery(plan) || ReadNodes.isLooking(plan) || (session && ReadNodes.isOfSession(plan));
            if (!isKnown) {
                throw notAnswered(plan);
            }
            checkSession(plan);
            Set<String> named = new HashSet<>();
            walk(plan, part -> addNamed(part, named));
            walk(plan, part -> checkNode(part, plan, named));
            return plan;
        } catch (StackOverflowError e) {
            throw tooDeep(e);
        }
    }

    /**
     * Returns for an expression that computes from columns only.
     *
     * @throws NotAllowed for one that calls more than built-in functions or reads tables
     */
    public static void checkExpression(Expression expression) {
        Set<String> named = new HashSet<>();
        walk(expression, part -> EXPRESSIONS.addNamed(part, named));
        walk(expression, part -> EXPRESSIONS.checkNode(part, expression, named));
    }

    /** Whether a statement lists databases or tables, and so needs to know them all. */
    public static boolean isList(LogicalPlan plan) {
        return plan instanceof ShowTables
                || plan instanceof ShowTablesExtended
                || plan instanceof ShowViews
                || plan instanceof ShowNamespacesCommand;
    }

    /** What a text is told that the parser or the analysis ran out of stack for. */
    public static UserError tooDeep(Throwable failure) {
        return new UserError(
                "The statement is nested too deeply to be read. Split it, for example with WITH.", failure);
    }

    private void checkSize(String sql) {
        if (sql.length() > LONGEST) {
            throw new UserError("The statement has " + sql.length() + " characters: at most " + LONGEST
                    + " are read. Put long lists of values into a table of the lake and join it.");
        }
        int nested = Nesting.of(sql);
        if (nested > depth) {
            throw new UserError("The statement nests brackets " + nested + " deep: at most " + depth
                    + " are read. Split it, for example with WITH.");
        }
    }

    private void checkSession(LogicalPlan plan) {
        if (plan instanceof SetNamespaceCommand use) {
            checkDatabase(CollectionConverters.asJava(use.namespace()));
        }
        if (plan instanceof SetCatalogAndNamespace use && use.child() instanceof UnresolvedNamespace name) {
            checkDatabase(CollectionConverters.asJava(name.multipartIdentifier()));
        }
        if (plan instanceof SetCommand set) {
            Option<Tuple2<String, Option<String>>> pair = set.kv();
            if (pair.isDefined()
                    && pair.get()._2().isDefined()
                    && !Settings.isHeeded(pair.get()._1(), pair.get()._2().get())
                    && !Settings.isPassedOver(pair.get()._1())) {
                throw new NotAllowed(Settings.refusal(pair.get()._1()));
            }
        }
    }

    private void checkDatabase(List<String> name) {
        String database = name.get(name.size() - 1).toLowerCase(Locale.ROOT);
        boolean isOther = name.size() > 2 || (name.size() == 2 && !isCatalog(name.get(0)));
        if (isOther || !(databases.contains(database) || database.equals("default") || isCatalog(database))) {
            throw new NotAllowed("This is read-only: USE " + String.join(".", name)
                    + " names none of its databases, which are " + names() + ".");
        }
    }

    /** Looks at each part of a plan, wherever it holds another: not all are children. */
    static void walk(Object part, Consumer<Object> look) {
        look.accept(part);
        if (part instanceof scala.collection.Iterable<?> several) {
            CollectionConverters.asJava(several.iterator()).forEachRemaining(each -> walk(each, look));
        } else if (part instanceof Product product) {
            CollectionConverters.asJava(product.productIterator()).forEachRemaining(each -> walk(each, look));
        }
    }

    private void addNamed(Object part, Set<String> named) {
        if (part instanceof UnresolvedWith with) {
            CollectionConverters.asJava(with.cteRelations())
                    .forEach(relation -> named.add(relation._1().toLowerCase(Locale.ROOT)));
        }
    }

    private void checkNode(Object part, Object whole, Set<String> named) {
        if (part instanceof LogicalPlan node && node != whole && !ReadNodes.isQuery(node) && !ReadNodes.isName(node)) {
            throw notAnswered(node);
        }
        if (part instanceof UnresolvedRelation relation) {
            checkTable(CollectionConverters.asJava(relation.multipartIdentifier()), named);
            if (!relation.options().isEmpty() || relation.isStreaming()) {
                throw new NotAllowed(
                        "This is read-only: a table is read as it is, without STREAM and without options.");
            }
        } else if (part instanceof UnresolvedTable table) {
            checkTable(CollectionConverters.asJava(table.multipartIdentifier()), named);
        } else if (part instanceof UnresolvedTableOrView table) {
            checkTable(CollectionConverters.asJava(table.multipartIdentifier()), named);
        } else if (part instanceof UnresolvedView view) {
            checkTable(CollectionConverters.asJava(view.multipartIdentifier()), named);
        } else {
            checkCall(part);
        }
    }

    private static void checkCall(Object part) {
        if (part instanceof UnresolvedFunction call) {
            ReadFunctions.check(
                    CollectionConverters.asJava(call.nameParts()),
                    call.arguments().size());
        } else if (part instanceof UnresolvedGenerator generator) {
            ReadFunctions.check(
                    CollectionConverters.asJava(generator.name().nameParts()),
                    generator.children().size());
        } else if (part instanceof UnresolvedTableValuedFunction call) {
            ReadFunctions.checkTableFunction(CollectionConverters.asJava(call.name()));
        } else if (part instanceof ExpressionWithUnresolvedIdentifier) {
            throw new NotAllowed("This is read-only: IDENTIFIER hides a name. Write the name itself.");
        }
    }

    /** A path such as delta.`/x` is the table of a database that is not there. */
    private void checkTable(List<String> name, Set<String> named) {
        List<String> local = name.size() > 2 && isCatalog(name.get(0)) ? name.subList(1, name.size()) : name;
        boolean isShort =
                local.size() == 1 && (session || named.contains(local.get(0).toLowerCase(Locale.ROOT)));
        boolean isTable = local.size() == 2 && databases.contains(local.get(0).toLowerCase(Locale.ROOT));
        if (!isShort && !isTable) {
            throw new NotAllowed(
                    databases.isEmpty()
                            ? "This is read-only: " + String.join(".", name)
                                    + " cannot be read in an expression. Name tables by from and join."
                            : "This is read-only: " + String.join(".", name)
                                    + " is not a table of the lake. Write a table as database.table, of " + names()
                                    + "; files and paths are not read.");
        }
    }

    private NotAllowed notAnswered(LogicalPlan node) {
        return new NotAllowed("This is read-only: " + node.nodeName() + " is not answered. Queries over the lake's"
                + " tables, SHOW, DESCRIBE and EXPLAIN of a query are" + (session ? ", and USE and SET" : "")
                + ". Jobs write tables (joy run).");
    }

    private String names() {
        return String.join(", ", new TreeSet<>(databases));
    }

    private static boolean isCatalog(String name) {
        return name.equalsIgnoreCase(CATALOG);
    }
}
