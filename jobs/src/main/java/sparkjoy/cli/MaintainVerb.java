package sparkjoy.cli;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.spark.sql.SparkSession;
import sparkjoy.engine.Session;
import sparkjoy.lake.Lake;
import sparkjoy.lease.Lease;
import sparkjoy.lease.Leases;
import sparkjoy.maintain.Maintenance;
import sparkjoy.maintain.MaintenanceText;
import sparkjoy.maintain.TableMaintenance;
import sparkjoy.maintain.TablePlan;
import sparkjoy.spec.Spec;

/** `joy maintain`: fewer files, no older versions than the specification's retention; ends with 3 where a table was lost to another writer. */
public final class MaintainVerb implements Verb {
    private final Clock clock;

    public MaintainVerb(Clock clock) {
        this.clock = clock;
    }

    @Override
    public String name() {
        return "maintain";
    }

    @Override
    public String arguments() {
        return "[TABLE...]";
    }

    @Override
    public String summary() {
        return "compacts small files, vacuums and cleans logs within retention.history, of all tables or"
                + " some; changes no row";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Option.builder()
                        .longOpt("dry-run")
                        .desc("shows what it would do and changes nothing")
                        .build());
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        Spec spec = invocation.spec();
        SparkSession spark = Session.openToWrite(spec, Optional.empty());
        Lake lake = Lake.of(spark, spec);
        Maintenance maintenance = new Maintenance(lake, spec, invocation.arguments(), console::progress);
        if (invocation.has("dry-run")) {
            List<TablePlan> plan = maintenance.plan();
            console.result(plan, MaintenanceText.ofPlan(plan));
            return ExitCode.DONE;
        }
        Leases leases =
                new Leases(spark.sessionState().newHadoopConf(), lake.root(), spec.lease(), Launch.runId(clock), clock);
        List<TableMaintenance> tables = maintained(maintenance, leases.takeWhole(spec.storage()));
        console.result(tables, MaintenanceText.of(tables));
        return tables.stream().anyMatch(table -> table.lost().isPresent()) ? ExitCode.PARTIAL : ExitCode.DONE;
    }

    private static List<TableMaintenance> maintained(Maintenance maintenance, Optional<Lease> whole) {
        try {
            return maintenance.run();
        } finally {
            whole.ifPresent(Lease::close);
        }
    }
}
