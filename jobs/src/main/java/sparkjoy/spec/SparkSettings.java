package sparkjoy.spec;

import java.util.Map;
import java.util.Optional;

/** Where Spark runs: a master URL (`local[*]`, `spark://host:port`) or a Spark Connect server, and plain Spark settings. */
public record SparkSettings(
        @Explain("a Spark master URL; spark-submit's own wins") String master,
        @Explain("a Spark Connect server (`sc://host:port`) that runs `joy run` and `joy preview` instead"
                        + " of this machine")
                Optional<String> remote,
        @Explain("how many tasks a shuffle makes") int shufflePartitions,
        @Explain("plain Spark settings by their full names; no secrets") Map<String, String> settings) {

    public SparkSettings {
        settings = Frozen.map(settings);
    }
}
