package sparkjoy.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import sparkjoy.terminal.Printable;

/** A table at a glance: one line per column, with its first values next to each other. */
record Glimpse(long rows, List<Column> columns) {
    private static final int WIDTH = 100;

    /** A column with its Spark SQL type and first values. */
    record Column(String name, String type, List<String> values) {}

    static Glimpse of(Dataset<Row> table, int firstRows) {
        return of(table, table.takeAsList(firstRows));
    }

    /** Of a table some of whose rows are known. */
    static Glimpse of(Dataset<Row> table, List<Row> first) {
        StructField[] fields = table.schema().fields();
        List<Column> columns = IntStream.range(0, fields.length)
                .mapToObj(index -> new Column(
                        fields[index].name(),
                        fields[index].dataType().simpleString(),
                        first.stream().map(row -> text(row.get(index))).toList()))
                .toList();
        return new Glimpse(table.count(), columns);
    }

    private static String text(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes.length + " bytes";
        }
        return value instanceof String quoted ? '"' + quoted + '"' : Objects.toString(value, "null");
    }

    @Override
    public String toString() {
        int name = columns.stream()
                .mapToInt(column -> Printable.line(column.name()).length())
                .max()
                .orElse(0);
        int type = columns.stream()
                .mapToInt(column -> shortType(column).length())
                .max()
                .orElse(0);
        String head = String.format("Rows: %,d%nColumns: %d", rows, columns.size());
        return head
                + columns.stream()
                        .map(column -> String.format(
                                        "%n$ %-" + name + "s %-" + type + "s ",
                                        Printable.line(column.name()),
                                        shortType(column))
                                + clipped(Printable.line(String.join(", ", column.values())), WIDTH - name - type))
                        .map(String::stripTrailing)
                        .collect(Collectors.joining());
    }

    private static String shortType(Column column) {
        return "<" + clipped(Printable.line(column.type()), 20) + ">";
    }

    private static String clipped(String text, int width) {
        int[] points = text.codePoints().toArray();
        return points.length <= width
                ? text
                : new String(Arrays.copyOf(points, Math.max(1, width - 1)), 0, Math.max(1, width - 1)) + "…";
    }
}
