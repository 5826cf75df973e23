package sparkjoy.report;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;

/** Values as people read them. */
final class Cell {
    private Cell() {}

    static String of(Object value) {
        if (value instanceof BigDecimal amount) {
            return String.format("%,.2f", amount.setScale(2, RoundingMode.HALF_UP));
        }
        if (value instanceof Long || value instanceof Integer) {
            return String.format("%,d", ((Number) value).longValue());
        }
        return value instanceof Double share ? String.format("%.2f%%", share * 100) : Objects.toString(value, "");
    }
}
