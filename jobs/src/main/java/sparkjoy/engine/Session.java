package sparkjoy.engine;

import io.delta.storage.LogStore;
import io.delta.storage.S3SingleDriverLogStore;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import sparkjoy.lake.Upkeep;
import sparkjoy.spec.Source;
import sparkjoy.spec.Spec;
import sparkjoy.spec.Storage;
import sparkjoy.storage.ConditionalLogStore;
import sparkjoy.storage.LinkLogStore;
import sparkjoy.storage.LocalDisk;
import sparkjoy.storage.ObjectFiles;
import sparkjoy.storage.SingleDriverObjectFiles;

/** Opens the Spark session that the specification asks for, embedded or on a cluster. */
public final class Session {
    private Session() {}

    /**
     * Opens the session and makes sure that the storages answer.
     *
     * @param master overrides the specification's master; under spark-submit its own master holds
     */
    public static SparkSession open(Spec spec, Optional<String> master) {
        return open(spec, master, Map.of());
    }

    /** The same with settings of a verb, which come before all others. */
    public static SparkSession open(Spec spec, Optional<String> master, Map<String, String> ofTheVerb) {
        SparkConf submitted = new SparkConf();
        SparkSession.Builder builder = SparkSession.builder().appName("spark-joy");
        if (submitted.contains("spark.master")) {
            if (submitted.get("spark.master").startsWith("local")) {
                ON_LOOPBACK.forEach((name, value) -> builder.config(name, submitted.get(name, value)));
            }
        } else {
            String url = master.orElse(spec.spark().master());
            builder.master(url);
            if (url.startsWith("local")) {
                EMBEDDED.forEach(builder::config);
            } else {
                ownJar().ifPresent(jar -> builder.config("spark.jars", jar));
            }
        }
        settingsBeside(submitted, spec).forEach(builder::config);
        ofTheVerb.forEach(builder::config);
        SparkSession spark = builder.getOrCreate();
        // Not among Spark's settings: those are shown in logs, plans and the web interface.
        S3Settings.of(spec.storage()).forEach(spark.sparkContext().hadoopConfiguration()::set);
        StorageProbe probe = new StorageProbe(spark.sessionState().newHadoopConf(), System.getenv());
        probe.reach(spec.lake());
        spec.sources().values().stream().map(Source::path).forEach(probe::reach);
        return spark;
    }

    /** Opens a session in this process that reaches no storage: it knows what types expressions have, on any machine. */
    public static SparkSession openToAnalyse(Spec spec) {
        SparkSession.Builder builder =
                SparkSession.builder().appName("spark-joy").master("local[1]");
        EMBEDDED.forEach(builder::config);
        settings(spec).forEach(builder::config);
        return builder.getOrCreate();
    }

    /**
     * Opens a session that will write to the lake, and makes sure that its storage keeps the commits of several drivers
     * apart where the specification counts on that.
     */
    public static SparkSession openToWrite(Spec spec, Optional<String> master) {
        SparkSession spark = open(spec, master);
        if (spec.storage().commits() == Storage.Commits.CONDITIONAL) {
            new CommitProbe(spark.sessionState().newHadoopConf()).check(spec.lake());
        }
        return spark;
    }

