package sparkjoy.cli;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.spark.sql.SparkSession;
import sparkjoy.engine.Session;
import sparkjoy.lake.Lake;
import sparkjoy.run.Days;
import sparkjoy.spec.Spec;
import sparkjoy.status.Drift;
import sparkjoy.status.DriftText;
import sparkjoy.status.Drifts;
import sparkjoy.status.Inspection;
import sparkjoy.status.Status;
import sparkjoy.status.StatusText;

/** `joy status`: how a pipeline stands; ends with 3 where a promise is broken, so that a scheduler can alarm. */
public final class StatusVerb implements Verb {
    private final Clock clock;

    public StatusVerb(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "status";
    }

    @Override
    public String summary() {
        return "shows how fresh sources and tables are; exit code 3 if one is silent, stale, failed or unbalanced";
    }

    @Override
    public Options options() {
        return Invocation.ofPipeline()
                .addOption(Option.builder()
                        .longOpt("runs")
                        .hasArg()
                        .optionalArg(true)
                        .argName("N")
                        .desc("also lists the last runs (default 10)")
                        .build())
                .addOption(Invocation.flag(
                        "drift", "shows instead which properties of events appeared, vanished or changed their type"))
                .addOption(Invocation.valued(
                        "from",
                        "DAY",
                        "with --drift: first event day to look at, UTC (default: the last complete one)"))
                .addOption(Invocation.valued(
                        "to", "DAY", "day after the last; these days are compared with the 7 days before --from"));
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        Spec spec = invocation.spec();
        String pipeline = invocation.pipeline(spec);
        int runs = invocation.has("runs") ? invocation.positive("runs", 10) : 0;
        Optional<Days> days = invocation.days();
        boolean isDrift = invocation.has("drift");
        if (days.isPresent() && !isDrift) {
            throw new UsageError("--from and --to are for --drift.");
        }
        SparkSession spark = Session.open(spec, Optional.empty());
        if (isDrift) {
            Drift drift = new Drifts(Lake.of(spark, spec), spec.properties()).drift(days);
            console.result(drift, DriftText.of(drift));
            return ExitCode.DONE;
        }
        Inspection inspection = new Inspection(
                Lake.of(spark, spec),
                spec,
                pipeline,
                Jobs.chosen(spec, pipeline, List.of("all")),
                Jobs.sources(spec, pipeline),
                clock.instant());
        Status status = inspection.status(runs);
        console.result(status, StatusText.of(status) + FindingsText.of(status.findings()));
        return status.alarms().isEmpty() ? ExitCode.DONE : ExitCode.PARTIAL;
    }
}
