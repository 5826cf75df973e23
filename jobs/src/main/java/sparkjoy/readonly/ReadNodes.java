package sparkjoy.readonly;

import java.util.Set;
import org.apache.spark.sql.catalyst.analysis.CurrentNamespace$;
import org.apache.spark.sql.catalyst.analysis.RelationTimeTravel;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunctionName;
import org.apache.spark.sql.catalyst.analysis.UnresolvedHaving;
import org.apache.spark.sql.catalyst.analysis.UnresolvedInlineTable;
import org.apache.spark.sql.catalyst.analysis.UnresolvedNamespace;
import org.apache.spark.sql.catalyst.analysis.UnresolvedQualify;
import org.apache.spark.sql.catalyst.analysis.UnresolvedRelation;
import org.apache.spark.sql.catalyst.analysis.UnresolvedSubqueryColumnAliases;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTVFAliases;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTable;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableOrView;
import org.apache.spark.sql.catalyst.analysis.UnresolvedTableValuedFunction;
import org.apache.spark.sql.catalyst.analysis.UnresolvedView;
import org.apache.spark.sql.catalyst.expressions.PipeOperator;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.AsOfJoin;
import org.apache.spark.sql.catalyst.plans.logical.DataFrameDropColumns;
import org.apache.spark.sql.catalyst.plans.logical.DescribeColumn;
import org.apache.spark.sql.catalyst.plans.logical.DescribeFunction;
import org.apache.spark.sql.catalyst.plans.logical.DescribeNamespace;
import org.apache.spark.sql.catalyst.plans.logical.DescribeRelation;
import org.apache.spark.sql.catalyst.plans.logical.DescribeTablePartition;
import org.apache.spark.sql.catalyst.plans.logical.Distinct;
import org.apache.spark.sql.catalyst.plans.logical.Except;
import org.apache.spark.sql.catalyst.plans.logical.Filter;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.GlobalLimit;
import org.apache.spark.sql.catalyst.plans.logical.Intersect;
import org.apache.spark.sql.catalyst.plans.logical.Join;
import org.apache.spark.sql.catalyst.plans.logical.LateralJoin;
import org.apache.spark.sql.catalyst.plans.logical.LimitAll;
import org.apache.spark.sql.catalyst.plans.logical.LocalLimit;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.NearestByJoin;
import org.apache.spark.sql.catalyst.plans.logical.Offset;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Pivot;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Repartition;
import org.apache.spark.sql.catalyst.plans.logical.RepartitionByExpression;
import org.apache.spark.sql.catalyst.plans.logical.Sample;
import org.apache.spark.sql.catalyst.plans.logical.SetCatalogAndNamespace;
import org.apache.spark.sql.catalyst.plans.logical.ShowColumns;
import org.apache.spark.sql.catalyst.plans.logical.ShowCreateTable;
import org.apache.spark.sql.catalyst.plans.logical.ShowFunctions;
import org.apache.spark.sql.catalyst.plans.logical.ShowPartitions;
import org.apache.spark.sql.catalyst.plans.logical.ShowTablePartition;
import org.apache.spark.sql.catalyst.plans.logical.ShowTableProperties;
import org.apache.spark.sql.catalyst.plans.logical.ShowTables;
import org.apache.spark.sql.catalyst.plans.logical.ShowTablesExtended;
import org.apache.spark.sql.catalyst.plans.logical.ShowViews;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias;
import org.apache.spark.sql.catalyst.plans.logical.Union;
import org.apache.spark.sql.catalyst.plans.logical.Unpivot;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedHint;
import org.apache.spark.sql.catalyst.plans.logical.UnresolvedWith;
import org.apache.spark.sql.catalyst.plans.logical.Window;
import org.apache.spark.sql.catalyst.plans.logical.WithWindowDefinition;
import org.apache.spark.sql.delta.commands.DescribeDeltaDetailCommand;
import org.apache.spark.sql.delta.commands.DescribeDeltaHistory;
import org.apache.spark.sql.execution.command.DescribeQueryCommand;
import org.apache.spark.sql.execution.command.DescribeRelationJsonCommand;
import org.apache.spark.sql.execution.command.ExplainCommand;
import org.apache.spark.sql.execution.command.SetCommand;
import org.apache.spark.sql.execution.command.SetNamespaceCommand;
import org.apache.spark.sql.execution.command.ShowCatalogsCommand;
import org.apache.spark.sql.execution.command.ShowCollationsCommand;
import org.apache.spark.sql.execution.command.ShowCurrentNamespaceCommand;
import org.apache.spark.sql.execution.command.ShowNamespacesCommand;

