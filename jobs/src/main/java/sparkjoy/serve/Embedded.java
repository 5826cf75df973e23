package sparkjoy.serve;

import java.util.Map;
import org.apache.spark.SparkContext;
import sparkjoy.spec.SparkSettings;

/** How the Spark of this process is set up to serve many at once: far more tasks than cores, which wait in lanes. */
public record Embedded(int cores) {
    private static final int SLOTS = 128;

    /** For a master such as `local[*]` or `local[2]`. */
    public static Embedded of(SparkSettings spark) {
        String number = spark.master().replaceAll("^local\\[?|[,\\]].*$", "");
        if (number.isEmpty()) {
            return new Embedded(1);
        }
        return new Embedded(number.equals("*") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(number));
    }

    /** Whether Spark runs in this process at all. */
    public static boolean isEmbedded(SparkSettings spark) {
        return spark.master().startsWith("local") && System.getProperty("spark.master") == null;
    }

    public String master() {
        return "local[" + SLOTS + "]";
    }

    public Map<String, String> settings() {
        String parallel = String.valueOf(cores);
        return Map.of(
                "spark.default.parallelism",
                parallel,
                "spark.sql.leafNodeDefaultParallelism",
                parallel,
                LanePlugin.WIDTH,
                parallel,
                "spark.plugins",
                LanePlugin.class.getName(),
                // A task that is out of memory ends its statement, not the process.
                "spark.executor.killOnFatalError.depth",
                "0",
                // What sorts and joins may hold leaves room for what Spark does not count.
                "spark.memory.fraction",
                "0.3");
    }

    /** Settings of every server, also of one on a cluster. */
    public static Map<String, String> ofEveryServer() {
        return Map.of(
                "spark.scheduler.mode",
                "FAIR",
                "spark.driver.maxResultSize",
                String.valueOf(Runtime.getRuntime().maxMemory() / 4));
    }

    /** Lets tasks give way to others. */
    static void giveWay(SparkContext spark) {
        LanePlugin.LANES
                .surplus(SLOTS)
                .forEach(task -> spark.killTaskAttempt(task, true, "gives way to a shorter statement"));
    }
}
