package sparkjoy.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import sparkjoy.spec.Currency;
import sparkjoy.spec.Kpis;

/**
 * Orders from silver.events, one row an order_id: the server's copy before any client's, then the one received first.
 * What was cancelled or refunded later stands on the order's own row, so on the day of the order.
 */
record Orders(Kpis kpis, Currency currency) {
    private static final WindowSpec COPIES = Window.partitionBy("order_id")
            .orderBy(
                    when(col("channel").equalTo("server"), 0).otherwise(1),
                    col("received_at"),
                    col("source_id"),
                    col("message_id"));
    private static final String MONEY = "DECIMAL(18,4)";

    /**
     * Adds to each order: amount (null without a rate), refunded and cancelled amounts, is_cancelled, is_refunded. An
     * order event without order_id cannot be told from another copy of itself and counts on its own.
     */
    Dataset<Row> of(Dataset<Row> events) {
        Dataset<Row> identified = placed(events.filter("action = 'order' AND order_id IS NOT NULL AND NOT is_bot"));
        Dataset<Row> anonymous = events.filter("action = 'order' AND order_id IS NULL AND NOT is_bot");
        Dataset<Row> refunds = events.filter("action = 'refund' AND order_id IS NOT NULL")
                .groupBy("order_id")
                .agg(
                        count(lit(1)).as("refunds"),
                        sum(amount()).as("refunds_amount"),
                        count(amount()).as("refunds_known"));
        Dataset<Row> cancels = events.filter("action = 'cancel' AND order_id IS NOT NULL")
                .groupBy("order_id")
                .agg(count(lit(1)).as("cancels"));
        return returned(identified
                .unionByName(anonymous)
                .join(refunds, new String[] {"order_id"}, "left")
                .join(cancels, new String[] {"order_id"}, "left"));
    }

    private static Dataset<Row> placed(Dataset<Row> copies) {
        return copies.withColumn("copy", row_number().over(COPIES))
                .filter("copy = 1")
                .drop("copy");
    }

    /** A refund that names no amount is taken as the whole order; no euro is given back twice. */
    private Dataset<Row> returned(Dataset<Row> orders) {
        Column isRefunded = coalesce(col("refunds"), lit(0)).gt(0);
        Column isCancelled = coalesce(col("cancels"), lit(0)).gt(0);
        Column namesAll = col("refunds_known").equalTo(col("refunds"));
        Column refunded = when(isRefunded.and(namesAll), greatest(least(col("refunds_amount"), col("amount")), lit(0)))
                .when(isRefunded, col("amount"))
                .otherwise(lit(0));
        return orders.withColumn("amount", amount())
                .withColumn("is_cancelled", isCancelled)
                .withColumn("is_refunded", isRefunded)
                .withColumn("refunded", refunded.cast(MONEY))
                .withColumn(
                        "cancelled",
                        when(isCancelled, col("amount").minus(col("refunded")))
                                .otherwise(lit(0))
                                .cast(MONEY));
    }

    /** The event's amount in the reporting currency; null without an amount or without a rate on its day. */
    Column amount() {
        Column sent = col(kpis.amount().name().toLowerCase(java.util.Locale.ROOT));
        Column factor = when(
                col("currency").isNull().or(col("currency").equalTo(currency.reporting())),
                lit(java.math.BigDecimal.ONE));
        for (Currency.Rate rate : currency.rates().stream()
                .sorted(java.util.Comparator.comparing(Currency.Rate::from).reversed())
                .toList()) {
            factor = factor.when(
                    col("currency")
                            .equalTo(rate.currency())
                            .and(col("event_date").geq(lit(java.sql.Date.valueOf(rate.from())))),
                    lit(rate.rate()));
        }
        return sent.multiply(factor).cast(MONEY);
    }
}
