package sparkjoy.bronze;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import sparkjoy.run.Days;
import sparkjoy.source.Fault;

/**
 * Which entries of bronze.quarantine are meant; what is empty does not narrow.
 *
 * @param reason one of {@link #reasons}
 * @param source name in the specification, or Segment's id
 * @param days received days
 * @param file full URI of the object, or the end of it
 * @param line physical line
 * @param status OPEN, REPLAYED or DISCARDED
 */
public record QuarantineFilter(
        Optional<String> reason,
        Optional<String> source,
        Optional<Days> days,
        Optional<String> file,
        Optional<Long> line,
        Optional<String> status) {
    public static final List<String> STATUSES = List.of("OPEN", "REPLAYED", "DISCARDED");

    /** Every reason that an entry can have. */
    public static List<String> reasons() {
        return Stream.concat(Arrays.stream(Fault.values()).map(Enum::name), Stream.of(FileRules.TOO_MANY))
                .toList();
    }

    /** The same, of the entries that nothing was done about. */
    QuarantineFilter open() {
        return new QuarantineFilter(reason, source, days, file, line, Optional.of("OPEN"));
    }

    Column condition() {
        return Stream.of(
                        equal("reason", reason),
                        equal("status", status),
                        line.map(number -> col("line_number").equalTo(number)),
                        source.map(QuarantineFilter::isOfSource),
                        days.map(range -> col("received_day")
                                .geq(range.from())
                                .and(col("received_day").lt(range.to()))),
                        file.map(
                                name -> col("path").equalTo(name).or(col("path").endsWith("/" + name))))
                .flatMap(Optional::stream)
                .reduce(lit(true), Column::and);
    }

    private static Optional<Column> equal(String column, Optional<String> value) {
        return value.map(text -> col(column).equalTo(text));
    }

    private static Column isOfSource(String name) {
        return col("source_id").equalTo(name).or(col("batch_id").rlike("^" + Batch.idPattern(name) + "$"));
    }
}
