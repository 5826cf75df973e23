package sparkjoy.cli;

import java.util.Optional;
import org.apache.commons.cli.Options;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import sparkjoy.engine.Session;
import sparkjoy.explore.Evaluation;
import sparkjoy.explore.Query;
import sparkjoy.lake.Lake;
import sparkjoy.spec.Spec;

/** `joy sql "SELECT …"`: answers a query over the lake's tables; as a table, as CSV, or with --json as one object a line. */
public final class SqlVerb implements Verb {
    @Override
    public String name() {
        return "sql";
    }

    @Override
    public String arguments() {
        return "QUERY";
    }

    @Override
    public String summary() {
        return "answers a SELECT over the lake's tables: a table, --csv, or with --json one object per row";
    }

    @Override
    public Options options() {
        return RowsText.options()
                .addOption(Invocation.valued("remote", "URL", "Spark Connect server that runs it, sc://host:port"));
    }

    @Override
    public boolean isRemotable() {
        return true;
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        if (invocation.arguments().size() != 1) {
            throw new UsageError("sql needs one query in quotes: joy sql \"SELECT count(*) FROM silver.events\".");
        }
        Optional<Integer> limit = RowsText.limit(invocation);
        RowsText.Shape shape = RowsText.shape(invocation);
        Spec spec = invocation.spec();
        SparkSession spark = Session.open(spec, Optional.empty());
        Dataset<Row> answer = new Query(spark, Lake.of(spark, spec), spec)
                .ask(invocation.arguments().get(0));
        Evaluation.run(() -> new RowsText(answer, limit).print(shape, console));
        return ExitCode.DONE;
    }
}
