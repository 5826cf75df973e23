package sparkjoy.cli;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.spark.sql.SparkSession;
import sparkjoy.lake.Lake;
import sparkjoy.lease.Lease;
import sparkjoy.lease.Leases;
import sparkjoy.maintain.Maintenance;
import sparkjoy.maintain.MaintenanceText;
import sparkjoy.maintain.TableMaintenance;
import sparkjoy.maintain.TablePlan;
import sparkjoy.session.Session;
import sparkjoy.spec.Spec;

/** `joy maintain`: fewer files, no older versions than the specification's retention; ends with 3 where a table was lost to another writer. */
public final class MaintainVerb implements Verb {
    @Override
    public String name() {
        return "maintain";
    }

    @Override
    public String summary() {
        return "compacts small files, vacuums and cleans logs within retention.history; changes no row";
    }

    @Override
    public Options options() {
        return new Options()
                .addOption(Option.builder()
                        .longOpt("dry-run")
                        .desc("tells what it would do and changes nothing")
                        .build());
    }

    @Override
    public ExitCode run(Invocation invocation, Console console) {
        Spec spec = invocation.spec();
        SparkSession spark = Session.openToWrite(spec, Optional.empty());
        Lake lake = new Lake(spark, spec.lake());
        if (invocation.has("dry-run")) {
            List<TablePlan> plan = new Maintenance(lake, spec, console::message).plan();
            console.result(plan, MaintenanceText.ofPlan(plan));
            return ExitCode.DONE;
        }
        List<TableMaintenance> tables = maintained(spark, lake, spec, console);
        console.result(tables, MaintenanceText.of(tables));
        return tables.stream().anyMatch(table -> table.lost().isPresent()) ? ExitCode.PARTIAL : ExitCode.DONE;
    }

    private static List<TableMaintenance> maintained(SparkSession spark, Lake lake, Spec spec, Console console) {
        Clock clock = Clock.systemUTC();
        Leases leases =
                new Leases(spark.sessionState().newHadoopConf(), lake.root(), spec.lease(), Launch.runId(clock), clock);
        Optional<Lease> whole = leases.takeWhole(spec.storage());
        try {
            return new Maintenance(lake, spec, console::message).run();
        } finally {
            whole.ifPresent(Lease::close);
        }
    }
}
