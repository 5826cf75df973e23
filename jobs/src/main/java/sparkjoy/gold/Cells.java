package sparkjoy.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.date_from_unix_date;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * The cells of gold.kpi_hourly and gold.kpi_daily: each activity counts in its own cell and in the '(all)' cells above
 * it. Distinct units and sessions are counted in each cell, never summed over cells.
 *
 * <p>SQL would multiply every row by the 24 cells that it counts in and shuffle the product once for each distinct
 * count. All rows of a unit lie in one partition, so one pass over it counts all, and only a row a cell is shuffled.
 */
final class Cells {
    private static final List<String> AMOUNTS =
            Stream.concat(Activity.ORDER_AMOUNTS.stream(), Stream.of("gmv_net")).toList();

    private Cells() {}

    /** One row a cell; `hour` is null in the cells of whole days, amounts are sums of any size. */
    static Dataset<Row> of(Dataset<Row> activity, OwnKpis own) {
        MapPartitionsFunction<Row, Row> counting = rows -> new CellCounter(rows, own);
        Dataset<Row> parts = Activity.byUnit(activity).mapPartitions(counting, Encoders.row(CellCounts.schema(own)));
        List<Column> sums = Stream.concat(CellCounts.MEASURES.stream(), own.names().stream())
                .map(name -> sum(name).as(name))
                .toList();
        return rates(parts.withColumn("event_date", date_from_unix_date(col("event_date")))
                .groupBy(Stream.concat(Stream.of("event_date", "hour"), Activity.DIMENSIONS.stream())
                        .map(org.apache.spark.sql.functions::col)
                        .toArray(Column[]::new))
                .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new)));
    }

    /** The cells as tables hold them: an amount is null where its sum does not fit. */
    static Dataset<Row> fitting(Dataset<Row> cells) {
        Dataset<Row> fitting = cells;
        for (String amount : AMOUNTS) {
            fitting = fitting.withColumn(amount, col(amount).try_cast(Activity.MONEY));
        }
        return fitting;
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
