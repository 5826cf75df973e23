package sparkjoy.gold;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.last;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.map;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.trim;
import static org.apache.spark.sql.functions.try_element_at;
import static org.apache.spark.sql.functions.unix_micros;
import static org.apache.spark.sql.functions.upper;
import static org.apache.spark.sql.functions.when;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import sparkjoy.spec.CurrencyName;
import sparkjoy.spec.Kpis;

/**
 * What is told about orders: one row per order, update, refund or cancellation, with the order that it is about and the
 * amount that it names.
 */
record OrderEvents(Kpis kpis, String reporting) {
    /** What distinguishes orders: order_id, order_group, own_key for an event without order_id, and how often it was used before. */
    static final List<String> KEYS = List.of("order_id", "order_group", "own_key", "number");

    static final Column IS_ORDER = col("action").equalTo("order");
    static final Column IS_UPDATE = col("action").equalTo("order_update");
    static final Column IS_REFUND = col("action").equalTo("refund");
    static final Column IS_CANCEL = col("action").equalTo("cancel");
    /** Columns by which the least copy of an order is the one whose amount counts. */
    static final List<String> PRECEDENCE = List.of("naming", "is_client", "received_at", "source_id", "message_id");

    private static final List<String> OF_EVENT = List.of(
            "action",
            "order_id",
            "source_id",
            "message_id",
            "event_date",
            "occurred_at",
            "received_at",
            "unit_id",
            "session_id",
            "vertical",
            "service",
            "experiment_id",
            "variant",
            "cart_id");
    private static final int NAMES_NONE = 2;
    private static final String BLANKS = " \t\r\n\u00a0";
    private static final Column[] OF_NUMBER =
            KEYS.stream().map(org.apache.spark.sql.functions::col).toArray(Column[]::new);

    /** Rows with the columns of {@link #KEYS} and of {@link #PRECEDENCE}, sent, code, goods, is_copy and those of the event. */
    Dataset<Row> from(Dataset<Row> events) {
        Column isPerson = not(col("is_bot"));
        Column isAboutOrder = IS_REFUND
                .or(IS_CANCEL)
                .or(IS_UPDATE.and(isPerson))
                .and(col("order_id").isNotNull());
        return onceToldTwice(
                priced(numbered(narrow(events.filter(IS_ORDER.and(isPerson).or(isAboutOrder))))));
    }

    private Dataset<Row> narrow(Dataset<Row> events) {
        Column own = col(kpis.amount().name().toLowerCase(Locale.ROOT));
        Column other = when(IS_REFUND.or(lit(kpis.otherAmount() == Kpis.OtherAmount.COUNTS)), col(other()));
        return events.select(Stream.concat(
                        Stream.of(
                                group().as("order_group"),
                                when(col("order_id").isNull(), struct("source_id", "message_id"))
                                        .as("own_key"),
                                when(col("channel").equalTo("server"), 0)
                                        .otherwise(1)
                                        .as("is_client"),
                                own.as("own_amount"),
                                other.as("other_amount"),
                                coalesce(own, other).as("sent"),
                                naming(own, other).as("naming"),
                                code().as("code"),
                                Goods.narrow(IS_REFUND).as("goods")),
                        OF_EVENT.stream().map(org.apache.spark.sql.functions::col))
                .toArray(Column[]::new));
    }

    /** The code of the currency that an event names; a name that means none is kept, so that it has no rate. */
    private static Column code() {
        Column name = upper(nullif(trim(col("currency"), BLANKS), lit("")));
        Column[] codes = CurrencyName.codeByOtherName().entrySet().stream()
                .flatMap(entry -> Stream.of(lit(entry.getKey()), lit(entry.getValue())))
                .toArray(Column[]::new);
        return coalesce(try_element_at(map(codes), name), name);
    }

    private static Column naming(Column own, Column other) {
        return when(own.isNotNull(), 0).when(other.isNotNull(), 1).otherwise(NAMES_NONE);
    }

    private String other() {
        return kpis.amount() == Kpis.Amount.REVENUE ? "total" : "revenue";
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

    /**
     * An order of another unit long after the last one of its id is another order. What is told later is about the last
     * order before it, what is told earlier than any about the first.
     */
    private Dataset<Row> numbered(Dataset<Row> rows) {
        WindowSpec byTime = Window.partitionBy("order_id", "order_group", "own_key")
                .orderBy(col("occurred_at"), when(IS_ORDER, 0).otherwise(1), col("source_id"), col("message_id"));
        WindowSpec before = byTime.rowsBetween(Window.unboundedPreceding(), -1);
        Column pause = unix_micros(col("occurred_at"))
                .minus(unix_micros(
                        last(when(IS_ORDER, col("occurred_at")), true).over(before)));
        Column isOfAnother = col("unit_id")
                .notEqual(last(when(IS_ORDER, col("unit_id")), true).over(before));
        Column isNext =
                IS_ORDER.and(pause.gt(kpis.orderReuseAfter().toNanos() / 1000)).and(isOfAnother);
        return rows.withColumn("is_next", when(isNext, 1).otherwise(0))
                .withColumn(
                        "number",
                        sum("is_next").over(byTime.rowsBetween(Window.unboundedPreceding(), Window.currentRow())))
                .drop("is_next");
    }

    /** A refund that names no amount but products takes theirs; one that names no currency has its order's. */
    private Dataset<Row> priced(Dataset<Row> rows) {
        WindowSpec ofOrder = Window.partitionBy(OF_NUMBER);
        Column orderCode =
                min(when(IS_ORDER, struct(preceding("code")))).over(ofOrder).getField("code");
        Column orderGoods = min(when(IS_ORDER.and(col("goods").isNotNull()), struct(preceding("goods"))))
                .over(ofOrder)
                .getField("goods");
        Column returned = abs(coalesce(col("sent"), Goods.worth(col("goods"), col("order_goods"))));
        return rows.withColumn("order_code", orderCode)
                .withColumn("order_goods", orderGoods)
                .withColumn("sent", when(IS_REFUND, returned).otherwise(col("sent")))
                .withColumn("code", coalesce(col("code"), when(not(IS_ORDER), col("order_code")), lit(reporting)))
                .drop("order_code", "order_goods");
    }

    static Column[] preceding(String... more) {
        return Stream.concat(PRECEDENCE.stream(), Stream.of(more))
                .map(org.apache.spark.sql.functions::col)
                .toArray(Column[]::new);
    }

    /** A refund of one amount that a client and the server both report is one refund; each of them may report several. */
    private static Dataset<Row> onceToldTwice(Dataset<Row> rows) {
        WindowSpec alike = Window.partitionBy(
                Stream.concat(Stream.of(OF_NUMBER), Stream.of(col("action"), col("code"), col("sent")))
                        .toArray(Column[]::new));
        Column place = row_number().over(alike.orderBy("is_client", "source_id", "message_id"));
        Column byServer = count(when(col("is_client").equalTo(0), 1)).over(alike);
        Column byClients = count(when(col("is_client").equalTo(1), 1)).over(alike);
        return rows.withColumn("place", place)
                .withColumn("most", greatest(byServer, byClients))
                .withColumn("is_copy", IS_REFUND.and(col("place").gt(col("most"))))
                .drop("place", "most");
    }
}
