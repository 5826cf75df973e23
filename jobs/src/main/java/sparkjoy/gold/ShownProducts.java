package sparkjoy.gold;

import java.sql.Date;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Row;

/** The products that the open session was shown in lists of one day so far. Rows come as {@link Activity#byUnit} sorts them. */
final class ShownProducts {
    private static final int CLICKS = CellCounts.place("clicks");

    private final Set<String> products = new HashSet<>();
    private Optional<Date> day = Optional.empty();

    /** Takes in what a row shows; returns whether it is a click on what was not shown before, or on no product. */
    boolean isUnshownClick(Row row) {
        Optional<Date> rowDay = Optional.of(row.getDate(0));
        if (!rowDay.equals(day)) {
            products.clear();
            day = rowDay;
        }
        boolean isOfSession = !row.isNullAt(3);
        if (isOfSession && !row.isNullAt(CellCounts.SHOWN)) {
            products.addAll(row.getList(CellCounts.SHOWN));
        }
        boolean isShown = isOfSession
                && !row.isNullAt(CellCounts.CLICKED)
                && products.contains(row.getString(CellCounts.CLICKED));
        return row.getLong(CLICKS) > 0 && !isShown;
    }

    /** Forgets the session. */
    void clear() {
        products.clear();
    }
}
