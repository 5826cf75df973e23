package sparkjoy.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * The commit that makes a table of a contract, without rows, as the open Delta protocol lays it down. Delta's own builder
 * runs three queries for it, ten times a first run.
 *
 * @param defaults table properties that the session gives to new tables
 */
record FirstCommit(TableContract contract, Map<String, String> defaults, long epochMillis) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The actions in their order, each one line of JSON. */
    List<String> actions() {
        return List.of(
                json("commitInfo", commitInfo()),
                json("metaData", metaData()),
                json("protocol", Map.of("minReaderVersion", 1, "minWriterVersion", 2)));
    }

    private Map<String, Object> commitInfo() {
        return Map.of(
                "timestamp",
                epochMillis,
                "operation",
                "CREATE TABLE",
                "operationParameters",
                Map.of(),
                "isBlindAppend",
                true,
                "txnId",
                UUID.randomUUID().toString());
    }

    private Map<String, Object> metaData() {
        Map<String, Object> metaData = new LinkedHashMap<>();
        metaData.put("id", UUID.randomUUID().toString());
        metaData.put("description", contract.description());
        metaData.put("format", Map.of("provider", "parquet", "options", Map.of()));
        metaData.put("schemaString", contract.schema().json());
        metaData.put("partitionColumns", contract.partitionedBy());
        Map<String, String> properties = new TreeMap<>(defaults);
        properties.putAll(contract.properties());
        metaData.put("configuration", properties);
        metaData.put("createdTime", epochMillis);
        return metaData;
    }

    private static String json(String action, Object content) {
        try {
            return JSON.writeValueAsString(Map.of(action, content));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A commit is not JSON", e);
        }
    }
}
