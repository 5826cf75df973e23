package sparkjoy.maintain;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.delta.DeltaConcurrentModificationException;
import sparkjoy.error.UserError;
import sparkjoy.lake.Footprint;
import sparkjoy.lake.Lake;
import sparkjoy.lake.TableContract;
import sparkjoy.lake.Upkeep;
import sparkjoy.run.Progress;
import sparkjoy.spec.Spec;

/**
 * Compacts, vacuums and tidies tables of a lake; one that loses against another writer is left for the next time.
 *
 * @param chosen tables as `layer.name`; empty: all
 */
public record Maintenance(Lake lake, Spec spec, List<String> chosen, Progress progress) {

    /** What it would do, changing nothing. */
    public List<TablePlan> plan() {
        return tables().map(table -> planned(table, lake.upkeep(table))).toList();
    }

    public List<TableMaintenance> run() {
        return tables().map(this::maintained).toList();
    }

    private Stream<String> tables() {
        Stream<String> views = spec.views().keySet().stream().map(view -> "gold." + view);
        List<String> all = Stream.concat(lake.contracts().all().stream().map(TableContract::name), views)
                .filter(lake::exists)
                .toList();
        chosen.stream().filter(table -> !all.contains(table)).findFirst().ifPresent(unknown -> {
            throw new UserError(
                    "There is no table " + unknown + " in the lake; it has " + String.join(", ", all) + ".");
        });
        return all.stream().filter(table -> chosen.isEmpty() || chosen.contains(table));
    }

    private TablePlan planned(String table, Upkeep upkeep) {
        return new TablePlan(table, upkeep.footprint(), upkeep.compactable(), upkeep.vacuumable(history()));
    }

    private TableMaintenance maintained(String table) {
        progress.say("maintain: " + table);
        Upkeep upkeep = lake.upkeep(table);
        Footprint before = upkeep.footprint();
        Optional<String> lost = Optional.empty();
        try {
            upkeep.retain(history());
            upkeep.compact();
            upkeep.vacuum();
            upkeep.tidyLog();
        } catch (DeltaConcurrentModificationException e) {
            lost = Optional.of(e.conflictType());
            progress.say("maintain: " + table + " lost against another writer (" + e.conflictType()
                    + "); the next maintain takes it up");
        }
        return new TableMaintenance(table, before, upkeep.footprint(), lost);
    }

    private Duration history() {
        return spec.retention().history();
    }
}
