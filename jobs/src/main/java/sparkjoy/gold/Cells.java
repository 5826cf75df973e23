package sparkjoy.gold;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.bit_or;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.date_add;
import static org.apache.spark.sql.functions.datediff;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.sql.Date;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * The cells of gold.kpi_hourly and gold.kpi_daily: each activity counts in its own cell and in the '(all)' cells above
 * it. Distinct units and sessions are counted in each cell, never summed over cells.
 *
 * <p>Sums are made before rows are multiplied into cells. For the distinct counts a row is a unit, a session, a key
 * (hour or day, and cell) and four bits; all rows of a unit lie in one partition, so that only one row a key and
 * partition is shuffled.
 */
final class Cells {
    private static final Date EPOCH = Date.valueOf("1970-01-01");
    /** Slots of a day: its hours, and one for the day itself. */
    private static final int SLOTS = 25;

    private static final int WHOLE_DAY = 24;
    private static final int SEEN = 1;
    private static final int SHOWN = 2;
    private static final int CLICKED = 4;
    private static final int ORDERED = 8;

    private Cells() {}

    /** One row a cell; `hour` is null in the cells of whole days. */
    static Dataset<Row> of(Dataset<Row> activity) {
        Dataset<Row> byUnit = Activity.byUnit(activity).persist();
        CellGrid grid = CellGrid.over(byUnit);
        Dataset<Row> counted = totals(byUnit, grid).join(distinct(byUnit, grid), "key");
        return rates(named(counted, grid));
    }

    private static Dataset<Row> totals(Dataset<Row> byUnit, CellGrid grid) {
        return Activity.sums(inCells(Activity.summed(byUnit), grid).groupBy("key"));
    }

    private static Dataset<Row> distinct(Dataset<Row> byUnit, CellGrid grid) {
        Column flags = lit(SEEN)
                .plus(flag("impressions", SHOWN))
                .plus(flag("clicks", CLICKED))
                .plus(flag("orders", ORDERED));
        Dataset<Row> units = byUnit.select(Stream.concat(
                        Stream.of(col("event_date"), col("hour"), col("unit_id"), col("session_id"), flags.as("flags")),
                        Activity.DIMENSIONS.stream().map(org.apache.spark.sql.functions::col))
                .toArray(Column[]::new));
        return inCells(units, grid)
                .groupBy("key", "unit_id", "session_id")
                .agg(bit_or(col("flags")).as("flags"))
                .groupBy("key", "unit_id")
                .agg(
                        bit_or(col("flags")).as("flags"),
                        count("session_id").as("sessions"),
                        count(when(col("session_id").isNotNull().and(has(ORDERED)), 1))
                                .as("sessions_ordered"))
                .groupBy("key")
                .agg(
                        count(lit(1)).as("users"),
                        count(when(has(SHOWN), 1)).as("users_shown"),
                        count(when(has(CLICKED), 1)).as("users_clicked"),
                        count(when(has(ORDERED), 1)).as("users_ordered"),
                        sum("sessions").as("sessions"),
                        sum("sessions_ordered").as("sessions_ordered"));
    }

    /** Multiplies rows into their cells: of the hour and of the day. */
    private static Dataset<Row> inCells(Dataset<Row> rows, CellGrid grid) {
        Column day = datediff(col("event_date"), lit(EPOCH)).cast("BIGINT").multiply(SLOTS);
        Column[] keys = Stream.of(day.plus(col("hour")), day.plus(WHOLE_DAY))
                .flatMap(slot -> CellGrid.cellColumns().stream()
                        .map(cell -> slot.multiply(grid.size()).plus(col(cell))))
                .toArray(Column[]::new);
        String[] dimensions = Activity.DIMENSIONS.toArray(String[]::new);
        return rows.join(broadcast(grid.cellsOfCombinations()), dimensions).withColumn("key", explode(array(keys)));
    }

    private static Dataset<Row> named(Dataset<Row> counted, CellGrid grid) {
        Column slot = expr("key div " + grid.size());
        Column hour = pmod(col("slot"), lit(SLOTS)).cast("INT");
        return counted.withColumn("slot", slot)
                .withColumn("cell", pmod(col("key"), lit((long) grid.size())).cast("INT"))
                .join(broadcast(grid.names()), "cell")
                .withColumn(
                        "event_date",
                        date_add(lit(EPOCH), expr("slot div " + SLOTS).cast("INT")))
                .withColumn("hour", when(hour.notEqual(WHOLE_DAY), hour));
    }

    private static Column flag(String measure, int bit) {
        return when(col(measure).gt(0), bit).otherwise(0);
    }

    private static Column has(int bit) {
        return col("flags").bitwiseAND(bit).notEqual(0);
    }

    private static Dataset<Row> rates(Dataset<Row> cells) {
        return cells.withColumn(
                        "gmv_net", col("gmv").minus(col("gmv_cancelled")).minus(col("gmv_refunded")))
                .withColumn("ctr", ratio("clicks", "impressions"))
                .withColumn("user_ctr", ratio("users_clicked", "users_shown"))
                .withColumn("conversion_rate", ratio("users_ordered", "users"))
                .withColumn("session_conversion_rate", ratio("sessions_ordered", "sessions"));
    }

    private static Column ratio(String numerator, String denominator) {
        return when(col(denominator).gt(0), col(numerator).cast("DOUBLE").divide(col(denominator)));
    }
}
