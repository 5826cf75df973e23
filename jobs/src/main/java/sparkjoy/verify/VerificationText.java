package sparkjoy.verify;

import java.util.List;
import java.util.stream.Collectors;
import sparkjoy.report.TextTable;
import sparkjoy.terminal.Printable;

/** Verdicts as a terminal shows them. */
public final class VerificationText {
    private VerificationText() {}

    public static String of(List<TableVerdict> verdicts) {
        TextTable table = new TextTable("table", "rows", "content", "differences");
        verdicts.forEach(verdict -> table.row(
                verdict.table(),
                String.format("%,d", verdict.rows()),
                verdict.hash(),
                String.format("%,d", verdict.deviating())));
        return table + verdicts.stream().map(VerificationText::named).collect(Collectors.joining()) + "\n"
                + ending(verdicts);
    }

    private static String named(TableVerdict verdict) {
        String keys = verdict.deviations().stream()
                .map(one -> "\n  " + Printable.line(one.key() + ": " + String.join("; ", one.findings())))
                .collect(Collectors.joining());
        long unnamed = verdict.deviating() - verdict.deviations().size();
        return verdict.isEqual()
                ? ""
                : "\n" + Printable.line(verdict.table()) + ":" + keys
                        + (unnamed == 0 ? "" : String.format("%n  and %,d more", unnamed));
    }

    private static String ending(List<TableVerdict> verdicts) {
        List<String> wrong = verdicts.stream()
                .filter(verdict -> !verdict.isEqual())
                .map(TableVerdict::table)
                .toList();
        return wrong.isEmpty()
                ? "EQUAL: recomputed from bronze, all tables have the same rows."
                : "DIFFERENT: " + Printable.line(String.join(", ", wrong))
                        + ". Tables differ if they were built under another specification or edited outside joy;"
                        + " joy run"
                        + " --from --to recomputes days of gold.";
    }
}
