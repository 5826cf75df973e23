package sparkjoy.report;

import java.util.List;

/**
 * One table of a report under its title.
 *
 * @param note a sentence below the title; empty for none
 * @param rows cells as they are shown
 */
public record Section(String title, String note, List<String> header, List<List<String>> rows) {

    String text() {
        TextTable table = new TextTable(header.toArray(String[]::new));
        rows.forEach(row -> table.row(row.toArray(String[]::new)));
        return title + (note.isEmpty() ? "" : ": " + note) + "\n"
                + table.toString().indent(2).stripTrailing();
    }
}
