package sparkjoy.gold;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Kept;
import sparkjoy.run.Balance;
import sparkjoy.run.Elapsed;
import sparkjoy.run.Job;
import sparkjoy.run.Outcome;
import sparkjoy.run.Pending;
import sparkjoy.run.Workspace;
import sparkjoy.spec.Spec;

/** Puts the money of orders down to the recommender services whose clicks led to them. */
public final class AttributionJob implements Job {
    private static final String ATTRIBUTION = "gold.attribution";

    @Override
    public String name() {
        return "attribution";
    }

    @Override
    public boolean replacesWholeDays() {
        return true;
    }

    @Override
    public Optional<String> lookBack(Spec spec) {
        return Optional.of("the same days of orders, and "
                + Elapsed.text(spec.attribution().longest()) + " before them (the longest windows of attribution)");
    }

    @Override
    public Optional<String> nothingNew(Workspace workspace) {
        return DayInputs.of(workspace, ATTRIBUTION).nothingNew();
    }

    @Override
    public Outcome run(Workspace workspace) {
        DayInputs inputs = DayInputs.of(workspace, ATTRIBUTION);
        OrderDays orderDays = new OrderDays(inputs);
        NavigableSet<LocalDate> days = days(inputs, orderDays);
        if (days.isEmpty()) {
            return Outcome.nothing(DayInputs.NOTHING_NEW);
        }
        Dataset<Row> orders = orderDays.orders(days);
        Attributions attributions = new Attributions(
                workspace.spec().attribution(), workspace.spec().currency().reporting());
        Dataset<Row> attributed = Kept.of(attributions
                        .computed(orders, inputs.eventsOf(reach(workspace).back(days)))
                        .coalesce(1))
                .rows();
        Balance balance = new Balance(
                "gmv of orders = gold.attribution over all services",
                Optional.empty(),
                Optional.empty(),
                OrderTotals.amountOf(orders),
                OrderTotals.amountOf(attributed));
        long rows = balance.isBalanced()
                ? workspace.lake().replaceDays(ATTRIBUTION, days, attributed, inputs.provenance())
                : 0;
        return Outcome.ofDays(days, Map.of(ATTRIBUTION, rows), List.of(balance));
    }

    @Override
    public Pending pending(Workspace workspace) {
        return DayInputs.of(workspace, ATTRIBUTION).pending(inputs -> days(inputs, new OrderDays(inputs)));
    }

    private static NavigableSet<LocalDate> days(DayInputs inputs, OrderDays orderDays) {
        NavigableSet<LocalDate> changed = inputs.days();
        NavigableSet<LocalDate> days = new TreeSet<>(changed);
        days.addAll(orderDays.touchedBy(changed));
        days.addAll(new TouchedCarts(inputs, orderDays, reach(inputs.workspace())).days(changed));
        return days;
    }

    /** How far the click may lie before its order. */
    private static Reach reach(Workspace workspace) {
        return new Reach(workspace.spec().attribution().longest());
    }
}
