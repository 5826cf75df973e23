package sparkjoy.cli;

import java.util.List;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.spark.sql.SparkSession;
import sparkjoy.lake.Lake;
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
    public ExitCode run(CommandLine line, Console console) {
        Spec spec = new Invocation(line).spec();
        SparkSession spark = Session.open(spec, Optional.empty());
        Maintenance maintenance = new Maintenance(new Lake(spark, spec.lake()), spec, console::message);
        if (line.hasOption("dry-run")) {
            List<TablePlan> plan = maintenance.plan();
            console.result(plan, MaintenanceText.ofPlan(plan));
            return ExitCode.DONE;
        }
        List<TableMaintenance> tables = maintenance.run();
        console.result(tables, MaintenanceText.of(tables));
        return tables.stream().anyMatch(table -> table.lost().isPresent()) ? ExitCode.PARTIAL : ExitCode.DONE;
    }
}
