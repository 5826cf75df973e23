package sparkjoy.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.InDriver;

/** How many rows with an amount there are, and their sum; rows without one count as nothing. */
record OrderTotals(long number, BigDecimal amount) {
    private static final String DAY = "event_date";
    private static final String AMOUNT = "amount";
    private static final int SCALE = 4;
    static final OrderTotals NONE = new OrderTotals(0, BigDecimal.ZERO.setScale(SCALE));

    /** Of rows by event_date. */
    static Map<LocalDate, OrderTotals> byDay(Dataset<Row> rows) {
        Map<LocalDate, OrderTotals> days = new TreeMap<>();
        Optional<List<Row>> few = InDriver.rows(rows.select(DAY, AMOUNT));
        List<Row> found = few.orElseGet(() -> rows.groupBy(DAY)
                .agg(coalesce(sum(AMOUNT), lit(0)).cast(Activity.SUM), count(lit(1)))
                .collectAsList());
        found.forEach(row -> days.merge(
                row.getDate(0).toLocalDate(),
                new OrderTotals(few.isPresent() ? 1 : row.getLong(2), amount(row, 1)),
                OrderTotals::plus));
        return days;
    }

    /** The amount of all rows. */
    static BigDecimal amountOf(Dataset<Row> rows) {
        Dataset<Row> amounts = rows.select(AMOUNT);
        return InDriver.rows(amounts)
                .orElseGet(() -> amounts.agg(coalesce(sum(AMOUNT), lit(0)).cast(Activity.SUM))
                        .collectAsList())
                .stream()
                .map(row -> amount(row, 0))
                .reduce(NONE.amount(), BigDecimal::add);
    }

    private OrderTotals plus(OrderTotals other) {
        return new OrderTotals(number + other.number, amount.add(other.amount));
    }

    private static BigDecimal amount(Row row, int place) {
        return Objects.requireNonNullElse(row.getDecimal(place), NONE.amount());
    }
}
