package sparkjoy.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;

/** A table at a glance: one line a column, its first values beside each other. */
record Glimpse(long rows, List<Column> columns) {
    private static final int WIDTH = 100;

    /** A column with its Spark SQL type and first values. */
    record Column(String name, String type, List<String> values) {}

    static Glimpse of(Dataset<Row> table, int firstRows) {
        List<Row> first = table.takeAsList(firstRows);
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
        String text = value instanceof String quoted ? '"' + quoted + '"' : Objects.toString(value, "null");
        return text.codePoints()
                .map(point -> Character.isISOControl(point) ? '\ufffd' : point)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Override
    public String toString() {
        int name = columns.stream()
                .mapToInt(column -> column.name().length())
                .max()
                .orElse(0);
        int type = columns.stream()
                .mapToInt(column -> shortType(column).length())
                .max()
                .orElse(0);
        String head = String.format("Rows: %,d%nColumns: %d", rows, columns.size());
        return head
                + columns.stream()
                        .map(column ->
                                String.format("%n$ %-" + name + "s %-" + type + "s ", column.name(), shortType(column))
                                        + clipped(String.join(", ", column.values()), WIDTH - name - type))
                        .map(String::stripTrailing)
                        .collect(Collectors.joining());
    }

    private static String shortType(Column column) {
        return "<" + clipped(column.type(), 20) + ">";
    }

    private static String clipped(String text, int width) {
        int[] points = text.codePoints().toArray();
        return points.length <= width
                ? text
                : new String(Arrays.copyOf(points, Math.max(1, width - 1)), 0, Math.max(1, width - 1)) + "…";
    }
}
