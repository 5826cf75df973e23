package sparkjoy.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;
import sparkjoy.run.Balance;
import sparkjoy.run.Job;
import sparkjoy.run.Outcome;
import sparkjoy.run.Pending;
import sparkjoy.run.Workspace;

/** Counts and rates of shopping by hour and by day, with totals. */
public final class KpiJob implements Job {
    private static final String HOURLY = "gold.kpi_hourly";
    private static final String DAILY = "gold.kpi_daily";

    @Override
    public String name() {
        return "kpis";
    }

    @Override
    public String contract() {
        return "Counts impressions, clicks, orders, users and sessions, and sums GMV, by hour and by day with totals.";
    }

    @Override
    public List<String> reads() {
        return List.of(DayInputs.EVENTS);
    }

    @Override
    public List<String> writes() {
        return List.of(HOURLY, DAILY);
    }

    @Override
    public boolean isByDay() {
        return true;
    }

    /** Attribution is of the same orders, and where they lie. */
    @Override
    public boolean keepsForTheNext() {
        return true;
    }

    @Override
    public Outcome run(Workspace workspace) {
        DayInputs inputs = DayInputs.of(workspace, DAILY);
        OrderDays orderDays = new OrderDays(inputs);
        NavigableSet<LocalDate> days = days(inputs, orderDays);
        if (days.isEmpty()) {
            return Outcome.nothing("no changed days");
        }
        Dataset<Row> placed = orderDays.orders(days);
        Dataset<Row> activity = Activity.ofEvents(
                        inputs.eventsOf(days), workspace.spec().kpis())
                .unionByName(Activity.ofOrders(placed));
        Dataset<Row> cells = Cells.of(activity).coalesce(1).persist();
        List<Balance> balances = balances(placed, cells);
        Map<String, Long> written = balances.stream().allMatch(Balance::isBalanced)
                ? publish(workspace.lake(), inputs, days, cells)
                : Map.of();
        cells.unpersist();
        return Outcome.ofDays(days, written, balances);
    }

    @Override
    public Pending pending(Workspace workspace) {
        return DayInputs.of(workspace, DAILY).pending(inputs -> days(inputs, new OrderDays(inputs)));
    }

    private static NavigableSet<LocalDate> days(DayInputs inputs, OrderDays orderDays) {
        NavigableSet<LocalDate> days = inputs.days();
        days.addAll(orderDays.touchedBy(days));
        return days;
    }

    private static Map<String, Long> publish(
            Lake lake, DayInputs inputs, NavigableSet<LocalDate> days, Dataset<Row> cells) {
        Dataset<Row> fitting = Cells.fitting(cells);
        long hours = lake.replaceDays(HOURLY, days, fitting.filter("hour IS NOT NULL"), inputs.provenance());
        long wholeDays = lake.replaceDays(DAILY, days, fitting.filter("hour IS NULL"), inputs.provenance());
        return Map.of(HOURLY, hours, DAILY, wholeDays);
    }

    /** Orders and GMV of each day: as placed, against the '(all)' cell of gold. */
    private static List<Balance> balances(Dataset<Row> placed, Dataset<Row> cells) {
        Map<LocalDate, Row> silver = byDay(placed.groupBy("event_date")
                .agg(
                        expr("count(*)").as("orders"),
                        coalesce(sum("amount"), lit(0)).cast(Activity.SUM).as("gmv")));
        Map<LocalDate, Row> gold = byDay(cells.filter("hour IS NULL AND vertical = '(all)' AND service = '(all)' AND"
                        + " experiment_id = '(all)' AND variant = '(all)'")
                .select("event_date", "orders", "gmv"));
        NavigableSet<LocalDate> days = new TreeSet<>(silver.keySet());
        days.addAll(gold.keySet());
        List<Balance> balances = new ArrayList<>();
        for (LocalDate day : days) {
            Optional<Row> orders = Optional.ofNullable(silver.get(day));
            Optional<Row> cell = Optional.ofNullable(gold.get(day));
            balances.add(new Balance(
                    "orders in silver = orders in gold.kpi_daily",
                    Optional.empty(),
                    Optional.of(day),
                    count(orders),
                    count(cell)));
            balances.add(new Balance(
                    "gmv in silver = gmv in gold.kpi_daily",
                    Optional.empty(),
                    Optional.of(day),
                    amount(orders),
                    amount(cell)));
        }
        return balances;
    }

    private static BigDecimal count(Optional<Row> day) {
        return day.map(row -> BigDecimal.valueOf(row.getLong(1))).orElse(BigDecimal.ZERO);
    }

    private static BigDecimal amount(Optional<Row> day) {
        return day.map(row -> row.getDecimal(2)).orElse(BigDecimal.ZERO);
    }

    private static Map<LocalDate, Row> byDay(Dataset<Row> rows) {
        Map<LocalDate, Row> byDay = new TreeMap<>();
        rows.collectAsList().forEach(row -> byDay.put(row.getDate(0).toLocalDate(), row));
        return byDay;
    }
}
