package sparkjoy.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.cli.Options;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import sparkjoy.engine.Session;
import sparkjoy.explore.Evaluation;
import sparkjoy.gold.ViewSteps;
import sparkjoy.lake.Lake;
import sparkjoy.spec.Spec;

/** `joy view run FILE`: what a view that is written in a file of its own holds, computed from the lake; writes nothing. */
public final class ViewVerb implements Verb {
    private static final int GLIMPSED = 10;

    @Override
    public String name() {
        return "view";
    }

    @Override
    public String arguments() {
        return "run FILE";
    }

    @Override
    public String summary() {
        return "run: computes a view in a YAML file of its own and shows it like preview, or as rows; writes nothing";
    }

    @Override
    public Options options() {
        return RowsText.options();
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        List<String> arguments = invocation.arguments();
        if (arguments.size() != 2 || !arguments.get(0).equals("run")) {
            throw new UsageError("view needs run and one file that holds a view: joy view run my_view.yaml.");
        }
        Optional<Integer> limit = RowsText.limit(invocation);
        RowsText.Shape shape = RowsText.shape(invocation);
        Path file = Path.of(arguments.get(1));
        String name = nameOf(file);
        Spec spec = invocation.specWithView(name, file);
        SparkSession spark = Session.open(spec, Optional.empty());
        Dataset<Row> rows = new ViewSteps(Lake.of(spark, spec)::read)
                .apply(name, spec.views().get(name));
        if (limit.isPresent() || shape != RowsText.Shape.TABLE || console.isJson()) {
            Evaluation.run(() -> new RowsText(rows, limit).print(shape, console));
        } else {
            Evaluation.run(() -> console.text(Glimpse.of(rows, GLIMPSED).toString()));
        }
        return ExitCode.DONE;
    }

    /** The name of the view: that of its file, as a table may be named. */
    private static String nameOf(Path file) {
        return file.getFileName()
                .toString()
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\.ya?ml$", "")
                .replaceAll("[^a-z0-9_]", "_");
    }
}
