package sparkjoy.experiment;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.spec.Experiment;

/**
 * What gold.assignment_health says against readouts.
 *
 * @param looks the days on which each experiment is looked at
 * @param objections why the readout of a place is withheld, unless that reason is overridden
 */
record HealthVerdicts(Map<String, NavigableSet<LocalDate>> looks, Map<Cell, List<Objection>> objections) {
    private static final String[] COLUMNS = {
        "experiment_id", "as_of_date", "dimension", "dimension_value", "stage", "findings"
    };

    private static final Comparator<Row> IN_ORDER = Comparator.<Row, String>comparing(row -> row.getString(0))
            .thenComparing(row -> row.getDate(1))
            .thenComparing(row -> row.getString(4));

    /** One value of a dimension of one experiment as of a day. */
    record Cell(String experiment, LocalDate look, String dimension, String value) {}

    /** One reason against a readout: SRM or LEAK, with its stage and numbers. */
    record Objection(Verdict verdict, String reason) {

        /** Each reason has an override of its own. */
        boolean isOverridden(Experiment experiment) {
            return (verdict == Verdict.LEAK ? experiment.leakOverride() : experiment.srmOverride()).isPresent();
        }
    }

    /** Of some experiments: health may still have others, which the specification had when it was made. */
    static HealthVerdicts of(Dataset<Row> health, Set<String> experiments) {
        Map<String, NavigableSet<LocalDate>> looks = new TreeMap<>();
        Map<Cell, List<Objection>> objections = new HashMap<>();
        withFindings(health)
                .filter(col("stage").isInCollection(blockingStages()))
                .filter(col("experiment_id").isInCollection(experiments))
                .select(COLUMNS[0], COLUMNS[1], COLUMNS[2], COLUMNS[3], COLUMNS[4], COLUMNS[5])
                .collectAsList()
                .stream()
                .sorted(IN_ORDER)
                .forEach(row -> {
                    String experiment = row.getString(0);
                    LocalDate look = row.getDate(1).toLocalDate();
                    looks.computeIfAbsent(experiment, id -> new TreeSet<>()).add(look);
                    Cell cell = new Cell(experiment, look, row.getString(2), row.getString(3));
                    row.<Row>getList(5).stream()
                            .filter(finding ->
                                    Verdict.valueOf(finding.getString(0)).isBlocking())
                            .map(finding -> objection(row.getString(4), finding))
                            .forEach(objection -> objections
                                    .computeIfAbsent(cell, first -> new ArrayList<>())
                                    .add(objection));
                });
        return new HealthVerdicts(looks, objections);
    }

    private static Objection objection(String stage, Row finding) {
        return new Objection(
                Verdict.valueOf(finding.getString(0)),
                finding.getString(0) + " in stage " + stage + ": " + finding.getString(1));
    }

    /** A table that was made before it had findings has one finding a row: its verdict. */
    private static Dataset<Row> withFindings(Dataset<Row> health) {
        return List.of(health.columns()).contains("findings")
                ? health
                : health.withColumn("findings", array(struct(col("verdict"), col("reason"))));
    }

    /** The rows of the stages that could withhold readouts, by experiment, each as of its day. */
    static Map<String, List<Row>> rows(Dataset<Row> health, Map<String, LocalDate> looks) {
        return withFindings(health)
                .filter(col("experiment_id").isInCollection(looks.keySet()))
                .filter(col("as_of_date").isInCollection(looks.values()))
                .filter(col("stage").isInCollection(blockingStages()))
                .orderBy("dimension", "dimension_value", "stage")
                .select("dimension", "dimension_value", "stage", "findings", "p_value", "experiment_id", "as_of_date")
                .collectAsList()
                .stream()
                .filter(row -> row.getDate(6).toLocalDate().equals(looks.get(row.getString(5))))
                .collect(Collectors.groupingBy(row -> row.getString(5)));
    }

    /** What is odd about all units, by the rows of one experiment. */
    static List<String> warnings(List<Row> rows) {
        return rows.stream()
                .filter(row -> row.getString(0).equals(Dimensions.ALL))
                .flatMap(row -> row.<Row>getList(3).stream()
                        .filter(finding -> finding.getString(0).equals(Verdict.WARN.name()))
                        .map(finding -> "stage " + row.getString(2) + ": " + finding.getString(1)))
                .toList();
    }

    /** What health does not trust and no override accepts, by the rows of one experiment. */
    static Doubts doubts(List<Row> rows, Experiment experiment) {
        List<Doubts.Doubt> doubts = new ArrayList<>();
        rows.forEach(row -> row.<Row>getList(3).stream()
                .filter(finding -> Verdict.valueOf(finding.getString(0)).isBlocking())
                .map(finding -> objection(row.getString(2), finding))
                .filter(objection -> !objection.isOverridden(experiment))
                .forEach(objection -> doubts.add(new Doubts.Doubt(
                        row.getString(0),
                        row.getString(1),
                        objection.verdict(),
                        row.isNullAt(4) ? 1 : row.getDouble(4),
                        objection.reason()))));
        return new Doubts(doubts);
    }

    /** Why a place should not be read: all units are in doubt, or those of its value. */
    List<Objection> against(Judgement.Place place) {
        Cell cell = new Cell(place.experiment(), place.look(), place.dimension(), place.value());
        Cell all = new Cell(place.experiment(), place.look(), Dimensions.ALL, Dimensions.ALL);
        return Stream.of(all, cell)
                .distinct()
                .flatMap(of -> objections.getOrDefault(of, List.of()).stream())
                .toList();
    }

    /** The last day on which each experiment is looked at. */
    Map<String, LocalDate> lastLooks() {
        Map<String, LocalDate> last = new TreeMap<>();
        looks.forEach((experiment, days) -> last.put(experiment, days.last()));
        return last;
    }

    private static List<String> blockingStages() {
        return Arrays.stream(Stage.values())
                .filter(Stage::isBlocking)
                .map(Stage::label)
                .toList();
    }
}
