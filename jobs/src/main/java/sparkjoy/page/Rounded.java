package sparkjoy.page;

import java.math.BigDecimal;
import java.math.MathContext;

/** Numbers of which a page holds many: seven digits are more than it shows. */
final class Rounded {
    private static final MathContext SEVEN_DIGITS = new MathContext(7);

    private Rounded() {}

    /** Of a fraction; null of one that is not finite, any other value as it is. */
    static Object of(Object value) {
        if (!(value instanceof Double number)) {
            return value;
        }
        return Double.isFinite(number) ? new BigDecimal(number, SEVEN_DIGITS).doubleValue() : null;
    }
}
