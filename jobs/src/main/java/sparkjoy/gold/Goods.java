package sparkjoy.gold;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.aggregate;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.filter;
import static org.apache.spark.sql.functions.get;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.size;
import static org.apache.spark.sql.functions.slice;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.transform;
import static org.apache.spark.sql.functions.when;

import org.apache.spark.sql.Column;

/** The products of an order or a refund: arrays of product_id, price and quantity. */
final class Goods {
    /** No refund names more; each of its products is looked for among so many of the order. */
    private static final int MOST = 1000;

    private Goods() {}

    /**
     * Those of an event; null where it names none.
     *
     * @param isOfOne whether an event without a list may be about the one product that it names itself
     */
    static Column narrow(Column isOfOne) {
        Column namesOne = col("product_id").isNotNull().or(col("price").isNotNull());
        return when(
                        size(col("products")).gt(0),
                        transform(
                                col("products"),
                                product -> struct(
                                        product.getField("product_id").as("product_id"),
                                        product.getField("price").as("price"),
                                        product.getField("quantity").as("quantity"))))
                .when(isOfOne.and(namesOne), array(struct("product_id", "price", "quantity")));
    }

    /**
     * What returned products are worth: price times quantity of each, where it names none that of the order's product. Null
     * where there are none, or one has no price.
     */
    static Column worth(Column returned, Column ordered) {
        Column values = transform(returned, product -> worthOfOne(product, slice(ordered, 1, MOST)));
        Column sum = aggregate(values, lit(0).cast(Activity.SUM), (total, value) -> total.plus(value)
                .cast(Activity.SUM));
        return when(size(returned).between(1, MOST), sum.try_cast(Activity.MONEY));
    }

    private static Column worthOfOne(Column product, Column ordered) {
        Column same = get(
                filter(ordered, other -> other.getField("product_id").equalTo(product.getField("product_id"))), lit(0));
        Column price = coalesce(product.getField("price"), same.getField("price"));
        Column quantity = coalesce(product.getField("quantity"), same.getField("quantity"), lit(1));
        return abs(price.multiply(quantity)).try_cast(Activity.MONEY);
    }
}
