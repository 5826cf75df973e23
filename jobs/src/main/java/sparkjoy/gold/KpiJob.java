package sparkjoy.gold;

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
import sparkjoy.error.UserError;
import sparkjoy.lake.InDriver;
import sparkjoy.lake.Kept;
import sparkjoy.lake.Lake;
import sparkjoy.run.Balance;
import sparkjoy.run.Job;
import sparkjoy.run.Outcome;
import sparkjoy.run.Pending;
import sparkjoy.run.Workspace;
import sparkjoy.spec.Kpis;
import sparkjoy.spec.Spec;

/** Counts and rates of shopping by hour and by day, with totals. */
public final class KpiJob implements Job {
    private static final String HOURLY = "gold.kpi_hourly";
    private static final String DAILY = "gold.kpi_daily";

    @Override
    public String name() {
        return "kpis";
    }

    @Override
    public boolean replacesWholeDays() {
        return true;
    }

    @Override
    public Optional<String> lookBack(Spec spec) {
        return Optional.of("the days of orders of any age that a new event refunds, cancels or updates, by the index"
                + " ops.order_days");
    }

    @Override
    public Optional<String> nothingNew(Workspace workspace) {
        return DayInputs.of(workspace, DAILY).nothingNew();
    }

    @Override
    public Outcome run(Workspace workspace) {
        DayInputs inputs = DayInputs.of(workspace, DAILY);
        OrderDays orderDays = new OrderDays(inputs);
        NavigableSet<LocalDate> days = days(inputs, orderDays);
        if (days.isEmpty()) {
            return Outcome.nothing(DayInputs.NOTHING_NEW);
        }
        requireConditions(inputs, workspace.spec().kpis());
        Dataset<Row> placed = orderDays.orders(days);
        Dataset<Row> activity = Activity.ofEvents(
                        inputs.eventsOf(days), workspace.spec().kpis())
                .unionByName(Activity.ofOrders(placed));
        Dataset<Row> cells = Kept.of(
                        Cells.of(activity, OwnKpis.of(workspace.spec().kpis())).coalesce(1))
                .rows();
        List<Balance> balances = balances(placed, cells);
        Map<String, Long> written = balances.stream().allMatch(Balance::isBalanced)
                ? publish(workspace.lake(), inputs, days, cells)
                : Map.of();
        orderDays.updateIndex();
        return Outcome.ofDays(days, written, balances);
    }

    @Override
    public Pending pending(Workspace workspace) {
        return DayInputs.of(workspace, DAILY).pending(inputs -> days(inputs, new OrderDays(inputs)));
    }

    private static void requireConditions(DayInputs inputs, Kpis kpis) {
        OwnKpis.faults(inputs.events(), kpis).forEach((name, fault) -> {
            throw new UserError("kpis.columns." + name + ".where: " + fault
                    + " No KPI was changed. Write a condition on the" + " columns of silver.events.");
        });
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
        Map<LocalDate, OrderTotals> silver = OrderTotals.byDay(placed);
        Map<LocalDate, OrderTotals> gold = new TreeMap<>();
        InDriver.collected(cells.filter("hour IS NULL AND vertical = '(all)' AND service = '(all)' AND"
                                + " experiment_id = '(all)' AND variant = '(all)'")
                        .select("event_date", "orders", "gmv"))
                .forEach(row ->
                        gold.put(row.getDate(0).toLocalDate(), new OrderTotals(row.getLong(1), row.getDecimal(2))));
        NavigableSet<LocalDate> days = new TreeSet<>(silver.keySet());
        days.addAll(gold.keySet());
        List<Balance> balances = new ArrayList<>();
        for (LocalDate day : days) {
            OrderTotals left = silver.getOrDefault(day, OrderTotals.NONE);
            OrderTotals right = gold.getOrDefault(day, OrderTotals.NONE);
            balances.add(new Balance(
                    "orders in silver = orders in gold.kpi_daily",
                    Optional.empty(),
                    Optional.of(day),
                    BigDecimal.valueOf(left.number()),
                    BigDecimal.valueOf(right.number())));
            balances.add(new Balance(
                    "gmv in silver = gmv in gold.kpi_daily",
                    Optional.empty(),
                    Optional.of(day),
                    left.amount(),
                    right.amount()));
        }
        return balances;
    }
}
