package sparkjoy.lake;

import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.parser.ParseException;
import org.apache.spark.sql.delta.DeltaOperations;
import org.apache.spark.sql.delta.OptimisticTransaction;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.Action;
import org.apache.spark.sql.delta.constraints.Constraint;
import org.apache.spark.sql.delta.constraints.Constraints;
import scala.Option;
import scala.collection.immutable.Seq;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Replaces the rows of a table that has none. Delta's own writer looks for them in queries over the log, and in a session
 * that it makes for it, which takes longer than to write the few rows of most tables. As there, another commit that came
 * first makes this one fail.
 *
 * @param state of the table, without files
 * @param condition that the rows must meet, in SQL
 */
record FirstRows(SparkSession spark, Snapshot state, Optional<String> condition, Provenance provenance) {

    /** Whether rows of these columns can be written so: the table is known to be empty and has the same columns. */
    static boolean canBe(Dataset<Row> rows, Snapshot state) {
        return NamedFiles.of(state).filter(List::isEmpty).isPresent()
                && state.schema().asNullable().equals(rows.schema().asNullable());
    }

    void write(Dataset<Row> rows) {
        OptimisticTransaction transaction = state.deltaLog().startTransaction(Option.empty(), Option.apply(state));
        transaction.readWholeTable();
        @SuppressWarnings("unchecked")
        Seq<Action> files = (Seq<Action>) (Seq<?>) transaction.writeFiles(rows, Option.empty(), false, constraints());
        transaction.commit(
                files,
                new DeltaOperations.Write(
                        SaveMode.Overwrite,
                        Option.empty(),
                        condition.map(Option::apply).orElseGet(Option::empty),
                        Option.apply(provenance.toJson()),
                        Option.empty(),
                        Option.empty(),
                        Option.empty(),
                        Option.empty(),
                        Option.empty()));
    }

    private Seq<Constraint> constraints() {
        List<Constraint> constraints = condition.stream()
                .map(sql -> (Constraint) new Constraints.Check(sql, expression(sql)))
                .toList();
        return CollectionConverters.asScala(constraints).toSeq();
    }

    private org.apache.spark.sql.catalyst.expressions.Expression expression(String sql) {
        try {
            return ((org.apache.spark.sql.classic.SparkSession) spark)
                    .sessionState()
                    .sqlParser()
                    .parseExpression(sql);
        } catch (ParseException e) {
            throw new IllegalArgumentException("No condition in SQL: " + sql, e);
        }
    }
}
