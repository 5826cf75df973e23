package sparkjoy.gold;

import java.util.HashSet;
import java.util.Set;
import org.apache.spark.sql.Row;

/** The products that the open session was shown in lists of one day so far. Rows come as {@link Activity#byUnit} sorts them. */
final class ShownProducts {
    private final Set<String> products = new HashSet<>();
    private int day;

    /** Takes in what a row shows; returns whether it is a click on what was not shown before, or on no product. */
    boolean isUnshownClick(Row row) {
        if (row.getInt(0) != day) {
            products.clear();
            day = row.getInt(0);
        }
        boolean isOfSession = !row.isNullAt(3);
        if (isOfSession && !row.isNullAt(CellCounts.SHOWN)) {
            products.addAll(row.getList(CellCounts.SHOWN));
        }
        boolean isShown = isOfSession
                && !row.isNullAt(CellCounts.CLICKED)
                && products.contains(row.getString(CellCounts.CLICKED));
        return CellCounts.has(row, CellCounts.CLICKS) && !isShown;
    }

    /** Forgets the session. */
    void clear() {
        products.clear();
    }
}
