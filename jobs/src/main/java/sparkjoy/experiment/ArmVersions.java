package sparkjoy.experiment;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.to_date;

import java.sql.Date;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import sparkjoy.spec.Spec;

/** Which versions of a model the valid units of each arm saw, by the events that name one. */
public record ArmVersions(Map<Arm, List<SeenVersion>> byArm) {
    /** Of a specification without a path for the version, and of tables made without one. */
    public static final ArmVersions NONE = new ArmVersions(Map.of());

    /** A few units with an old page or a wrong text do not make a mixture. */
    public static final double MOST_STRAYS = 0.01;

    private static final String COLUMN = "model_versions";
    private static final String[] SPELLING = {"experiment_id", "variant", "model_version"};
    private static final int MOST_VERSIONS = 50;

    /** A variant of an experiment. */
    public record Arm(String experiment, String variant) {}

    /** Of gold.assignments. */
    public static ArmVersions of(Dataset<Row> assignments, Spec spec) {
        boolean isMapped = spec.properties().containsKey("model_version");
        return isMapped && List.of(assignments.columns()).contains(COLUMN) ? of(assignments) : NONE;
    }

    private static ArmVersions of(Dataset<Row> assignments) {
        Dataset<Row> seen = assignments
                .filter("status = 'VALID'")
                .withColumn("seen", explode(col(COLUMN)))
                .select(col("experiment_id"), col("variant"), col("unit_id"), col("seen.*"));
        List<Row> rows = seen.join(broadcast(spellings(seen)), SPELLING)
                .groupBy("experiment_id", "variant", "version", "unit_id")
                .agg(min("first_seen_at").as("first_at"), max("last_seen_at").as("last_at"))
                .groupBy(
                        col("experiment_id"),
                        col("variant"),
                        col("version"),
                        to_date(col("first_at")).as("first_day"),
                        to_date(col("last_at")).as("last_day"))
                .agg(
                        min("first_at").as("first_at"),
                        max("last_at").as("last_at"),
                        count(lit(1)).as("units"))
                .collectAsList();
        Map<Arm, List<SeenVersion>> byArm = new HashMap<>();
        byArm(rows).forEach((arm, own) -> byArm.put(arm, versions(own)));
        return new ArmVersions(byArm);
    }

    private static Map<Arm, List<Row>> byArm(List<Row> rows) {
        return rows.stream().collect(Collectors.groupingBy(row -> new Arm(row.getString(0), row.getString(1))));
    }

    /** The most frequent texts of each arm, each with the version that it means. */
    private static Dataset<Row> spellings(Dataset<Row> seen) {
        List<Row> texts = Frequent.values(seen, MOST_VERSIONS, "model_version", "experiment_id", "variant")
                .collectAsList();
        List<Row> spelled = new ArrayList<>();
        byArm(texts).forEach((arm, own) -> {
            Set<String> all = own.stream().map(row -> row.getString(2)).collect(Collectors.toSet());
            all.forEach(text ->
                    spelled.add(RowFactory.create(arm.experiment(), arm.variant(), text, sameVersion(text, all))));
        });
        return seen.sparkSession()
                .createDataFrame(
                        spelled,
                        StructType.fromDDL(
                                "experiment_id STRING, variant STRING, model_version STRING, version STRING"));
    }

    private static List<SeenVersion> versions(List<Row> rows) {
        return rows.stream().collect(Collectors.groupingBy(row -> row.getString(2))).entrySet().stream()
                .map(version -> seen(version.getKey(), version.getValue()))
                .sorted(Comparator.comparing(SeenVersion::firstAt).thenComparing(SeenVersion::version))
                .toList();
    }

    /** One version in two spellings is not a mixture: `home_ranking@6`, `models:/home_ranking/6` and `v6` where `6` is sent too. */
    static String sameVersion(String text, Set<String> texts) {
        String bare = text.replaceFirst("^.*[@/:](?=[^@/:]+$)", "");
        String number = bare.replaceFirst("^[vV](?=\\d)", "");
        return Stream.of(number, bare).filter(texts::contains).findFirst().orElse(text);
    }

    private static SeenVersion seen(String version, List<Row> rows) {
        TreeMap<LocalDate, Long> first = new TreeMap<>();
        TreeMap<LocalDate, Long> last = new TreeMap<>();
        rows.forEach(row -> {
            first.merge(row.<Date>getAs("first_day").toLocalDate(), row.getAs("units"), Long::sum);
            last.merge(row.<Date>getAs("last_day").toLocalDate(), row.getAs("units"), Long::sum);
        });
        return new SeenVersion(
                version,
                times(rows, "first_at").min(Comparator.naturalOrder()).orElseThrow(),
                times(rows, "last_at").max(Comparator.naturalOrder()).orElseThrow(),
                first,
                last);
    }

    private static Stream<Instant> times(List<Row> rows, String column) {
        return rows.stream().map(row -> row.<Timestamp>getAs(column).toInstant());
    }

    /** By the time at which they were seen first. */
    public List<SeenVersion> versions(String experiment, String variant) {
        return byArm.getOrDefault(new Arm(experiment, variant), List.of());
    }

    /** The versions that the units of an arm had seen by the end of a day, by time. */
    List<String> upTo(String experiment, String variant, LocalDate day) {
        return seenBy(experiment, variant, day).map(SeenVersion::version).toList();
    }

    private Stream<SeenVersion> seenBy(String experiment, String variant, LocalDate day) {
        return versions(experiment, variant).stream().filter(seen -> seen.unitsBy(day) > 0);
    }

    /** What is to be said of the arms of an experiment whose units had seen several versions by the end of a day. */
    List<String> mixtures(String experiment, LocalDate day) {
        return byArm.keySet().stream()
                .filter(arm -> arm.experiment().equals(experiment))
                .map(Arm::variant)
                .sorted()
                .flatMap(variant -> mixture(experiment, variant, day).stream())
                .toList();
    }

    /** The versions of an arm with their units and first times; empty where nearly all of its units saw one. */
    public Optional<String> mixture(String experiment, String variant, LocalDate day) {
        List<SeenVersion> seen = seenBy(experiment, variant, day).toList();
        long all = seen.stream().mapToLong(version -> version.unitsBy(day)).sum();
        long most =
                seen.stream().mapToLong(version -> version.unitsBy(day)).max().orElse(0);
        return all - most <= MOST_STRAYS * all
                ? Optional.empty()
                : Optional.of("the arm " + variant + " served several versions of a model, so its result is that of a"
                        + " mixture: "
                        + seen.stream()
                                .map(version -> String.format(
                                        Locale.ROOT,
                                        "%s (%,d units, first at %s)",
                                        version.version(),
                                        version.unitsBy(day),
                                        version.firstAt().truncatedTo(ChronoUnit.SECONDS)))
                                .collect(Collectors.joining(", ")));
    }
}
