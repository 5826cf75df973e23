package sparkjoy.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;

import org.apache.spark.sql.Column;
import sparkjoy.spec.Kpis;

/** How many impressions a row of silver.events with the action impression is. */
public final class Impressions {
    private Impressions() {}

    /** One, or the number of its products, as the specification says. */
    public static Column of(Kpis kpis) {
        return kpis.impression() == Kpis.Impression.LIST ? lit(1) : coalesce(size(col("products.product_id")), lit(0));
    }
}
