package sparkjoy.backfill;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;
import sparkjoy.lake.SameColumns;
import sparkjoy.lake.TableContract;
import sparkjoy.run.Job;
import sparkjoy.run.Workspace;

/** Compares the days of a finished staging lake with the live ones, measure by measure. */
public final class StageComparison {
    private final StagedTables tables;

    /** Of the last staged backfill of a pipeline with these jobs. */
    public StageComparison(Workspace workspace, List<Job> jobs) {
        this(StagedTables.newest(workspace, jobs).finished());
    }

    StageComparison(StagedTables tables) {
        this.tables = tables;
    }

    public Differences differences() {
        List<Difference> all = tables.names().stream().flatMap(this::inTable).toList();
        return Differences.of(
                tables.backfill().id(),
                tables.names(),
                all,
                tables.workspace().spec().gates());
    }

    private Stream<Difference> inTable(String table) {
        Lake lake = tables.workspace().lake();
        TableContract contract = lake.contracts().find(table).orElseThrow();
        Measures measures = new Measures(contract);
        Dataset<Row> staged = tables.staged(table);
        Dataset<Row> live = lake.exists(table)
                ? lake.read(table).filter(tables.backfill().days().contain("event_date"))
                : staged.limit(0);
        Map<LocalDate, Map<String, BigDecimal>> before = measures.byDay(SameColumns.as(contract.schema(), live));
        Map<LocalDate, Map<String, BigDecimal>> after = measures.byDay(staged);
        return tables.backfill().days().all().stream().flatMap(day -> measures.all().stream()
                .map(measure ->
                        new Difference(table, day, measure, value(before, day, measure), value(after, day, measure))));
    }

    private static BigDecimal value(Map<LocalDate, Map<String, BigDecimal>> byDay, LocalDate day, String measure) {
        return byDay.getOrDefault(day, Map.of()).getOrDefault(measure, BigDecimal.ZERO);
    }
}
