package sparkjoy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import sparkjoy.engine.Session;
import sparkjoy.spec.SpecReader;

/** The one Spark session of the test JVM, made at the first use. */
public final class SharedSpark {
    /** Settings with which Spark interprets expressions: to compile code for a few rows takes longer. */
    static final Map<String, String> INTERPRETED =
            Map.of("spark.sql.codegen.wholeStage", "false", "spark.sql.codegen.factoryMode", "NO_CODEGEN");

    private SharedSpark() {}

    /** A local session of two threads with the settings of every session. */
    public static SparkSession session() {
        return Holder.SESSION;
    }

    /** The layer of a specification with {@link #INTERPRETED}, for other processes. */
    static Path interpreted(Path folder) throws IOException {
        StringBuilder layer = new StringBuilder("spark:\n  settings:\n");
        INTERPRETED.forEach((name, value) ->
                layer.append("    ").append(name).append(": \"").append(value).append("\"\n"));
        return Files.writeString(folder.resolve("interpreted.yaml"), layer);
    }

    /** Makes the session once, when it is first asked for. */
    private static final class Holder {
        private static final SparkSession SESSION = opened();

        private static SparkSession opened() {
            SparkSession.Builder builder = SparkSession.builder()
                    .master("local[2]")
                    .appName("spark-joy-tests")
                    .config("spark.driver.host", "127.0.0.1")
                    .config("spark.driver.bindAddress", "127.0.0.1");
            Session.EMBEDDED.forEach(builder::config);
            settings().forEach(builder::config);
            // The Python tests run compiled.
            INTERPRETED.forEach(builder::config);
            // For logs as short as those of tests a checkpoint takes longer than to read the commits that it sums up.
            builder.config("spark.databricks.delta.properties.defaults.checkpointInterval", "100");
            // What Delta and Spark keep of tables and queries that no test looks at again would fill the heap.
            builder.config("spark.databricks.delta.delta.log.cacheSize", "100")
                    .config("spark.sql.ui.retainedExecutions", "10");
            // Vectored reads are not counted, and a large buffer reads what nobody asked for: tests count bytes.
            builder.config("spark.hadoop.parquet.hadoop.vectored.io.enabled", "false")
                    .config("spark.buffer.size", "4096");
            return builder.config("spark.sql.shuffle.partitions", "2").getOrCreate();
        }

        private static Map<String, String> settings() {
            return Session.settings(
                    new SpecReader().read(List.of(Path.of("../docs/minimal.yaml")), List.of(), Map.of()));
        }
    }
}
