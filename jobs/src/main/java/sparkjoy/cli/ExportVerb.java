package sparkjoy.cli;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.Options;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructField;
import sparkjoy.engine.Session;
import sparkjoy.error.UserError;
import sparkjoy.explore.CsvColumns;
import sparkjoy.explore.Formulas;
import sparkjoy.explore.TextRows;
import sparkjoy.lake.Lake;
import sparkjoy.lake.SqlLists;
import sparkjoy.run.Amount;
import sparkjoy.spec.Spec;
import sparkjoy.terminal.Printable;

/** `joy export TABLE`: a table's rows as Parquet or CSV files in a new folder. */
public final class ExportVerb implements Verb {
    private static final List<String> FORMATS = List.of("parquet", "csv");

    @Override
    public String name() {
        return "export";
    }

    @Override
    public String arguments() {
        return "TABLE";
    }

    @Override
    public String summary() {
        return "writes a table's rows as Parquet or CSV into a new folder";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Invocation.valued("to", "FORMAT", "parquet or csv"))
                .addOption(RowsText.exact())
                .addOption(Invocation.valued("into", "FOLDER", "folder or URI that does not exist yet"));
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        if (invocation.arguments().size() != 1) {
            throw new UsageError("export needs one table, such as gold.kpi_daily.");
        }
        String table = invocation.arguments().get(0);
        String format = format(invocation);
        String folder = invocation
                .value("into")
                .orElseThrow(() -> new UsageError("export needs --into FOLDER, one that does not exist yet."));
        boolean isCsv = "csv".equals(format);
        if (invocation.has("exact") && !isCsv) {
            throw new UsageError("--exact is for --to csv: Parquet is always exact.");
        }
        Spec spec = invocation.spec();
        SparkSession spark = Session.open(spec, Optional.empty());
        Dataset<Row> rows = Lake.of(spark, spec).read(table);
        long written = write(isCsv ? flat(rows, invocation.has("exact")) : rows, format, folder);
        console.result(
                Map.of("table", table, "rows", written, "folder", folder),
                Printable.line("DONE: " + Amount.of(written, "row", "rows") + " of " + table + " as " + format + " in "
                        + folder));
        return ExitCode.DONE;
    }

    private static String format(Invocation invocation) {
        return invocation
                .value("to")
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(FORMATS::contains)
                .orElseThrow(() -> new UsageError("export needs --to parquet or --to csv."));
    }

    private static long write(Dataset<Row> rows, String format, String folder) {
        try {
            rows.write()
                    .format(format)
                    .option("header", "true")
                    .options(TextRows.CSV)
                    .save(folder);
            return rows.count();
        } catch (Exception e) {
            if (e instanceof AnalysisException known && "PATH_ALREADY_EXISTS".equals(known.getCondition())) {
                throw new UserError("There is something at " + folder + " already: give --into a new folder.", e);
            }
            throw e;
        }
    }

    private static Dataset<Row> flat(Dataset<Row> rows, boolean isExact) {
        return rows.select(Arrays.stream(rows.schema().fields())
                .map(field -> isExact ? flat(field).as(field.name()) : disarmed(field))
                .toArray(Column[]::new));
    }

    private static Column flat(StructField field) {
        return CsvColumns.flat(col(SqlLists.name(field.name())), field.dataType());
    }

    private static Column disarmed(StructField field) {
        return Formulas.disarmed(flat(field), field.dataType()).as(Formulas.disarmed(field.name()));
    }
}
