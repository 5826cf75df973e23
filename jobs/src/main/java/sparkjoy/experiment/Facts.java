package sparkjoy.experiment;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.sql.Date;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.gold.Impressions;
import sparkjoy.gold.Orders;
import sparkjoy.spec.Currency;
import sparkjoy.spec.Experiment;
import sparkjoy.spec.Kpis;
import sparkjoy.spec.Metric;
import sparkjoy.spec.Spec;

/**
 * What each event adds to the quantities of metrics: one column a quantity, null where the event does not count.
 *
 * @param since earlier events are nobody's history
 */
record Facts(Kpis kpis, Currency currency, LocalDate since, List<Metric.Quantity> quantities) {
    /** Exact, so that sums do not depend on the order of rows. */
    static final String NUMBER = "DECIMAL(28,6)";

    private static final List<String> OF_ORDERS = List.of("amount", "refunded", "cancelled");

    static Facts of(Spec spec, Collection<Experiment> experiments, Collection<Metric> metrics) {
        LocalDate since = experiments.stream()
                .map(experiment ->
                        experiment.from().minusDays(experiment.history().toDays() + 1))
                .min(Comparator.naturalOrder())
                .orElse(LocalDate.EPOCH);
        List<Metric.Quantity> quantities = metrics.stream()
                .flatMap(metric -> Stream.concat(Stream.of(metric.numerator()), metric.denominator().stream()))
                .distinct()
                .toList();
        return new Facts(spec.kpis(), spec.currency(), since, quantities);
    }

    /** The column of a quantity. */
    Column column(Metric.Quantity quantity) {
        return col(name(quantities.indexOf(quantity)));
    }

    /** Columns: unit_id, occurred_at and the quantities; events that count nowhere are left out, orders come once. */
    Dataset<Row> quantities(Dataset<Row> events) {
        return quantities(events, () -> new Orders(kpis, currency).computed(events));
    }

    /**
     * The same of some days.
     *
     * @param orders of these days, as {@link Orders} gives them
     */
    Dataset<Row> quantities(Dataset<Row> events, Supplier<Dataset<Row>> orders) {
        Dataset<Row> people = events.filter("NOT is_bot AND unit_id IS NOT NULL")
                .filter(col("event_date").geq(Date.valueOf(since)));
        Dataset<Row> others = Impressions.counted(people.filter("action IS NULL OR action <> 'order'"), kpis);
        for (String column : OF_ORDERS) {
            others = others.withColumn(column, lit(null).cast("DECIMAL(18,4)"));
        }
        Column[] columns = Stream.concat(
                        Stream.of(col("unit_id"), col("occurred_at")),
                        IntStream.range(0, quantities.size()).mapToObj(index -> counted(quantities.get(index))
                                .as(name(index))))
                .toArray(Column[]::new);
        Column[] counts = IntStream.range(0, quantities.size())
                .mapToObj(index -> col(name(index)))
                .toArray(Column[]::new);
        Dataset<Row> all = needsOrders() ? others.unionByName(orders(events, orders.get()), true) : others;
        return all.select(columns).filter(coalesce(counts).isNotNull());
    }

    private boolean needsOrders() {
        return quantities.stream()
                .anyMatch(quantity -> quantity.action().orElse("order").equals("order"));
    }

    /** The copy that stands for each order, of the unit that ordered, with its money in the reporting currency. */
    private Dataset<Row> orders(Dataset<Row> events, Dataset<Row> orders) {
        Dataset<Row> standing = orders.filter(
                        col("unit_id").isNotNull().and(col("event_date").geq(Date.valueOf(since))))
                .select("source_id", "message_id", "unit_id", "amount", "refunded", "cancelled");
        return events.filter("action = 'order' AND NOT is_bot")
                .filter(col("event_date").geq(Date.valueOf(since)))
                .drop("unit_id")
                .join(standing, new String[] {"source_id", "message_id"});
    }

    private Column counted(Metric.Quantity quantity) {
        Column counts =
                quantity.action().map(action -> col("action").equalTo(action)).orElse(lit(true));
        Column condition =
                quantity.where().map(where -> counts.and(expr(where))).orElse(counts);
        Column one = quantity.action().filter("impression"::equals).isPresent() ? col(Impressions.NUMBER) : lit(1);
        return when(
                condition,
                quantity.value().map(value -> expr(value)).orElse(one).cast(NUMBER));
    }

    private static String name(int index) {
        return "quantity_" + index;
    }
}
