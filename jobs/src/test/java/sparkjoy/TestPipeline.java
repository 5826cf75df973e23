package sparkjoy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.cli.Verb;
import sparkjoy.lake.Lake;

/**
 * The project's own pipelines.yaml over logs and a lake of a test.
 *
 * @param logs folder or URI that holds segment-logs/
 * @param lake folder or URI of the tables
 * @param more options of the command line
 */
record TestPipeline(String logs, String lake, List<String> more) {
    static TestPipeline of(Path logs, Path lake) {
        return new TestPipeline(logs.toString(), lake.toString(), List.of());
    }

    /** The same with values of the specification set otherwise. */
    TestPipeline with(String... overrides) {
        List<String> options = new ArrayList<>(more);
        Arrays.stream(overrides).forEach(override -> options.addAll(List.of("--set", override)));
        return new TestPipeline(logs, lake, options);
    }

    /** The same with more options. */
    TestPipeline withOptions(String... options) {
        List<String> all = new ArrayList<>(more);
        all.addAll(List.of(options));
        return new TestPipeline(logs, lake, all);
    }

    Answer runAll() {
        return run("all");
    }

    Answer run(String... jobs) {
        return Answer.to(arguments(jobs));
    }

    String[] arguments(String... jobs) {
        return line("run", jobs);
    }

    Answer quarantine(String... arguments) {
        return Answer.to(line("quarantine", arguments));
    }

    Answer plan(String... arguments) {
        return Answer.to(line("plan", arguments));
    }

    Answer verify(String... options) {
        return Answer.to(line("verify", options));
    }

    /** Runs a verb about this pipeline. */
    Answer verb(String verb, String... arguments) {
        return Answer.to(line(verb, arguments));
    }

    /** The command line of a verb about this pipeline. */
    String[] line(String verb, String... jobs) {
        List<String> arguments = new ArrayList<>(List.of(verb));
        arguments.addAll(List.of(jobs));
        arguments.addAll(options());
        return arguments.toArray(String[]::new);
    }

    /** Asks another verb about this pipeline. */
    Answer ask(Verb verb, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(options());
        return Answer.to(verb, all.toArray(String[]::new));
    }

    private List<String> options() {
        List<String> options = new ArrayList<>(List.of("--spec", "../pipelines.yaml"));
        options.addAll(List.of("--set", "lake=" + lake, "--set", "sources.app.path=" + logs));
        options.addAll(List.of("--set", "spark.shuffle_partitions=2"));
        options.addAll(more);
        return options;
    }

    Dataset<Row> table(String name) {
        return tables().read(name);
    }

    Lake tables() {
        return new Lake(SharedSpark.session(), lake);
    }

    Contents contents() {
        return Contents.of(this);
    }

    /** The rows of a query over a table, each as its values separated by spaces, in order. */
    List<String> rows(String table, String... expressions) {
        return table(table).selectExpr(expressions).collectAsList().stream()
                .map(row -> row.mkString(" "))
                .sorted()
                .toList();
    }
}
