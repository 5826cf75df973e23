package sparkjoy.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.posexplode;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.spec.Kpis;

/** What people are shown: events with the action impression, and the products in their lists. */
public final class Impressions {
    /** How many impressions an event is. */
    public static final String NUMBER = "impressions";

    private static final String[] ID = {"source_id", "message_id"};

    private Impressions() {}

    /**
     * Adds to each event how many impressions it is by the specification, 0 where it is none.
     *
     * @param events all of these days that count anywhere, such as no bots'
     */
    public static Dataset<Row> counted(Dataset<Row> events, Kpis kpis) {
        return switch (kpis.impression()) {
            case LIST -> events.withColumn(NUMBER, ofImpression(lit(1)));
            case PRODUCT -> events.withColumn(NUMBER, ofImpression(coalesce(size(col("products.product_id")), lit(0))));
            case PRODUCT_ONCE ->
                events.join(firstShowings(events), ID, "left").withColumn(NUMBER, coalesce(col(NUMBER), lit(0)));
        };
    }

    private static Column ofImpression(Column number) {
        return when(col("action").equalTo("impression"), number).otherwise(lit(0));
    }

    /** How many products each event is the first to show its session in a list on that day. */
    private static Dataset<Row> firstShowings(Dataset<Row> events) {
        return events.filter("action = 'impression'")
                .select(
                        col("event_date"),
                        col("unit_id"),
                        col("session_id"),
                        col("list_id"),
                        struct("occurred_at", ID[1], ID[0]).as("showing"),
                        posexplode(col("products.product_id")).as(new String[] {"place", "product"}))
                .groupBy(col("event_date"), col("unit_id"), col("session_id"), col("list_id"), col("product"), ownKey())
                .agg(min("showing").as("first"))
                .groupBy(
                        col("first.source_id").as(ID[0]),
                        col("first.message_id").as(ID[1]))
                .agg(count(lit(1)).as(NUMBER));
    }

    /** Tells products without an id apart, and only those. */
    private static Column ownKey() {
        return when(col("product").isNull(), struct("showing", "place"));
    }
}
