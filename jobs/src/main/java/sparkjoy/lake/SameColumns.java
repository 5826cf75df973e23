package sparkjoy.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** Gives rows the columns of other rows, where a specification has added or removed some between them. */
public final class SameColumns {
    private SameColumns() {}

    /** The columns in their order, null where rows have none, then the other columns of the rows. */
    public static Dataset<Row> as(StructType columns, Dataset<Row> rows) {
        List<String> wanted = List.of(columns.fieldNames());
        List<String> has = List.of(rows.columns());
        if (has.equals(wanted)) {
            return rows;
        }
        Stream<Column> first = Arrays.stream(columns.fields())
                .map(field -> has.contains(field.name())
                        ? column(field.name())
                        : lit(null).cast(field.dataType()).as(field.name()));
        Stream<Column> others =
                has.stream().filter(name -> !wanted.contains(name)).map(SameColumns::column);
        return rows.select(Stream.concat(first, others).toArray(Column[]::new));
    }

    /** Whether rows have these columns, in any order. */
    static boolean areSame(StructType columns, Dataset<Row> rows) {
        List<String> has = List.of(rows.columns());
        return has.size() == columns.size() && has.containsAll(List.of(columns.fieldNames()));
    }

    private static Column column(String name) {
        return col(SqlLists.name(name));
    }
}
