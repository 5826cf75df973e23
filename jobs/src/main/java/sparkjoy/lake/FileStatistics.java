package sparkjoy.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.Collection;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.unsafe.types.UTF8String;

/** What the log says of the values in one file of a table, as the open protocol lays it down. */
record FileStatistics(JsonNode all) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static FileStatistics of(AddFile file) {
        String statistics = file.stats();
        try {
            return new FileStatistics(statistics == null ? MissingNode.getInstance() : JSON.readTree(statistics));
        } catch (JsonProcessingException e) {
            return new FileStatistics(MissingNode.getInstance());
        }
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
}
