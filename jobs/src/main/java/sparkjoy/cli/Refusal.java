package sparkjoy.cli;

import java.time.LocalDate;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.apache.spark.sql.Row;
import sparkjoy.report.TextTable;
import sparkjoy.terminal.Printable;

/**
 * One entry of bronze.quarantine.
 *
 * @param raw the line's first bytes with escapes for what a terminal must not see
 * @param rawBase64 the same bytes as they came
 */
record Refusal(
        String path,
        Optional<Long> line,
        String sourceId,
        Optional<LocalDate> receivedDay,
        Optional<Long> byteOffset,
        String reason,
        String detail,
        String status,
        int ruleVersion,
        Optional<String> raw,
        Optional<String> rawBase64,
        Optional<String> rawSha256) {

    static Refusal of(Row row) {
        Optional<byte[]> raw = Optional.ofNullable(row.<byte[]>getAs("raw"));
        return new Refusal(
                row.getAs("path"),
                Optional.ofNullable(row.<Long>getAs("line_number")),
                Objects.toString(row.getAs("source_id"), ""),
                Optional.ofNullable(row.<java.sql.Date>getAs("received_day")).map(java.sql.Date::toLocalDate),
                Optional.ofNullable(row.<Long>getAs("byte_offset")),
                row.getAs("reason"),
                Objects.toString(row.getAs("detail"), ""),
                row.getAs("status"),
                row.<Integer>getAs("rule_version"),
                raw.map(Printable::bytes),
                raw.map(Base64.getEncoder()::encodeToString),
                Optional.ofNullable(row.getAs("raw_sha256")));
    }

    /** All of it, a line a fact. */
    String text() {
        return new TextTable("path", path)
                .row("line", line.map(number -> "line " + number).orElse("the object or its tail"))
                .row(
                        "at byte",
                        byteOffset
                                .map(offset -> offset + " of the object's text")
                                .orElse("unknown"))
                .row("source", sourceId)
                .row("received", receivedDay.map(day -> "on " + day).orElse("the folder is not a day"))
                .row("reason", reason + ", by version " + ruleVersion + " of the rules")
                .row("detail", detail)
                .row("status", status)
                .row("sha256", rawSha256.orElse("of no line"))
                .row("raw", raw.orElse("of no line"))
                .toString();
    }
}
