package sparkjoy.gold;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** What one cell has counted: sums of activity, and distinct units and sessions with each kind of activity. */
final class CellCounts {
    /** Counts that rows of activity have. */
    private static final List<String> GIVEN = Stream.of(Activity.EVENT_COUNTS, Activity.ORDER_COUNTS)
            .flatMap(List::stream)
            .toList();

    private static final List<String> COUNTS =
            Stream.concat(GIVEN.stream(), Stream.of(Activity.UNSHOWN)).toList();
    private static final List<String> DISTINCT =
            List.of("users", "users_shown", "users_clicked", "users_ordered", "sessions", "sessions_ordered");
    /** Sums of activity, by name. */
    static final List<String> MEASURES = Stream.of(COUNTS, Activity.ORDER_AMOUNTS, DISTINCT)
            .flatMap(List::stream)
            .toList();

    private static final int FIRST_COUNT = 8;
    private static final int FIRST_AMOUNT = FIRST_COUNT + GIVEN.size();
    /** Where a row of {@link Activity#byUnit} has its impressions, clicks and orders. */
    static final int IMPRESSIONS = place("impressions");

    static final int CLICKS = place("clicks");
    static final int ORDERS = place("orders");
    /** Where it has the product that was clicked. */
    static final int CLICKED = FIRST_AMOUNT + Activity.ORDER_AMOUNTS.size();
    /** Where it has the products that were shown. */
    static final int SHOWN = CLICKED + 1;

    private final long[] counts = new long[COUNTS.size()];
    private final BigDecimal[] amounts = new BigDecimal[Activity.ORDER_AMOUNTS.size()];
    private final long[] distinct = new long[DISTINCT.size()];

    CellCounts() {
        Arrays.fill(amounts, BigDecimal.ZERO);
    }

    /** Whether a row of {@link Activity#byUnit} has some of a count. */
    static boolean has(Row activity, int count) {
        return !activity.isNullAt(count) && activity.getLong(count) > 0;
    }

    /** What a row of {@link Activity#byUnit} says about its session, in bits of {@link Presence}. */
    static int presence(Row activity) {
        return Presence.bits(has(activity, IMPRESSIONS), has(activity, CLICKS), has(activity, ORDERS));
    }

    private static int place(String count) {
        return FIRST_COUNT + GIVEN.indexOf(count);
    }

    /** The schema of {@link #row}. */
    static StructType schema() {
        StructType schema =
                new StructType().add("event_date", DataTypes.IntegerType).add("hour", DataTypes.IntegerType);
        for (String dimension : Activity.DIMENSIONS) {
            schema = schema.add(dimension, DataTypes.StringType);
        }
        for (String measure : MEASURES) {
            boolean isAmount = Activity.ORDER_AMOUNTS.contains(measure);
            schema = schema.add(measure, isAmount ? DataTypes.createDecimalType(38, 4) : DataTypes.LongType);
        }
        return schema;
    }

    /**
     * Adds a row of {@link Activity#byUnit}.
     *
     * @param isUnshown whether it is a click on what was not shown before
     */
    void add(Row activity, boolean isUnshown) {
        for (int i = 0; i < GIVEN.size(); i++) {
            if (!activity.isNullAt(FIRST_COUNT + i)) {
                counts[i] += activity.getLong(FIRST_COUNT + i);
            }
        }
        counts[GIVEN.size()] += isUnshown ? 1 : 0;
        for (int i = 0; i < amounts.length; i++) {
            if (!activity.isNullAt(FIRST_AMOUNT + i)) {
                amounts[i] = amounts[i].add(activity.getDecimal(FIRST_AMOUNT + i));
            }
        }
    }

    /** Adds the sums, not the distinct counts, of a cell below this one. */
    void addSums(CellCounts below) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += below.counts[i];
        }
        for (int i = 0; i < amounts.length; i++) {
            amounts[i] = amounts[i].add(below.amounts[i]);
        }
    }

    /** Adds one unit. */
    void addUnit(Presence unit) {
        distinct[0]++;
        distinct[1] += unit.isShown() ? 1 : 0;
        distinct[2] += unit.hasClicked() ? 1 : 0;
        distinct[3] += unit.hasOrdered() ? 1 : 0;
        distinct[4] += unit.sessions();
        distinct[5] += unit.sessionsOrdered();
    }

    Row row(Cell cell) {
        return RowFactory.create(Stream.of(
                        cell.values().stream(),
                        Arrays.stream(counts).boxed(),
                        Arrays.stream(amounts),
                        Arrays.stream(distinct).boxed())
                .flatMap(values -> values)
                .toArray());
    }
}
