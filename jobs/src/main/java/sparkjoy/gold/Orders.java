package sparkjoy.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.sql.Date;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.spec.Currency;
import sparkjoy.spec.Kpis;

/**
 * Orders from silver.events, one row an order_id of a group of sources: the server's copy before any client's, then the
 * one received first. What was cancelled or refunded later stands on the order's own row, so on the day of the order.
 */
public record Orders(Kpis kpis, Currency currency) {
    /** What an order's row tells of the copy that stands for it. */
    private static final List<String> OF_THE_COPY = List.of(
            "event_date", "occurred_at", "unit_id", "session_id", "vertical", "service", "experiment_id", "variant");

    private static final String MONEY = Activity.MONEY;
    private static final String REFUNDED = "refunded_";
    private static final String REFUNDS = "refunds_";

    /**
     * Gives each order its order_group, its amount (null without a rate or where it does not fit), refunded and cancelled
     * amounts, is_cancelled, is_refunded, and has_differing_copies: some of those that name an amount name another one, or
     * another currency. An order event without order_id cannot be told from another copy of itself and counts on
     * its own.
     */
    public Dataset<Row> of(Dataset<Row> events) {
        Column isOrder = col("action").equalTo("order").and(col("is_bot").unary_$bang());
        Column isRefund = col("action").equalTo("refund");
        Column isCancel = col("action").equalTo("cancel");
        Column named = when(isOrder.and(sent().isNotNull()), struct(sent().as("sent"), code().as("code")));
        List<Column> totals = new ArrayList<>(List.of(
                coalesce(min(named).notEqual(max(named)), lit(false)).as("has_differing_copies"),
                count(when(isRefund, 1)).as("refunds"),
                count(when(isCancel, 1)).as("cancels")));
        for (String code : currencies()) {
            Column refunded = when(isRefund.and(code().equalTo(code)), sent());
            totals.add(sum(refunded).as(REFUNDED + code));
            totals.add(count(refunded).as(REFUNDS + code));
        }
        Dataset<Row> orders = events.filter(isOrder.or(isRefund).or(isCancel))
                .withColumn("amount", converted(sent(), code()))
                .groupBy(col("order_id"), group().as("order_group"), ownKey())
                .agg(min(when(isOrder, copy())).as("copy"), totals.toArray(Column[]::new))
                .filter("copy IS NOT NULL");
        return returned(orders.select(col("copy.*"), col("*")).drop("copy", "own_key"));
    }

    /** Tells events without order_id apart, and only those. */
    private static Column ownKey() {
        return when(col("order_id").isNull(), struct("source_id", "message_id")).as("own_key");
    }

    /** The group of sources that number their orders together; null for those that stand in none. */
    private Column group() {
        Column group = lit(null).cast("STRING");
        for (Map.Entry<String, List<String>> sources : kpis.orderGroups().entrySet()) {
            Column isOfGroup = col("source_id").isInCollection(sources.getValue());
            group = when(isOfGroup, sources.getKey()).otherwise(group);
        }
        return group;
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

    /**
     * A refund that names no amount is taken as the whole order; no euro is given back twice. Refunds of one currency are
     * added up and converted by the rate of the order's day, so that what is given back whole leaves no rest.
     */
    private Dataset<Row> returned(Dataset<Row> orders) {
        Column named = lit(0);
        Column known = lit(0);
        for (String code : currencies()) {
            Column refunded = converted(col(REFUNDED + code).try_cast(MONEY), lit(code));
            named = named.plus(coalesce(refunded, lit(0)));
            known = known.plus(when(refunded.isNotNull(), col(REFUNDS + code)).otherwise(0));
        }
        Column isRefunded = col("refunds").gt(0);
        Column isCancelled = col("cancels").gt(0);
        Column namesAll = known.equalTo(col("refunds")).and(col("amount").isNotNull());
        Column refunded = when(isRefunded.and(namesAll), greatest(least(named, col("amount")), lit(0)))
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

    private Column sent() {
        return col(kpis.amount().name().toLowerCase(Locale.ROOT));
    }

    private Column code() {
        return coalesce(col("currency"), lit(currency.reporting()));
    }

    /** The currencies that can be converted. */
    private List<String> currencies() {
        return Stream.concat(
                        Stream.of(currency.reporting()),
                        currency.rates().stream().map(Currency.Rate::currency))
                .distinct()
                .toList();
    }

    /** An amount in the reporting currency by the rate of the row's event_date; null without one, or beyond its range. */
    private Column converted(Column amount, Column code) {
        Column factor = when(code.equalTo(currency.reporting()), lit(BigDecimal.ONE));
        for (Currency.Rate rate : latestFirst()) {
            Column isInForce = col("event_date").geq(lit(Date.valueOf(rate.from())));
            factor = factor.when(code.equalTo(rate.currency()).and(isInForce), lit(rate.rate()));
        }
        return amount.multiply(factor).try_cast(MONEY);
    }

    private List<Currency.Rate> latestFirst() {
        return currency.rates().stream()
                .sorted(Comparator.comparing(Currency.Rate::from).reversed())
                .toList();
    }
}
