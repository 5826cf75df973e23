package sparkjoy.gold;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import sparkjoy.spec.KpiColumn;

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
    /** Where it has the bits of {@link OwnKpis}. */
    static final int OWN = SHOWN + 1;

    private final OwnKpis own;
    private final long[] ownCounts;

    private final long[] counts = new long[COUNTS.size()];
    private final BigDecimal[] amounts = new BigDecimal[Activity.ORDER_AMOUNTS.size()];
    private final long[] distinct = new long[DISTINCT.size()];

    CellCounts(OwnKpis own) {
        this.own = own;
        this.ownCounts = new long[own.size()];
        Arrays.fill(amounts, BigDecimal.ZERO);
    }

    /** Whether a row of {@link Activity#byUnit} has some of a count. */
    static boolean has(Row activity, int count) {
        return !activity.isNullAt(count) && activity.getLong(count) > 0;
    }

    /** What a row of {@link Activity#byUnit} says about its session, in bits of {@link Presence}. */
    static long presence(Row activity) {
        return Presence.bits(
                has(activity, IMPRESSIONS), has(activity, CLICKS), has(activity, ORDERS), activity.getLong(OWN));
    }

    private static int place(String count) {
        return FIRST_COUNT + GIVEN.indexOf(count);
    }

    /** The schema of {@link #row}. */
    static StructType schema(OwnKpis own) {
        StructType schema =
                new StructType().add("event_date", DataTypes.IntegerType).add("hour", DataTypes.IntegerType);
        for (String dimension : Activity.DIMENSIONS) {
            schema = schema.add(dimension, DataTypes.StringType);
        }
        for (String measure : MEASURES) {
            boolean isAmount = Activity.ORDER_AMOUNTS.contains(measure);
            schema = schema.add(measure, isAmount ? DataTypes.createDecimalType(38, 4) : DataTypes.LongType);
        }
        for (String name : own.names()) {
            schema = schema.add(name, DataTypes.LongType);
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
        for (int i = 0; i < ownCounts.length; i++) {
            boolean isCounted =
                    own.counts().get(i) == KpiColumn.Count.EVENTS && (activity.getLong(OWN) & (1L << i)) != 0;
            ownCounts[i] += isCounted ? 1 : 0;
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
        for (int i = 0; i < ownCounts.length; i++) {
            ownCounts[i] += below.ownCounts[i];
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
        for (int i = 0; i < ownCounts.length; i++) {
            ownCounts[i] += ofUnit(unit, i);
        }
    }

    private long ofUnit(Presence unit, int column) {
        return switch (own.counts().get(column)) {
            case EVENTS -> 0;
            case USERS -> unit.hasOwn(column) ? 1 : 0;
            case SESSIONS -> unit.sessionsWithOwn(column);
        };
    }

    Row row(Cell cell) {
        return RowFactory.create(Stream.of(
                        cell.values().stream(),
                        Arrays.stream(counts).boxed(),
                        Arrays.stream(amounts),
                        Arrays.stream(distinct).boxed(),
                        Arrays.stream(ownCounts).boxed())
                .flatMap(values -> values)
                .toArray());
    }
}
