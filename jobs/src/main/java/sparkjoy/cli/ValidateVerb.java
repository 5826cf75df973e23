package sparkjoy.cli;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.commons.cli.Options;
import org.apache.spark.sql.SparkSession;
import sparkjoy.engine.Session;
import sparkjoy.gold.KpiConditions;
import sparkjoy.gold.ViewSchemas;
import sparkjoy.lake.TableContracts;
import sparkjoy.run.Amount;
import sparkjoy.spec.Spec;
import sparkjoy.spec.StepComplaint;
import sparkjoy.terminal.Printable;

/** `joy validate`: checks the specification. */
public final class ValidateVerb implements Verb {
    @Override
    public String name() {
        return "validate";
    }

    @Override
    public String summary() {
        return "checks pipelines.yaml: all problems at once, with line numbers";
    }

    @Override
    public Options options() {
        return new Options();
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        AtomicReference<Map<String, String>> wholes = new AtomicReference<>(Map.of());
        Spec spec = invocation.spec(read -> {
            if (read.views().isEmpty() && !KpiConditions.areIn(read.kpis())) {
                return List.of();
            }
            SparkSession spark = Session.openToAnalyse(read);
            ViewSchemas views = ViewSchemas.of(spark, TableContracts.of(read), read.views());
            wholes.set(views.wholes());
            return Stream.concat(
                            KpiConditions.complaints(spark, TableContracts.of(read), read.kpis()).stream(),
                            views.complaints().stream().map(StepComplaint::complaint))
                    .toList();
        });
        StringBuilder text = new StringBuilder(Printable.line(invocation
                        .specFiles()
                        .get(invocation.specFiles().size() - 1)
                        .toString())
                + ": valid. "
                + String.join(
                        ", ",
                        Amount.of(spec.pipelines().size(), "pipeline", "pipelines"),
                        Amount.of(spec.sources().size(), "source", "sources"),
                        Amount.of(spec.views().size(), "view", "views"),
                        Amount.of(spec.experiments().size(), "experiment", "experiments"),
                        Amount.of(spec.expectations().size(), "expectation", "expectations"))
                + ".");
        wholes.get().forEach((table, obstacle) -> text.append("\nEach change of its tables recomputes all of ")
                .append(table)
                .append(", not the changed days alone: ")
                .append(obstacle)
                .append("."));
        console.result(
                Map.of("valid", true, "pipelines", spec.pipelines().keySet(), "whole_views", wholes.get()),
                text.toString());
        return ExitCode.DONE;
    }
}
