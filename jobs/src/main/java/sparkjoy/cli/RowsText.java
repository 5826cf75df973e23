package sparkjoy.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.explore.JsonNames;
import sparkjoy.explore.TextRows;
import sparkjoy.report.TextTable;
import sparkjoy.terminal.Printable;

/**
 * Rows in the shape that a command line asks for: the first ones as a table, all as CSV, or as one JSON object a row.
 *
 * @param limit most rows, where it is given
 */
record RowsText(Dataset<Row> rows, Optional<Integer> limit) {
    private static final int SHOWN = 100;
    private static final int WIDEST = 60;
    private static final int HELD_BACK = 10_000;

    static Options options() {
        return new Options()
                .addOption(Invocation.flag("csv", "prints a header and all rows as CSV"))
                .addOption(exact())
                .addOption(Invocation.valued(
                        "limit", "N", "most rows (default: " + SHOWN + " as a table, all as CSV and JSON)"));
    }

    /** The option of all that writes CSV. */
    static Option exact() {
        return Invocation.flag(
                "exact",
                "CSV cells as they are; unset: a text that a spreadsheet would compute (=, +, -, @, tab) gets an"
                        + " apostrophe in front");
    }

    static Shape shape(Invocation invocation) {
        if (invocation.has("exact") && !invocation.has("csv")) {
            throw new UsageError("--exact is for --csv.");
        }
        return invocation.has("exact") ? Shape.EXACT_CSV : invocation.has("csv") ? Shape.CSV : Shape.TABLE;
    }

    /** How rows are printed, unless JSON is asked for. */
    enum Shape {
        TABLE,
        CSV,
        EXACT_CSV
    }

    /** Most rows, where the command line says so. */
    static Optional<Integer> limit(Invocation invocation) {
        return invocation.value("limit").map(given -> invocation.positive("limit", SHOWN));
    }

    void print(Shape shape, Console console) {
        TextRows texts = new TextRows(limit.map(rows::limit).orElse(rows));
        if (console.isJson()) {
            new JsonNames(texts.columns())
                    .renamed()
                    .forEach((name, column) -> console.message("Several columns are named " + column + ": this one is "
                            + name + " in JSON. Name it in the query with AS."));
            print(texts.json(), console);
        } else if (shape != Shape.TABLE) {
            print(texts.csv(shape == Shape.EXACT_CSV), console);
        } else {
            print(new TextRows(rows), limit.orElse(SHOWN), console);
        }
    }

    /** A query that fails does so before its answer begins, unless it is longer than what is held back. */
    private static void print(Stream<String> lines, Console console) {
        Iterator<String> all = lines.iterator();
        List<String> first = new ArrayList<>();
        while (first.size() < HELD_BACK && all.hasNext()) {
            first.add(all.next());
        }
        first.forEach(console::exact);
        all.forEachRemaining(console::exact);
    }

    private static void print(TextRows rows, int limit, Console console) {
        List<List<String>> first = rows.first(limit + 1);
        TextTable table = new TextTable(rows.columns().toArray(String[]::new));
        first.stream()
                .limit(limit)
                .forEach(row -> table.row(row.stream().map(RowsText::cell).toArray(String[]::new)));
        console.text(table.toString());
        if (first.size() > limit) {
            console.message("The first " + limit + " rows; --limit N shows more, --csv all.");
        } else if (first.isEmpty()) {
            console.message("No rows.");
        }
    }

    private static String cell(String value) {
        String text = value == null ? "null" : Printable.text(value);
        return text.codePointCount(0, text.length()) <= WIDEST
                ? text
                : text.codePoints()
                                .limit(WIDEST - 1L)
                                .mapToObj(Character::toString)
                                .collect(Collectors.joining()) + "…";
    }
}
