package sparkjoy.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The commit that makes a table of a contract, without rows, and its checksum, as the open Delta protocol lays them down.
 * Delta's own builder runs three queries for it, ten times a first run; without the checksum Delta computes the table's
 * state when something is first written to it.
 */
final class FirstCommit {
    /** Where a session's settings name the properties of new tables. */
    private static final String NEW_TABLES = "spark.databricks.delta.properties.defaults.";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Map<String, Object> PROTOCOL = Map.of("minReaderVersion", 1, "minWriterVersion", 2);

    private final String transaction = UUID.randomUUID().toString();
    private final long epochMillis;
    private final Map<String, Object> metaData;

    /**
     * Of one moment.
     *
     * @param defaults table properties that the session gives to new tables
     */
    FirstCommit(TableContract contract, Map<String, String> defaults, long epochMillis) {
        this.epochMillis = epochMillis;
        this.metaData = metaData(contract, defaults, epochMillis);
    }

    /** Creates a table of a contract at a location, with the properties that the session gives to new tables. */
    static void create(SparkSession spark, TableContract contract, String location) {
        DeltaLog log = DeltaLog.forTable(spark, location);
        try {
            new FirstCommit(contract, newTableProperties(spark), System.currentTimeMillis()).writeTo(log);
        } catch (IOException e) {
            throw new UncheckedIOException("The table " + contract.name() + " cannot be created", e);
        }
        log.update(false, Option.empty(), Option.empty());
    }

    private static Map<String, String> newTableProperties(SparkSession spark) {
        Map<String, String> properties = new HashMap<>();
        CollectionConverters.asJava(spark.conf().getAll()).forEach((name, value) -> {
            if (name.startsWith(NEW_TABLES)) {
                properties.put("delta." + name.substring(NEW_TABLES.length()), value);
            }
        });
        return properties;
    }

    /** Another driver may create the table at the same moment: whose commit comes first does not matter, they are alike. */
    void writeTo(DeltaLog log) throws IOException {
        Configuration hadoop = log.newDeltaHadoopConf();
        FileSystem storage = log.logPath().getFileSystem(hadoop);
        storage.mkdirs(log.logPath());
        try {
            log.store()
                    .write(
                            CommitLog.commit(log.logPath(), 0),
                            CollectionConverters.asScala(actions().iterator()),
                            false,
                            hadoop);
            try (OutputStream out = storage.create(CommitLog.checksum(log.logPath(), 0), true)) {
                out.write(checksum().getBytes(StandardCharsets.UTF_8));
            }
        } catch (FileAlreadyExistsException e) {
            // The other one's commit stands.
        }
    }

    /** The actions in their order, each one line of JSON. */
    List<String> actions() {
        return List.of(
                json(Map.of("commitInfo", commitInfo())),
                json(Map.of("metaData", metaData)),
                json(Map.of("protocol", PROTOCOL)));
    }

    /** The version checksum: the state of the table after this commit. */
    String checksum() {
        return json(Map.of(
                "txnId",
                transaction,
                "tableSizeBytes",
                0,
                "numFiles",
                0,
                "numMetadata",
                1,
                "numProtocol",
                1,
                "setTransactions",
                List.of(),
                "domainMetadata",
                List.of(),
                "metadata",
                metaData,
                "protocol",
                PROTOCOL,
                "allFiles",
                List.of()));
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
                transaction);
    }

    private static Map<String, Object> metaData(
            TableContract contract, Map<String, String> defaults, long epochMillis) {
        Map<String, String> properties = new TreeMap<>(defaults);
        properties.putAll(contract.properties());
        Map<String, Object> metaData = new LinkedHashMap<>();
        metaData.put("id", UUID.randomUUID().toString());
        metaData.put("description", contract.description());
        metaData.put("format", Map.of("provider", "parquet", "options", Map.of()));
        metaData.put("schemaString", contract.schema().json());
        metaData.put("partitionColumns", contract.partitionedBy());
        metaData.put("configuration", properties);
        metaData.put("createdTime", epochMillis);
        return metaData;
    }

    private static String json(Object content) {
        try {
            return JSON.writeValueAsString(content);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A commit is not JSON", e);
        }
    }
}