    /** The jar that this class came from, for executors to fetch; empty where it runs from class files. */
    private static Optional<String> ownJar() {
        return Optional.of(Session.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .filter(path -> path.endsWith(".jar"));
    }

    /** What a session gets in addition to the settings of spark-submit or spark-defaults: those hold, except for the time zone. */
    static Map<String, String> settingsBeside(SparkConf submitted, Spec spec) {
        Map<String, String> settings = settings(spec);
        settings.keySet().removeIf(key -> submitted.contains(key) && !key.equals(TIME_ZONE));
        return settings;
    }

    /** Settings of every session; the specification's own come last. */
    public static Map<String, String> settings(Spec spec) {
        Map<String, String> settings = new LinkedHashMap<>(ENGINE);
        String partitions = String.valueOf(spec.spark().shufflePartitions());
        settings.put("spark.delta.logStore.s3a.impl", logStore(spec.storage()).getName());
        settings.put("spark.sql.shuffle.partitions", partitions);
        // VACUUM lists a table's folders in so many tasks: 10,000 by default, however few files there are.
        settings.put("spark.sql.sources.parallelPartitionDiscovery.parallelism", partitions);
        Upkeep.retention(spec.retention().history())
                .forEach((name, value) ->
                        settings.put(name.replace("delta.", "spark.databricks.delta.properties.defaults."), value));
        // Long, alike at the front, and compared byte by byte.
        settings.put("spark.hadoop.parquet.column.statistics.enabled#path", "false");
        WITHOUT_DICTIONARY.forEach(column -> settings.put("spark.hadoop.parquet.enable.dictionary#" + column, "false"));
        if (spec.lake().startsWith("s3a:")) {
            settings.put(
                    "spark.sql.streaming.checkpointFileManagerClass",
                    objectFiles(spec.storage()).getName());
        }
        settings.putAll(spec.spark().settings());
        return settings;
    }

    private static Class<? extends LogStore> logStore(Storage storage) {
        return switch (storage.commits()) {
            case CONDITIONAL -> ConditionalLogStore.class;
            case SINGLE_DRIVER -> S3SingleDriverLogStore.class;
        };
    }

    private static Class<? extends ObjectFiles> objectFiles(Storage storage) {
        return switch (storage.commits()) {
            case CONDITIONAL -> ObjectFiles.class;
            case SINGLE_DRIVER -> SingleDriverObjectFiles.class;
        };
    }

    /** Event days and hours are UTC, whatever the machine or cluster is set to. */
    private static final String TIME_ZONE = "spark.sql.session.timeZone";

    private static final String LOOPBACK = "127.0.0.1";

    /** Driver, block manager and file server listen here: no other machine may reach an embedded Spark. */
    private static final Map<String, String> ON_LOOPBACK =
            Map.of("spark.driver.host", LOOPBACK, "spark.driver.bindAddress", LOOPBACK);

    /** Settings of an embedded session in addition to those of every session; the specification's own come after them. */
    public static final Map<String, String> EMBEDDED = Map.of(
            "spark.hadoop.fs.file.impl",
            LocalDisk.class.getName(),
            "spark.driver.host",
            LOOPBACK,
            "spark.driver.bindAddress",
            LOOPBACK);

    private static final Map<String, String> ENGINE = Map.ofEntries(
            Map.entry("spark.ui.enabled", "false"),
            // An expression is what the specification checked: no ${env:PASSWORD} in it.
            Map.entry("spark.sql.variable.substitute", "false"),
            Map.entry(TIME_ZONE, "UTC"),
            Map.entry("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension"),
            Map.entry("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog"),
            Map.entry("spark.sql.catalog.joy", "sparkjoy.silver.EventFunctions"),
            Map.entry("spark.delta.logStore.file.impl", LinkLogStore.class.getName()),
            Map.entry("spark.sql.parquet.compression.codec", "zstd"),
            Map.entry("spark.hadoop.parquet.compression.codec.zstd.level", "1"),
            // To skip parts of a file by dictionaries or page indexes takes more reads per file than it saves: events
            // are
            // not sorted by what is looked for, and most files are small.
            Map.entry("spark.hadoop.parquet.filter.dictionary.enabled", "false"),
            Map.entry("spark.hadoop.parquet.filter.columnindex.enabled", "false"),
            // A task that writes several days keeps a file open for each instead of sorting wide rows by day.
            Map.entry("spark.sql.maxConcurrentOutputFileWriters", "100"),
            // Delta spreads a table's log over 50 tasks by default: too many for logs of thousands of files.
            Map.entry("spark.databricks.delta.snapshotPartitions", "2"),
            // A commit's checksum names the files of a table of so many: NamedFiles reads them there.
            Map.entry("spark.databricks.delta.allFilesInCrc.thresholdNumFiles", "200"),
            // Beyond 128 groups Spark sorts all rows instead of keeping what it has of each: an experiment has more
            // units.
            Map.entry("spark.sql.objectHashAggregate.sortBased.fallbackThreshold", "50000"),
            // A vacuum changes no version: nothing to commit.
            Map.entry("spark.databricks.delta.vacuum.logging.enabled", "false"),
            // A commit without rows still says which input it has seen.
            Map.entry("spark.databricks.delta.skipRecordingEmptyCommits", "false"),
            // Whole numbers, as other readers expect, and not Spark's old 12 bytes.
            Map.entry("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS"));

    /** Columns whose values hardly repeat: a dictionary costs time and is thrown away. */
    private static final List<String> WITHOUT_DICTIONARY = List.of(
            "payload",
            "message_id",
            "properties",
            "received_at",
            "sent_at",
            "original_at",
            "occurred_at",
            "line_number");
}
