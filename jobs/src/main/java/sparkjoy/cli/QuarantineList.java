package sparkjoy.cli;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.report.TextTable;

/**
 * Entries of bronze.quarantine in numbers and by place.
 *
 * @param entries how many are meant
 * @param byReason how many of each reason
 * @param rows the first of them
 */
record QuarantineList(long entries, Map<String, Long> byReason, List<Refusal> rows) {

    static QuarantineList of(Dataset<Row> refusals, int limit) {
        Map<String, Long> byReason = new TreeMap<>();
        refusals.groupBy("reason")
                .count()
                .collectAsList()
                .forEach(row -> byReason.put(row.getString(0), row.getLong(1)));
        return new QuarantineList(
                byReason.values().stream().mapToLong(Long::longValue).sum(),
                byReason,
                refusals.limit(limit).collectAsList().stream().map(Refusal::of).toList());
    }

    String text() {
        if (entries == 0) {
            return "No entry in quarantine matches.";
        }
        TextTable reasons = new TextTable("reason", "entries");
        byReason.forEach((reason, count) -> reasons.row(reason, String.format("%,d", count)));
        TextTable places = new TextTable("line", "at byte", "reason", "status", "path", "detail");
        rows.forEach(row -> places.row(
                row.line().map(String::valueOf).orElse("-"),
                row.byteOffset().map(String::valueOf).orElse("-"),
                row.reason(),
                row.status(),
                row.path(),
                row.detail()));
        String rest = entries > rows.size()
                ? String.format("%n%,d of %,d entries; more with --limit N.", rows.size(), entries)
                : "";
        return reasons + "\n\n" + places + rest;
    }
}
