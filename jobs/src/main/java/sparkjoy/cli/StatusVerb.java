package sparkjoy.cli;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.spark.sql.SparkSession;
import sparkjoy.lake.Lake;
import sparkjoy.session.Session;
import sparkjoy.spec.Spec;
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
        return "tells how fresh sources and tables are; ends with 3 where one is silent, stale, failed or unbalanced";
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
                        .build());
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        Spec spec = invocation.spec();
        String pipeline = invocation.pipeline(spec);
        int runs = invocation.has("runs") ? invocation.positive("runs", 10) : 0;
        SparkSession spark = Session.open(spec, Optional.empty());
        Inspection inspection = new Inspection(
                new Lake(spark, spec.lake()),
                spec,
                pipeline,
                Jobs.chosen(spec, pipeline, List.of("all")),
                Jobs.sources(spec, pipeline),
                clock.instant());
        Status status = inspection.status(runs);
        console.result(status, StatusText.of(status));
        return status.alarms().isEmpty() ? ExitCode.DONE : ExitCode.PARTIAL;
    }
}
