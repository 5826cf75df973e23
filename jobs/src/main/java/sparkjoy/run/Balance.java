package sparkjoy.run;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Optional;

/**
 * One conservation equation with its two sides, as a run found them.
 *
 * @param file the raw file that does not balance, where that is known
 */
public record Balance(
        String equation,
        Optional<String> sourceId,
        Optional<LocalDate> day,
        Optional<String> file,
        BigDecimal left,
        BigDecimal right) {

    public Balance(
            String equation, Optional<String> sourceId, Optional<LocalDate> day, BigDecimal left, BigDecimal right) {
        this(equation, sourceId, day, Optional.empty(), left, right);
    }

    public static Balance of(String equation, long left, long right) {
        return new Balance(
                equation, Optional.empty(), Optional.empty(), BigDecimal.valueOf(left), BigDecimal.valueOf(right));
    }

    public BigDecimal difference() {
        return left.subtract(right);
    }

    public boolean isBalanced() {
        return difference().signum() == 0;
    }

    String text() {
        String where = sourceId.map(source -> " of source " + source).orElse("")
                + day.map(found -> " on " + found).orElse("")
                + file.map(path -> " in " + path).orElse("");
        return equation + where + ": " + left.toPlainString() + " against " + right.toPlainString();
    }
}
