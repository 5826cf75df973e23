package sparkjoy.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.sql.Date;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.spec.Currency;
import sparkjoy.spec.Kpis;

/**
 * Orders from silver.events, one row an order_id: the server's copy before any client's, then the one received first.
 * What was cancelled or refunded later stands on the order's own row, so on the day of the order.
 */
public record Orders(Kpis kpis, Currency currency) {
    /** What an order's row tells of the copy that stands for it. */
    private static final List<String> OF_THE_COPY = List.of(
            "event_date", "occurred_at", "unit_id", "session_id", "vertical", "service", "experiment_id", "variant");

    private static final String MONEY = "DECIMAL(18,4)";

    /**
     * Gives each order its amount (null without a rate), refunded and cancelled amounts, is_cancelled, is_refunded. An
     * order event without order_id cannot be told from another copy of itself and counts on its own.
     */
    public Dataset<Row> of(Dataset<Row> events) {
        Column isOrder = col("action").equalTo("order").and(col("is_bot").unary_$bang());
        Column isRefund = col("action").equalTo("refund");
        Column isCancel = col("action").equalTo("cancel");
        Dataset<Row> orders = events.filter(isOrder.or(isRefund).or(isCancel))
                .withColumn("amount", amount())
                .groupBy(col("order_id"), ownKey())
                .agg(
                        min(when(isOrder, copy())).as("copy"),
                        count(when(isRefund, 1)).as("refunds"),
                        sum(when(isRefund, col("amount"))).as("refunds_amount"),
                        count(when(isRefund, col("amount"))).as("refunds_known"),
                        count(when(isCancel, 1)).as("cancels"))
                .filter("copy IS NOT NULL");
        return returned(orders.select("copy.*", "order_id", "refunds", "refunds_amount", "refunds_known", "cancels"));
    }

    /** Tells events without order_id apart, and only those. */
    private static Column ownKey() {
        return when(col("order_id").isNull(), struct("source_id", "message_id")).as("own_key");
    }

    /** Ordered so that the least copy is the one that stands for the order. */
    private static Column copy() {
        Column precedence =
                when(col("channel").equalTo("server"), 0).otherwise(1).as("precedence");
        return struct(Stream.of(
                        Stream.of(precedence, col("received_at"), col("source_id"), col("message_id"), col("amount")),
                        OF_THE_COPY.stream().map(org.apache.spark.sql.functions::col))
                .flatMap(columns -> columns)
                .toArray(Column[]::new));
    }

    /** A refund that names no amount is taken as the whole order; no euro is given back twice. */
    private static Dataset<Row> returned(Dataset<Row> orders) {
        Column isRefunded = col("refunds").gt(0);
        Column isCancelled = col("cancels").gt(0);
        Column namesAll = col("refunds_known").equalTo(col("refunds"));
        Column refunded = when(isRefunded.and(namesAll), greatest(least(col("refunds_amount"), col("amount")), lit(0)))
                .when(isRefunded, col("amount"))
                .otherwise(lit(0));
        return orders.withColumn("is_cancelled", isCancelled)
                .withColumn("is_refunded", isRefunded)
                .withColumn("refunded", refunded.cast(MONEY))
                .withColumn(
                        "cancelled",
                        when(isCancelled, col("amount").minus(col("refunded")))
                                .otherwise(lit(0))
                                .cast(MONEY));
    }

    /** The event's amount in the reporting currency; null without an amount or without a rate on its day. */
    private Column amount() {
        Column sent = col(kpis.amount().name().toLowerCase(Locale.ROOT));
        Column isReporting = col("currency").isNull().or(col("currency").equalTo(currency.reporting()));
        Column factor = when(isReporting, lit(BigDecimal.ONE));
        for (Currency.Rate rate : latestFirst()) {
            Column isInForce = col("event_date").geq(lit(Date.valueOf(rate.from())));
            factor = factor.when(col("currency").equalTo(rate.currency()).and(isInForce), lit(rate.rate()));
        }
        return sent.multiply(factor).cast(MONEY);
    }

    private List<Currency.Rate> latestFirst() {
        return currency.rates().stream()
                .sorted(Comparator.comparing(Currency.Rate::from).reversed())
                .toList();
    }
}
