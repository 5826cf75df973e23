package sparkjoy.backfill;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * One measure of one day, live and staged.
 *
 * @param measure `rows`, or a column that is summed: over the '(all)' row where the table has one
 */
public record Difference(String table, LocalDate day, String measure, BigDecimal live, BigDecimal staged) {

    /** Staged over live, less one: -0.5 where half is gone; infinite where nothing was. */
    public double change() {
        if (live.signum() == 0) {
            return staged.signum() == 0 ? 0 : Double.POSITIVE_INFINITY * staged.signum();
        }
        return staged.subtract(live).doubleValue() / live.abs().doubleValue();
    }

    boolean isChange() {
        return live.compareTo(staged) != 0;
    }
}
