package sparkjoy.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sparkjoy.terminal.Printable;

/** Rows in aligned columns: numbers to the right, text to the left. A row is one line, whatever its cells hold. */
public final class TextTable {
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
        List<Integer> widths =
                IntStream.range(0, header.size()).map(this::width).boxed().toList();
        StringBuilder text = new StringBuilder(line(header, widths));
        rows.forEach(row -> text.append('\n').append(line(row, widths)));
        return text.toString();
    }

    private int width(int column) {
        int widest =
                rows.stream().mapToInt(row -> length(row.get(column))).max().orElse(0);
        return Math.max(widest, length(header.get(column)));
    }

    private String line(List<String> cells, List<Integer> widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> padded(cells.get(column), widths.get(column), isNumeric(column)))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private boolean isNumeric(int column) {
        return !rows.isEmpty() && rows.stream().allMatch(row -> row.get(column).matches("-?[\\d.,]*%?"));
    }

    private static String padded(String cell, int width, boolean toTheRight) {
        String blanks = " ".repeat(Math.max(0, width - length(cell)));
        return toTheRight ? blanks + cell : cell + blanks;
    }

    private static int length(String cell) {
        return cell.codePointCount(0, cell.length());
    }
}
