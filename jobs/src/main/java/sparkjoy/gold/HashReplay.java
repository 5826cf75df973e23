package sparkjoy.gold;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.conv;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha1;
import static org.apache.spark.sql.functions.substring;
import static org.apache.spark.sql.functions.when;

import java.math.BigDecimal;
import java.util.Iterator;
import java.util.Map;
import org.apache.spark.sql.Column;

/**
 * PlanOut's weighted choice: u = the first 15 hexadecimal digits of SHA-1(salt + '.' + unit) over 0xFFFFFFFFFFFFFFF, the
 * arm is the first whose cumulative weight reaches u times the sum of weights.
 */
final class HashReplay {
    private static final double LARGEST = 0xFFFFFFFFFFFFFFFL;

    private HashReplay() {}

    /** The arm that a unit is given, null for no unit; arms and weights in the order of the specification. */
    static Column arm(String salt, Column unit, Map<String, BigDecimal> arms) {
        Column digits = substring(sha1(concat(lit(salt + "."), unit).cast("BINARY")), 1, 15);
        Column u = conv(digits, 16, 10).cast("BIGINT").cast("DOUBLE").divide(LARGEST);
        BigDecimal sum = arms.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        Column arm = choice(
                u.multiply(sum.doubleValue()), BigDecimal.ZERO, arms.entrySet().iterator());
        return when(unit.isNotNull(), arm);
    }

    private static Column choice(Column u, BigDecimal below, Iterator<Map.Entry<String, BigDecimal>> arms) {
        Map.Entry<String, BigDecimal> arm = arms.next();
        BigDecimal reached = below.add(arm.getValue());
        return arms.hasNext()
                ? when(u.leq(reached.doubleValue()), lit(arm.getKey())).otherwise(choice(u, reached, arms))
                : lit(arm.getKey());
    }
}
