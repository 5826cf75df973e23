package sparkjoy.cli;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.cli.Options;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import sparkjoy.explore.Query;
import sparkjoy.explore.TextRows;
import sparkjoy.lake.Lake;
import sparkjoy.report.TextTable;
import sparkjoy.session.Session;
import sparkjoy.spec.Spec;

/** `joy sql "SELECT …"`: answers a query over the lake's tables; as a table, as CSV, or with --json as one object a line. */
public final class SqlVerb implements Verb {
    private static final int SHOWN = 100;
    private static final int WIDEST = 60;

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
        return "answers a SELECT over the lake's tables: a table, --csv, or with --json one object a row";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Invocation.flag("csv", "prints a header and all rows as CSV"))
                .addOption(Invocation.valued(
                        "limit", "N", "most rows (default: " + SHOWN + " as a table, all as CSV and JSON)"))
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
        Optional<Integer> limit = invocation.value("limit").map(given -> invocation.positive("limit", SHOWN));
        Spec spec = invocation.spec();
        SparkSession spark = Session.open(spec, Optional.empty());
        Dataset<Row> answer = new Query(spark, new Lake(spark, spec.lake()), spec)
                .ask(invocation.arguments().get(0));
        TextRows rows = new TextRows(limit.map(answer::limit).orElse(answer));
        if (console.isJson()) {
            rows.json().forEachRemaining(console.out()::println);
        } else if (invocation.has("csv")) {
            console.out().println(String.join(",", rows.columns()));
            rows.csv().forEachRemaining(console.out()::println);
        } else {
            print(rows, limit.orElse(SHOWN), console);
        }
        return ExitCode.DONE;
    }

    private static void print(TextRows rows, int limit, Console console) {
        List<List<String>> first = rows.first(limit + 1);
        TextTable table = new TextTable(rows.columns().toArray(String[]::new));
        first.stream()
                .limit(limit)
                .forEach(row -> table.row(row.stream().map(SqlVerb::cell).toArray(String[]::new)));
        console.out().println(table);
        if (first.size() > limit) {
            console.message("The first " + limit + " rows; --limit N shows more, --csv all.");
        } else if (first.isEmpty()) {
            console.message("No rows.");
        }
    }

    private static String cell(String value) {
        String text = value == null ? "null" : Printable.text(value);
        return text.codePointCount(0, text.length()) <= WIDEST
                ? text
                : text.codePoints()
                                .limit(WIDEST - 1L)
                                .mapToObj(Character::toString)
                                .collect(Collectors.joining()) + "…";
    }
}
