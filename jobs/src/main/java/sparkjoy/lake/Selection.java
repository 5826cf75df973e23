package sparkjoy.lake;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.Collection;
import java.util.NavigableSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.delta.actions.AddFile;
import scala.Option;

/**
 * Rows that have one of some values in one column: those that a write replaces.
 *
 * @param values as a partition's folder has them: texts as they are, dates as ISO days
 */
public record Selection(String column, Set<String> values, boolean areDates) {

    /** Rows of these days in the column `event_date`. */
    public static Selection ofDays(NavigableSet<LocalDate> days) {
        return new Selection(
                "event_date", days.stream().map(LocalDate::toString).collect(Collectors.toSet()), true);
    }

    /** Rows whose text column has one of these values. */
    public static Selection of(String column, Collection<String> values) {
        return new Selection(column, Set.copyOf(values), false);
    }

    /** The same as an SQL condition. */
    String sql() {
        return areDates
                ? values.stream()
                        .sorted()
                        .map(day -> "DATE'" + day + "'")
                        .collect(Collectors.joining(", ", column + " IN (", ")"))
                : SqlLists.among("`" + column + "`", values);
    }

    Column isMet() {
        return coalesce(expr(sql()), lit(false));
    }

    /** Of a table partitioned by the column. */
    boolean holds(AddFile file) {
        Option<String> value = file.partitionValues().get(column);
        return value.isDefined() && values.contains(value.get());
    }
}
