package sparkjoy.cli;

import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.Options;
import org.apache.spark.sql.SparkSession;
import sparkjoy.engine.Session;
import sparkjoy.lake.Lake;
import sparkjoy.spec.Spec;

/** `joy preview TABLE`: a table's row count, and each column with its type and first values. */
public final class PreviewVerb implements Verb {
    @Override
    public String name() {
        return "preview";
    }

    @Override
    public String arguments() {
        return "TABLE";
    }

    @Override
    public String summary() {
        return "shows a table's row count, and each column with its type and first values";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Invocation.valued("rows", "N", "first rows to take values from (default 10)"))
                .addOption(Invocation.valued("remote", "URL", "Spark Connect server that runs it, sc://host:port"));
    }

    @Override
    public boolean isRemotable() {
        return true;
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        if (invocation.arguments().size() != 1) {
            throw new UsageError("preview needs one table, such as gold.kpi_daily.");
        }
        Spec spec = invocation.spec();
        int rows = invocation.positive("rows", 10);
        SparkSession spark = Session.open(spec, Optional.empty());
        Lake lake = Lake.of(spark, spec);
        String table = invocation.arguments().get(0);
        Glimpse glimpse =
                Glimpse.of(lake.read(table), lake.readFirstDays(table, rows).takeAsList(rows));
        console.result(Map.of("rows", glimpse.rows(), "columns", glimpse.columns()), glimpse.toString());
        return ExitCode.DONE;
    }
}
