package sparkjoy.explore;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_csv;
import static org.apache.spark.sql.functions.to_json;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Rows as text, for people and for files; columns keep their order, and may have one name twice. */
public record TextRows(Dataset<Row> rows) {
    /** Quotes are doubled, as RFC 4180 says, and blanks stay. */
    public static final Map<String, String> CSV =
            Map.of("escape", "\"", "ignoreLeadingWhiteSpace", "false", "ignoreTrailingWhiteSpace", "false");

    public List<String> columns() {
        return List.of(rows.columns());
    }

    /** The first rows, each value as text; null where there is none. */
    public List<List<String>> first(int number) {
        return texts().takeAsList(number).stream()
                .map(row ->
                        IntStream.range(0, row.size()).mapToObj(row::getString).toList())
                .toList();
    }

    /** Each row as one line of CSV (RFC 4180); null is empty. */
    public Iterator<String> csv() {
        Dataset<Row> texts = texts();
        Column line = to_csv(struct(named(texts)), CSV);
        return strings(texts.select(line));
    }

    /** Each row as one JSON object. */
    public Iterator<String> json() {
        return strings(rows.select(to_json(struct(named(rows)))));
    }

    private Dataset<Row> texts() {
        String[] numbered = IntStream.range(0, rows.columns().length)
                .mapToObj(index -> "c" + index)
                .toArray(String[]::new);
        Dataset<Row> apart = rows.toDF(numbered);
        return apart.select(
                Arrays.stream(numbered).map(name -> col(name).cast("string")).toArray(Column[]::new));
    }

    private static Column[] named(Dataset<Row> rows) {
        return Arrays.stream(rows.columns()).map(name -> col("`" + name + "`")).toArray(Column[]::new);
    }

    private static Iterator<String> strings(Dataset<Row> lines) {
        Iterator<Row> rows = lines.toLocalIterator();
        return new Iterator<>() {
            @Override
            public boolean hasNext() {
                return rows.hasNext();
            }

            @Override
            public String next() {
                return rows.next().getString(0);
            }
        };
    }
}
