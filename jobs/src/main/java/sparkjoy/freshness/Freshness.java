package sparkjoy.freshness;

import static org.apache.spark.sql.functions.col;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;
import sparkjoy.lake.Selection;
import sparkjoy.spec.Source;
import sparkjoy.spec.Spec;

/**
 * Writes gold.freshness: for each table that a run wrote or checked, up to which day it holds everything.
 *
 * @param sources names of the sources that the pipeline ingests
 * @param asOf the run's start
 */
public record Freshness(
        SparkSession spark, Lake lake, Spec spec, List<String> sources, Provenance provenance, Instant asOf) {
    public static final String TABLE = "gold.freshness";
    private static final String EVENTS = "silver.events";
    /** What all of it is found in. */
    public static final List<String> READ = List.of(EVENTS, Lineage.LEDGER);

    /**
     * Tells of silver.events and the gold tables among some; nothing where there is no gold among them. What was told of a
     * table stands where its commits no longer say what it was made from: its days were remade under other rules.
     */
    public void write(List<String> tables) {
        List<String> known = tables.stream()
                .distinct()
                .filter(table -> table.equals(EVENTS) || table.startsWith("gold."))
                .filter(lake::exists)
                .toList();
        if (known.stream().noneMatch(table -> table.startsWith("gold."))) {
            return;
        }
        lake.replaceLast(TABLE, Selection.of("table", known), () -> rows(known), provenance);
    }

    private Dataset<Row> rows(List<String> tables) {
        Map<Optional<Long>, List<String>> byLedger = byLedger(tables);
        Map<String, Row> known = known(byLedger.getOrDefault(Optional.<Long>empty(), List.of()));
        List<Row> rows = byLedger.entrySet().stream()
                .flatMap(group -> rows(group.getKey(), group.getValue()))
                .map(row -> known.getOrDefault(row.getString(0), row))
                .toList();
        var schema = lake.contracts().find(TABLE).orElseThrow().schema();
        return spark.createDataFrame(rows, schema).coalesce(1);
    }

    /** What is known of tables already, where it says how far they are. */
    private Map<String, Row> known(List<String> tables) {
        if (tables.isEmpty()) {
            return Map.of();
        }
        return lake
                .read(TABLE)
                .filter(col("complete_through").isNotNull().and(col("table").isInCollection(tables)))
                .collectAsList()
                .stream()
                .collect(Collectors.toMap(row -> row.getString(0), row -> row));
    }

    private Map<Optional<Long>, List<String>> byLedger(List<String> tables) {
        Lineage lineage = new Lineage(lake);
        return tables.stream().collect(Collectors.groupingBy(lineage::ledgerOf));
    }

    private Stream<Row> rows(Optional<Long> ledger, List<String> tables) {
        List<LastDelivery> delivered = ledger.flatMap(version -> lake.readIfKept(Lineage.LEDGER, version))
                .map(files -> LastDelivery.in(files, asOf))
                .orElse(List.of());
        Optional<LocalDate> complete = new Completeness(declared(), asOf).completeThrough(delivered);
        Optional<LocalDate> since = Stream.concat(
                        complete.stream(), delivered.stream().map(LastDelivery::day))
                .min(LocalDate::compareTo);
        RecentEvents events = since.filter(day -> lake.exists(EVENTS))
                .map(day -> RecentEvents.in(
                        lake.read(EVENTS), day, complete, spec.eventTime().maxLate()))
                .orElse(new RecentEvents(Optional.empty(), Optional.empty()));
        return tables.stream().map(table -> row(table, complete, events));
    }

    private Row row(String table, Optional<LocalDate> complete, RecentEvents events) {
        Optional<LocalDate> last = complete.map(
                day -> Completeness.finalThrough(day, spec.eventTime().maxLate()));
        return RowFactory.create(
                table,
                complete.map(Date::valueOf).orElse(null),
                last.map(Date::valueOf).orElse(null),
                events.lastAt().map(Timestamp::from).orElse(null),
                events.lateShare().orElse(null),
                Timestamp.from(asOf),
                provenance.runId(),
                provenance.specHash());
    }

    private Map<String, Source> declared() {
        return sources.stream().collect(Collectors.toMap(name -> name, spec.sources()::get));
    }
}
