package sparkjoy.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.unsafe.types.UTF8String;
import scala.jdk.javaapi.CollectionConverters;

/**
 * What the log says of the values in one file of a table, as the open protocol lays it down.
 *
 * @param partition the values of the partition columns
 */
public record FileStatistics(JsonNode all, Map<String, String> partition) {
    /** Longer texts are cut in the log. */
    private static final int WHOLE_TEXT = 32;

    private static final ObjectMapper JSON = new ObjectMapper();

    static FileStatistics of(AddFile file) {
        return new FileStatistics(parsed(file.stats()), CollectionConverters.asJava(file.partitionValues()));
    }

    private static JsonNode parsed(String statistics) {
        try {
            return statistics == null ? MissingNode.getInstance() : JSON.readTree(statistics);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** The one text that all rows have in a column; empty where they have several, or the log does not say so. */
    public Optional<String> onlyText(String column) {
        JsonNode least = all.path("minValues").path(column);
        JsonNode nulls = all.path("nullCount").path(column);
        boolean isOne = least.isTextual()
                && least.equals(all.path("maxValues").path(column))
                && least.asText().length() < WHOLE_TEXT
                && nulls.isIntegralNumber()
                && nulls.asLong() == 0;
        return isOne ? Optional.of(least.asText()) : Optional.empty();
    }

    /** The UTC day of the latest time in a column; empty where the log does not say so. */
    public Optional<LocalDate> lastDay(String column) {
        JsonNode most = all.path("maxValues").path(column);
        return most.isTextual()
                ? time(most.asText()).map(last -> LocalDate.ofInstant(last, ZoneOffset.UTC))
                : Optional.empty();
    }

    /** The latest day in a column of dates; empty where the log does not say so. */
    public Optional<LocalDate> lastDate(String column) {
        JsonNode most = all.path("maxValues").path(column);
        return most.isTextual() ? date(most.asText()) : Optional.empty();
    }

    /** Whether it is known that no row has a value in a column. */
    boolean hasOnlyNulls(String column) {
        JsonNode nulls = all.path("nullCount").path(column);
        JsonNode rows = all.path("numRecords");
        return nulls.isIntegralNumber() && rows.isIntegralNumber() && nulls.asLong() == rows.asLong();
    }

    /** Whether a row can have one of some texts in a column: bounds may be shortened, but lie outside of the values. */
    boolean canHold(String column, Collection<UTF8String> texts) {
        if (hasOnlyNulls(column)) {
            return false;
        }
        JsonNode least = all.path("minValues").path(column);
        JsonNode most = all.path("maxValues").path(column);
        if (!least.isTextual() || !most.isTextual()) {
            return true;
        }
        UTF8String from = UTF8String.fromString(least.asText());
        UTF8String to = UTF8String.fromString(most.asText());
        return texts.stream().anyMatch(text -> from.compareTo(text) <= 0 && text.compareTo(to) <= 0);
    }

    /** Whether a row can have a time in a column that is not before one: the log cuts times to milliseconds. */
    boolean canHoldSince(String column, long micros) {
        if (hasOnlyNulls(column)) {
            return false;
        }
        JsonNode most = all.path("maxValues").path(column);
        Optional<Instant> latest = most.isTextual() ? time(most.asText()) : Optional.empty();
        return latest.map(last -> ChronoUnit.MICROS.between(Instant.EPOCH, last.plusMillis(1)) >= micros)
                .orElse(true);
    }

    private static Optional<LocalDate> date(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static Optional<Instant> time(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
