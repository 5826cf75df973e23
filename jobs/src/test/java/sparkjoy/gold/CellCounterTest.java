package sparkjoy.gold;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;
import scala.jdk.javaapi.CollectionConverters;

/** Rows of units, sorted as {@link Activity#byUnit} sorts them, and the '(all)' cells of whole days. */
class CellCounterTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);

    @Test
    void aUnitCountsOnceInACellAndOnceForEachOfItsSessions() {
        List<Row> cells = counted(
                row(0, "u1", "s1", "food", "impressions", 3),
                row(0, "u1", "s1", "food", "clicks", 1),
                row(0, "u1", "s2", "shop", "orders", 1),
                row(0, "u1", null, "food", "clicks", 1),
                row(0, "u2", "s1", "food", "impressions", 1));

        assertThat(told(cells, DAY, "(all)"))
                .containsExactly("impressions 4, clicks 2, orders 1, gmv 6.50, users 2, shown 2, clicked 1, ordered 1,"
                        + " sessions 3, ordered 1");
        assertThat(told(cells, DAY, "food"))
                .containsExactly("impressions 4, clicks 2, orders 0, gmv 5.20, users 2, shown 2, clicked 1, ordered 0,"
                        + " sessions 2, ordered 0");
    }

    @Test
    void rowsWithoutAUnitOnlyAddUp() {
        List<Row> cells =
                counted(row(0, null, null, "food", "impressions", 2), row(0, "u1", "s1", "food", "impressions", 1));

        assertThat(told(cells, DAY, "(all)"))
                .containsExactly("impressions 3, clicks 0, orders 0, gmv 2.60, users 1, shown 1, clicked 0, ordered 0,"
                        + " sessions 1, ordered 0");
    }

    /** Each unit has cells of its own and is on the first day too: more cells than are held, so given in parts. */
    @Test
    void theCellsOfManyUnitsComeInPartsThatAddUp() {
        int units = 10_000;
        List<Row> cells = counted(IntStream.rangeClosed(1, units)
                .boxed()
                .flatMap(unit -> Stream.of(
                        row(unit, "u" + unit, "s1", "food", "clicks", 1),
                        row(0, "u" + unit, "s1", "food", "impressions", 1)))
                .toArray(Row[]::new));

        List<Row> firstDay = all(cells, DAY, "(all)");
        List<Row> lastDay = all(cells, DAY.plusDays(units), "(all)");
        assertThat(firstDay).hasSizeGreaterThan(1);
        assertThat(sum(firstDay, "impressions")).isEqualTo(units);
        assertThat(sum(firstDay, "users")).isEqualTo(units);
        assertThat(sum(firstDay, "users_clicked")).isZero();
        assertThat(sum(firstDay, "sessions")).isEqualTo(units);
        assertThat(lastDay).hasSize(1);
        assertThat(sum(lastDay, "users_clicked")).isEqualTo(1);
    }

    /** A list shows to its session, from then on, for the rest of its day. */
    @Test
    void aClickOnWhatItsSessionWasNotShownBeforeOnThatDayIsTold() {
        List<Row> cells = counted(
                click(0, "u1", null, "pizza"),
                list(0, "u1", null, "pizza"),
                click(0, "u1", "s1", "soup"),
                list(0, "u1", "s1", "pizza", "soup", null),
                click(0, "u1", "s1", "soup"),
                click(0, "u1", "s1", "cake"),
                click(0, "u1", "s1", null),
                click(1, "u1", "s1", "soup"),
                click(1, "u1", "s2", "soup"),
                list(1, "u1", "s2", "soup"),
                click(1, "u1", "s2", "soup"),
                click(1, "u2", "s2", "soup"));

        assertThat(sum(all(cells, DAY, "(all)"), "clicks")).isEqualTo(5);
        assertThat(sum(all(cells, DAY, "(all)"), Activity.UNSHOWN)).isEqualTo(4);
        assertThat(sum(all(cells, DAY.plusDays(1), "(all)"), "clicks")).isEqualTo(4);
        assertThat(sum(all(cells, DAY.plusDays(1), "(all)"), Activity.UNSHOWN)).isEqualTo(3);
    }

    private static List<Row> counted(Row... activity) {
        List<Row> cells = new ArrayList<>();
        Iterator<Row> counter = new CellCounter(Arrays.asList(activity).iterator(), OwnKpis.NONE);
        counter.forEachRemaining(cells::add);
        assertThat(counter.hasNext()).isFalse();
        return cells;
    }

    /** At ten o'clock, with 1.30 of gmv whatever it is. */
    private static Row row(int day, String unit, String session, String vertical, String measure, long number) {
        return row(day, unit, session, vertical, measure, number, null, null);
    }

    private static Row click(int day, String unit, String session, String product) {
        return row(day, unit, session, "food", "clicks", 1, product, null);
    }

    private static Row list(int day, String unit, String session, String... products) {
        return row(day, unit, session, "food", "impressions", 1, null, products);
    }

    private static Row row(
            int day,
            String unit,
            String session,
            String vertical,
            String measure,
            long number,
            String clicked,
            String[] shown) {
        List<Object> values = new ArrayList<>(Arrays.asList(
                (int) DAY.plusDays(day).toEpochDay(), 10, unit, session, vertical, "home", "model", "Model_A"));
        Stream.of(Activity.EVENT_COUNTS, Activity.ORDER_COUNTS)
                .flatMap(List::stream)
                .forEach(name -> values.add(name.equals(measure) ? number : null));
        values.addAll(Arrays.asList(new BigDecimal("1.30"), null, BigDecimal.ZERO));
        values.add(clicked);
        values.add(Optional.ofNullable(shown)
                .map(products ->
                        CollectionConverters.asScala(Arrays.asList(products)).toSeq())
                .orElse(null));
        values.add(0L);
        return RowFactory.create(values.toArray());
    }

    private static List<Row> all(List<Row> cells, LocalDate day, String vertical) {
        List<Object> wanted =
                new Cell((int) day.toEpochDay(), Cell.WHOLE_DAY, vertical, Cell.ALL, Cell.ALL, Cell.ALL).values();
        return cells.stream()
                .filter(cell -> IntStream.range(0, wanted.size())
                        .mapToObj(cell::get)
                        .toList()
                        .equals(wanted))
                .toList();
    }

    private static List<String> told(List<Row> cells, LocalDate day, String vertical) {
        return all(cells, day, vertical).stream()
                .map(cell -> "impressions " + value(cell, "impressions")
                        + ", clicks " + value(cell, "clicks")
                        + ", orders " + value(cell, "orders")
                        + ", gmv " + value(cell, "gmv")
                        + ", users " + value(cell, "users")
                        + ", shown " + value(cell, "users_shown")
                        + ", clicked " + value(cell, "users_clicked")
                        + ", ordered " + value(cell, "users_ordered")
                        + ", sessions " + value(cell, "sessions")
                        + ", ordered " + value(cell, "sessions_ordered"))
                .toList();
    }

    private static long sum(List<Row> cells, String measure) {
        return cells.stream().mapToLong(cell -> (long) value(cell, measure)).sum();
    }

    private static Object value(Row cell, String measure) {
        return cell.get(CellCounts.schema(OwnKpis.NONE).fieldIndex(measure));
    }
}
