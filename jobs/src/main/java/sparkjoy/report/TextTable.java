package sparkjoy.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sparkjoy.terminal.Printable;

/** Rows in aligned columns: numbers to the right, text to the left. A row is one line, whatever its cells hold. */
public final class TextTable {
    private static final Pattern NUMBER = Pattern.compile("-?[\\d.,]*%?");

    private final List<String> header;
    private final List<List<String>> rows = new ArrayList<>();

    public TextTable(String... header) {
        this.header = Arrays.stream(header).map(Printable::line).toList();
    }

    public TextTable row(String... cells) {
        rows.add(Arrays.stream(cells).map(Printable::line).toList());
        return this;
    }

    @Override
    public String toString() {
        List<Column> columns =
                IntStream.range(0, header.size()).mapToObj(this::column).toList();
        StringBuilder text = new StringBuilder(line(header, columns));
        rows.forEach(row -> text.append('\n').append(line(row, columns)));
        return text.toString();
    }

    /** How all cells of a column are written. */
    private record Column(int width, boolean isNumeric) {}

    private Column column(int index) {
        int widest = rows.stream().mapToInt(row -> length(row.get(index))).max().orElse(0);
        boolean isNumeric = !rows.isEmpty()
                && rows.stream().allMatch(row -> NUMBER.matcher(row.get(index)).matches());
        return new Column(Math.max(widest, length(header.get(index))), isNumeric);
    }

    private static String line(List<String> cells, List<Column> columns) {
        return IntStream.range(0, cells.size())
                .mapToObj(index -> padded(cells.get(index), columns.get(index)))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private static String padded(String cell, Column column) {
        String blanks = " ".repeat(Math.max(0, column.width() - length(cell)));
        return column.isNumeric() ? blanks + cell : cell + blanks;
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
