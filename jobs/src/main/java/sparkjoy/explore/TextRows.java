package sparkjoy.explore;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_csv;
import static org.apache.spark.sql.functions.when;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;

/** Rows as text, for people and for files; columns keep their order, and may have one name twice. */
public record TextRows(Dataset<Row> rows) {
    /** Quotes are doubled, as RFC 4180 says, and blanks stay. */
    public static final Map<String, String> CSV =
            Map.of("escape", "\"", "ignoreLeadingWhiteSpace", "false", "ignoreTrailingWhiteSpace", "false");

    private static final String EMPTY_TEXT = "\"\"";

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

    /**
     * The header, then each row, as a line of CSV (RFC 4180); null is empty, and an empty text is `""`. So is null in an only
     * column, for readers skip a blank line.
     *
     * @param isExact cells as they are, also those that a spreadsheet would compute (see {@link Formulas})
     */
    public Stream<String> csv(boolean isExact) {
        StructField[] fields = rows.schema().fields();
        Dataset<Row> texts = numbered()
                .select(IntStream.range(0, fields.length)
                        .mapToObj(index ->
                                cell(index, fields[index].dataType(), isExact).as(number(index)))
                        .toArray(Column[]::new));
        Object[] names = Arrays.stream(rows.columns())
                .map(name -> isExact ? name : Formulas.disarmed(name))
                .toArray();
        Dataset<Row> header = rows.sparkSession().createDataFrame(List.of(RowFactory.create(names)), texts.schema());
        return Stream.concat(
                header.select(line(texts.columns())).collectAsList().stream().map(row -> row.getString(0)),
                strings(texts.select(line(texts.columns()))));
    }

    private static Column cell(int index, DataType type, boolean isExact) {
        Column text = CsvColumns.text(col(number(index)), type);
        return isExact ? text : Formulas.disarmed(text, type);
    }

    /** Each row as one JSON object, which has each column by its {@link JsonNames}. */
    public Stream<String> json() {
        StructField[] fields = rows.schema().fields();
        List<String> names = new JsonNames(columns()).unique();
        Column[] values = IntStream.range(0, fields.length)
                .mapToObj(index -> JsonColumns.fit(col(number(index)), fields[index].dataType())
                        .as(names.get(index)))
                .toArray(Column[]::new);
        return strings(numbered().select(JsonColumns.object(values)));
    }

    private static Column line(String... columns) {
        Column line =
                to_csv(struct(Arrays.stream(columns).map(name -> col(name)).toArray(Column[]::new)), CSV);
        return columns.length == 1
                ? when(col(columns[0]).isNull(), lit(EMPTY_TEXT)).otherwise(line)
                : line;
    }

    private Dataset<Row> texts() {
        Dataset<Row> numbered = numbered();
        return numbered.select(Arrays.stream(numbered.columns())
                .map(name -> col(name).cast("string").as(name))
                .toArray(Column[]::new));
    }

    /** With different names whatever the query calls its columns. */
    private Dataset<Row> numbered() {
        return rows.toDF(IntStream.range(0, rows.columns().length)
                .mapToObj(TextRows::number)
                .toArray(String[]::new));
    }

    private static String number(int index) {
        return "c" + index;
    }

    private static Stream<String> strings(Dataset<Row> lines) {
        Iterator<Row> rows = lines.toLocalIterator();
        Iterable<Row> once = () -> rows;
        return StreamSupport.stream(once.spliterator(), false).map(row -> row.getString(0));
    }
}
