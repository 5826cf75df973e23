package sparkjoy.report;

import java.util.List;
import java.util.stream.Collectors;
import sparkjoy.terminal.Printable;

/** A report as one HTML file that needs nothing else: no script, no font, no address. */
public final class HtmlPage {
    private static final String STYLE =
            """
            :root { color-scheme: light dark; }
            body { font: 15px/1.5 system-ui, sans-serif; max-width: 66rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin: 2rem 0 .2rem; }
            p { margin: .2rem 0 .6rem; opacity: .75; }
            div { overflow-x: auto; }
            table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
            th, td { text-align: left; padding: .25rem .9rem .25rem 0; border-bottom: 1px solid #8884; white-space: nowrap; }
            .n { text-align: right; } .bad { color: #c22; font-weight: 600; }
            """;

    private HtmlPage() {}

    public static String of(Report report) {
        String sections = report.sections().stream().map(HtmlPage::section).collect(Collectors.joining("\n"));
        return """
                <!DOCTYPE html>
                <html lang="en">
                <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Spark Joy</title>
                <style>
                %s</style></head>
                <body>
                <h1>Spark Joy</h1>
                <p>Lake: %s</p>
                %s
                </body>
                </html>
                """
                .formatted(STYLE, escaped(report.lake()), sections);
    }

    private static String section(Section section) {
        String rows = section.rows().stream().map(row -> row(row, "td")).collect(Collectors.joining("\n"));
        return """
                <h2>%s</h2>
                <p>%s</p>
                <div><table>
                %s
                %s
                </table></div>"""
                .formatted(escaped(section.title()), escaped(section.note()), row(section.header(), "th"), rows);
    }

    private static String row(List<String> cells, String tag) {
        return cells.stream()
                .map(cell -> "<" + tag + style(cell) + ">" + escaped(cell) + "</" + tag + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>"));
    }

    private static String style(String cell) {
        if (cell.equals("BROKEN")) {
            return " class=\"bad\"";
        }
        return cell.matches("-?[\\d.,]+%?") ? " class=\"n\"" : "";
    }

    private static String escaped(String text) {
        return Printable.line(text)
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
