package sparkjoy.gold;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.conv;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha1;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiFunction;
import org.apache.spark.sql.Column;

/**
 * The arm that a hash gives to a unit, as columns over rows with salt and unit_id; null where one of them is null. Arms
 * and weights come in the order of the specification.
 */
final class HashReplay {
    private static final double LARGEST = 0xFFFFFFFFFFFFFFFL;

    private HashReplay() {}

    /**
     * PlanOut's weighted choice: u = the first 15 hexadecimal digits of SHA-1(salt + '.' + unit) over 0xFFFFFFFFFFFFFFF, the
     * arm is the first whose cumulative weight reaches u times the sum of weights.
     */
    static Column byPlanOut(Map<String, BigDecimal> arms) {
        Column text = concat(col("salt"), lit("."), col("unit_id"));
        Column digits = substring(sha1(text.cast("BINARY")), 1, 15);
        Column u = conv(digits, 16, 10).cast("BIGINT").cast("DOUBLE").divide(LARGEST);
        return when(u.isNotNull(), choice(u, arms, Column::leq));
    }

    /** The first arm whose cumulative weight is above a share of the sum of weights; null for a share outside [0, 1). */
    static Column byShare(Column share, Map<String, BigDecimal> arms) {
        Column u = share.cast("DOUBLE");
        return when(u.geq(0).and(u.lt(1)).and(col("unit_id").isNotNull()), choice(u, arms, Column::lt));
    }

    private static Column choice(Column u, Map<String, BigDecimal> arms, BiFunction<Column, Object, Column> isWithin) {
        BigDecimal sum = arms.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        return choice(
                u.multiply(sum.doubleValue()), BigDecimal.ZERO, arms.entrySet().iterator(), isWithin);
    }

    private static Column choice(
            Column u,
            BigDecimal below,
            Iterator<Map.Entry<String, BigDecimal>> arms,
            BiFunction<Column, Object, Column> isWithin) {
        Map.Entry<String, BigDecimal> arm = arms.next();
        BigDecimal reached = below.add(arm.getValue());
        return arms.hasNext()
                ? when(isWithin.apply(u, reached.doubleValue()), lit(arm.getKey()))
                        .otherwise(choice(u, reached, arms, isWithin))
                : lit(arm.getKey());
    }
}
