package sparkjoy.serve;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import sparkjoy.catalog.MetricView;
import sparkjoy.error.UserError;
import sparkjoy.lake.Lake;
import sparkjoy.lake.SqlLists;
import sparkjoy.lake.TableContract;
import sparkjoy.spec.Spec;

/**
 * Makes a lake's tables known by name: those of silver and gold, and of gold's daily ones the final days in
 * `gold_final`, each with its metric view.
 */
public final class ServedTables {
    static final String FINAL = "gold_final";
    static final List<String> DATABASES = List.of("gold", FINAL, "silver");

    private static final String FRESHNESS = "gold.freshness";

    private final SparkSession spark;
    private final Lake lake;
    private final List<String> possible;
    private final SortedSet<String> known = new TreeSet<>();
    private final SortedSet<String> withoutFinalDays = new TreeSet<>();
    private final Map<String, MetricView> metricViews = new TreeMap<>();

    /**
     * Makes known what is there.
     *
     * @throws UserError where the lake has none of them
     */
    public ServedTables(SparkSession spark, Lake lake, Spec spec) {
        this.spark = spark;
        this.lake = lake;
        Stream<String> views = spec.views().keySet().stream().map(view -> "gold." + view);
        Stream<String> contracts = lake.contracts().all().stream().map(TableContract::name);
        possible = Stream.concat(contracts, views)
                .filter(table -> DATABASES.contains(layer(table)))
                .toList();
        if (possible.stream().noneMatch(lake::exists)) {
            throw new UserError("There are no tables of gold or silver at " + lake.root()
                    + ": run the jobs that write them (joy run all), or check the specification's lake.");
        }
        // Spark makes the folder of a database: this one is there.
        DATABASES.forEach(
                database -> spark.sql("CREATE DATABASE " + database + " LOCATION " + SqlLists.quoted(lake.root())));
        refresh();
    }

    /** Makes known what has come since. */
    synchronized void refresh() {
        List<String> come = possible.stream()
                .filter(table -> !known.contains(table) && lake.exists(table))
                .toList();
        come.forEach(this::register);
        if (known.contains(FRESHNESS)) {
            List.copyOf(withoutFinalDays).forEach(this::registerFinalDays);
        }
    }

    /** A statement that uses what most others need. */
    String sample() {
        String table = names().get(0);
        return "SELECT " + SqlLists.name(schema(table).fieldNames()[0]) + ", count(*) FROM " + table
                + " GROUP BY 1 ORDER BY 1 LIMIT 1";
    }

    /** Names `database.table`, in order; metric views too. */
    synchronized List<String> names() {
        return Stream.concat(known.stream(), metricViews.keySet().stream())
                .sorted()
                .toList();
    }

    StructType schema(String name) {
        return spark.table(name).schema();
    }

    /** What a row of the table is, in a sentence; empty for a view of the specification. */
    synchronized Optional<String> remarks(String name) {
        return Optional.ofNullable(metricViews.get(name))
                .map(MetricView::description)
                .or(() -> contract(name).map(contract -> "One row is " + contract.grain() + "."));
    }

    synchronized boolean isView(String name) {
        return layer(name).equals(FINAL) || metricViews.containsKey(name);
    }

    private Optional<TableContract> contract(String name) {
        return lake.contracts().find(name.replace(FINAL + ".", "gold."));
    }

    static String layer(String name) {
        return name.substring(0, name.indexOf('.'));
    }

    private void register(String table) {
        spark.sql("CREATE TABLE IF NOT EXISTS " + table + " USING delta LOCATION "
                + SqlLists.quoted(lake.location(table)));
        add(table);
        withoutFinalDays.add(table);
    }

    /** A table that the session knows now; its measures become known with it. */
    private void add(String table) {
        contract(table).flatMap(MetricView::of).ifPresent(view -> {
            MetricView metrics = view.over(table);
            metrics.create(spark);
            metricViews.put(metrics.name(), metrics);
        });
        known.add(table);
    }

    /** Where the newest days still change, those that no longer do. */
    private void registerFinalDays(String table) {
        String view = table.replace("gold.", FINAL + ".");
        boolean isDaily = layer(table).equals("gold")
                && List.of(schema(table).fieldNames()).contains("event_date");
        if (isDaily) {
            spark.sql("CREATE VIEW IF NOT EXISTS " + view + " WITH SCHEMA EVOLUTION AS SELECT * FROM " + table
                    + " WHERE event_date <= (SELECT max(final_through) FROM " + FRESHNESS + " WHERE table = '" + table
                    + "')");
            add(view);
        }
        withoutFinalDays.remove(table);
    }
}
