package sparkjoy.spec;

import java.util.Map;

/** Where Spark runs: a master URL (`local[*]`, `spark://host:port`) and plain Spark settings. */
public record SparkSettings(
        @Explain("a Spark master URL; spark-submit's own wins") String master,
        @Explain("how many tasks a shuffle makes") int shufflePartitions,
        @Explain("plain Spark settings by their full names; no secrets") Map<String, String> settings) {

    public SparkSettings {
        settings = Frozen.map(settings);
    }
}
