package sparkjoy.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.collect_set;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.least;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.sort_array;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.spec.Currency;
import sparkjoy.spec.Kpis;

/**
 * Orders from silver.events, one row per order_id of a group of sources. A copy that names the amount comes before any that
 * does not, then the server's before any client's, then the one received first: it gives the amount and the time. Who
 * ordered, in which session, is told by a client's copy first. What was updated, cancelled or refunded later stands on the
 * order's own row, so on the day of the order.
 */
public record Orders(Kpis kpis, Currency currency) {
    private static final String MONEY = Activity.MONEY;
    private static final String REFUNDED = "refunded_";
    private static final String REFUNDS = "refunds_";
    private static final Column IS_ORDER = OrderEvents.IS_ORDER;

    /**
     * Gives each order its order_group, its amount (null without a rate or where it does not fit), refunded and cancelled
     * amounts, is_cancelled, is_refunded, the products, carts and units of its copies, and has_differing_copies: some of
     * those that name an amount name another one, or another currency. An order event without order_id cannot be told from
     * another copy of itself and counts on its own.
     */
    public Dataset<Row> computed(Dataset<Row> events) {
        Rates rates = new Rates(currency);
        List<Column> totals = new ArrayList<>(ofCopies());
        Column isRefund = OrderEvents.IS_REFUND.and(not(col("is_copy")));
        totals.add(count(when(isRefund, 1)).as("refunds"));
        totals.add(count(when(OrderEvents.IS_CANCEL, 1)).as("cancels"));
        for (String code : rates.codes()) {
            Column refunded = when(isRefund.and(col("code").equalTo(code)), col("sent"));
            totals.add(sum(refunded).as(REFUNDED + code));
            totals.add(count(refunded).as(REFUNDS + code));
        }
        Dataset<Row> orders = new OrderEvents(kpis, currency.reporting())
                .from(events)
                .groupBy(OrderEvents.KEYS.stream()
                        .map(org.apache.spark.sql.functions::col)
                        .toArray(Column[]::new))
                .agg(min(when(IS_ORDER, copy())).as("copy"), totals.toArray(Column[]::new))
                .filter("copy IS NOT NULL");
        return returned(valued(orders.select(columns()), rates), rates)
                .drop("own_key", "number", "copy", "person", "update", "sold");
    }

    private static Column copy() {
        return struct(OrderEvents.preceding(
                "sent", "code", "event_date", "occurred_at", "vertical", "service", "experiment_id", "variant"));
    }

    /** What all copies and updates say, in addition to the copy that is kept. */
    private static List<Column> ofCopies() {
        Column person = struct(
                col("unit_id").isNull().as("is_nobody"),
                lit(1).minus(col("is_client")).as("is_server"),
                col("received_at"),
                col("source_id"),
                col("message_id"),
                col("unit_id"),
                col("session_id"),
                col("vertical"),
                col("service"),
                col("experiment_id"),
                col("variant"));
        Column update = struct("occurred_at", "received_at", "source_id", "message_id", "sent", "code");
        Column isGoods = IS_ORDER.and(col("goods").isNotNull());
        Column own = named("own_amount");
        Column other = named("other_amount");
        return List.of(
                min(when(IS_ORDER, person)).as("person"),
                max(when(OrderEvents.IS_UPDATE.and(col("sent").isNotNull()), update))
                        .as("update"),
                min(when(isGoods, struct(OrderEvents.preceding("goods")))).as("sold"),
                sort_array(collect_set(when(IS_ORDER, col("cart_id")))).as("carts"),
                sort_array(collect_set(when(IS_ORDER, col("unit_id")))).as("units"),
                coalesce(
                                min(own).notEqual(max(own)),
                                min(own).isNull().and(min(other).notEqual(max(other))),
                                lit(false))
                        .as("has_differing_copies"));
    }

    private static Column named(String amount) {
        return when(IS_ORDER.and(col(amount).isNotNull()), struct(col(amount).as("sent"), col("code")));
    }

    /** What the copy that stands does not say of the dimensions is what the client's says. */
    private static Column[] columns() {
        Column ofExperiment = when(col("copy.experiment_id").isNull(), col("person.variant"));
        return Stream.concat(
                        Stream.of(
                                col("copy.source_id"),
                                col("copy.message_id"),
                                col("copy.event_date"),
                                col("copy.occurred_at"),
                                col("person.unit_id"),
                                col("person.session_id"),
                                coalesce(col("copy.vertical"), col("person.vertical"))
                                        .as("vertical"),
                                coalesce(col("copy.service"), col("person.service"))
                                        .as("service"),
                                coalesce(col("copy.experiment_id"), col("person.experiment_id"))
                                        .as("experiment_id"),
                                coalesce(col("copy.variant"), ofExperiment).as("variant"),
                                col("sold.goods").as("goods")),
                        Stream.of(col("*")))
                .toArray(Column[]::new);
    }

    /** The last update that names an amount replaces the order's, by the rate of the order's day. */
    private static Dataset<Row> valued(Dataset<Row> orders, Rates rates) {
        Column isUpdated = coalesce(col("update.occurred_at").geq(col("copy.occurred_at")), lit(false));
        Column sent = when(isUpdated, col("update.sent")).otherwise(col("copy.sent"));
        Column code = when(isUpdated, col("update.code")).otherwise(col("copy.code"));
        return orders.withColumn("amount", rates.converted(sent, code));
    }

    /**
     * A refund that names no amount is taken as the whole order; no euro is given back twice. Refunds of one currency are
     * added up and converted by the rate of the order's day, so that what is given back whole leaves no rest.
     */
    private static Dataset<Row> returned(Dataset<Row> orders, Rates rates) {
        Column named = lit(0);
        Column known = lit(0);
        for (String code : rates.codes()) {
            Column refunded = rates.converted(col(REFUNDED + code).try_cast(MONEY), lit(code));
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
}