/** The nodes of a parsed statement that are known to read only: what a later Spark adds is refused until it is here. */
final class ReadNodes {
    /** Parts of a query, at any depth. */
    private static final Set<Class<? extends LogicalPlan>> QUERY = Set.of(
            Aggregate.class,
            AsOfJoin.class,
            DataFrameDropColumns.class,
            Distinct.class,
            Except.class,
            Filter.class,
            Generate.class,
            GlobalLimit.class,
            Intersect.class,
            Join.class,
            LateralJoin.class,
            LimitAll.class,
            LocalLimit.class,
            LocalRelation.class,
            NearestByJoin.class,
            Offset.class,
            OneRowRelation.class,
            PipeOperator.class,
            Pivot.class,
            Project.class,
            RelationTimeTravel.class,
            Repartition.class,
            RepartitionByExpression.class,
            Sample.class,
            Sort.class,
            SubqueryAlias.class,
            Union.class,
            Unpivot.class,
            UnresolvedHaving.class,
            UnresolvedHint.class,
            UnresolvedInlineTable.class,
            UnresolvedQualify.class,
            UnresolvedRelation.class,
            UnresolvedSubqueryColumnAliases.class,
            UnresolvedTVFAliases.class,
            UnresolvedTableValuedFunction.class,
            UnresolvedWith.class,
            Window.class,
            WithWindowDefinition.class);

    /** Statements that look around; each may hold a query or a name, and nothing else. */
    private static final Set<Class<? extends LogicalPlan>> LOOKING = Set.of(
            DescribeColumn.class,
            DescribeDeltaDetailCommand.class,
            DescribeDeltaHistory.class,
            DescribeFunction.class,
            DescribeNamespace.class,
            DescribeQueryCommand.class,
            DescribeRelation.class,
            DescribeRelationJsonCommand.class,
            DescribeTablePartition.class,
            ExplainCommand.class,
            ShowCatalogsCommand.class,
            ShowCollationsCommand.class,
            ShowColumns.class,
            ShowCreateTable.class,
            ShowCurrentNamespaceCommand.class,
            ShowFunctions.class,
            ShowNamespacesCommand.class,
            ShowPartitions.class,
            ShowTablePartition.class,
            ShowTableProperties.class,
            ShowTables.class,
            ShowTablesExtended.class,
            ShowViews.class);

    private static final Set<Class<? extends LogicalPlan>> NAMES = Set.of(
            CurrentNamespace$.class,
            UnresolvedFunctionName.class,
            UnresolvedNamespace.class,
            UnresolvedTable.class,
            UnresolvedTableOrView.class,
            UnresolvedView.class);

    /** Statements that change what their session sees, and nothing else. */
    private static final Set<Class<? extends LogicalPlan>> SESSION =
            Set.of(SetCatalogAndNamespace.class, SetCommand.class, SetNamespaceCommand.class);

    private ReadNodes() {}

    static boolean isQuery(LogicalPlan node) {
        return QUERY.contains(node.getClass());
    }

    static boolean isLooking(LogicalPlan node) {
        return LOOKING.contains(node.getClass());
    }

    static boolean isName(LogicalPlan node) {
        return NAMES.contains(node.getClass());
    }

    static boolean isOfSession(LogicalPlan node) {
        return SESSION.contains(node.getClass());
    }
}
