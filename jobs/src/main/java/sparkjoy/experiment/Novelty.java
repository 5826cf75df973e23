package sparkjoy.experiment;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.floor;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.sql.Date;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.experiment.statistics.Effect;
import sparkjoy.experiment.statistics.Interval;
import sparkjoy.experiment.statistics.Moments;
import sparkjoy.lake.Lake;
import sparkjoy.spec.Experiment;
import sparkjoy.spec.Metric;
import sparkjoy.spec.Spec;

/**
 * Whether an effect wears off: the metrics of experiments by day since the first exposure, over the same units on each day,
 * those of the readout. Numerators are not capped and not adjusted by history.
 *
 * @param metrics that have a window of more than a day; no quantiles, which are not sums of days
 * @param having the experiments that have numbers of each metric, with their last looks
 */
record Novelty(
        Map<String, Experiment> experiments, Map<String, Metric> metrics, Map<String, Map<String, LocalDate>> having) {
    private static final long DAY = Windows.micros(Duration.ofDays(1));

    /** One metric of one experiment on one day. */
    private record Key(String experiment, String metric, int day) {}

    static Novelty of(Spec spec, List<ExperimentStory> stories) {
        Map<String, Metric> metrics = new TreeMap<>(spec.metrics());
        metrics.values()
                .removeIf(metric ->
                        metric.kind() == Metric.Kind.QUANTILE || metric.window().compareTo(Duration.ofDays(1)) <= 0);
        Map<String, Map<String, LocalDate>> having = new TreeMap<>();
        stories.forEach(story -> story.lines().stream()
                .filter(line -> line.estimate().isPresent() && metrics.containsKey(line.metric()))
                .forEach(line -> having.computeIfAbsent(line.metric(), metric -> new TreeMap<>())
                        .put(story.id(), story.asOf().orElseThrow())));
        metrics.keySet().retainAll(having.keySet());
        Map<String, Experiment> experiments = new TreeMap<>(spec.experiments());
        experiments.keySet().removeIf(id -> having.values().stream().noneMatch(looks -> looks.containsKey(id)));
        return new Novelty(experiments, metrics, having);
    }

    /** By experiment; in order of metric, day and variant; without the days on which nothing can be compared. */
    Map<String, List<EffectOfDay>> effects(Lake lake, Spec spec) {
        if (metrics.isEmpty()) {
            return Map.of();
        }
        Dataset<Row> compared = MetricUnits.compared(lake.read(ExperimentTables.ASSIGNMENTS))
                .filter(col("experiment_id").isInCollection(experiments.keySet()));
        Facts facts = Facts.of(spec, experiments.values(), metrics.values());
        List<Row> units = units(compared).collectAsList();
        Map<Key, ArmMoments> byDay = new LinkedHashMap<>();
        days(compared.join(facts.quantities(lake.read(ExperimentTables.EVENTS)), "unit_id"), facts)
                .collectAsList()
                .forEach(row -> byDay.computeIfAbsent(
                                new Key(row.getString(5), row.getString(0), (int) row.getLong(1)),
                                key -> ArmMoments.empty())
                        .add(row.getDate(2).toLocalDate(), row.getString(3), Moments.ofBytes(row.getAs(4))));
        Map<String, List<EffectOfDay>> effects = new TreeMap<>();
        byDay.forEach((key, arms) -> {
            addIdle(key, arms, units);
            compared(key, arms).forEach(effect -> effects.computeIfAbsent(key.experiment(), id -> new ArrayList<>())
                    .add(effect));
        });
        return effects;
    }

    private Stream<EffectOfDay> compared(Key key, ArmMoments arms) {
        Experiment experiment = experiments.get(key.experiment());
        Comparer comparer = new Comparer(experiment, metrics.get(key.metric()));
        return MetricHistory.variants(experiment)
                .flatMap(variant -> comparer
                        .compared(variant, new Observed(arms, arms, Optional.empty(), Map.of()))
                        .value()
                        .map(numbers -> effect(key, variant, numbers))
                        .stream());
    }

    private static EffectOfDay effect(Key key, String variant, Numbers numbers) {
        Optional<Interval> interval = numbers.lift().map(found -> found.interval(numbers.alpha()));
        return new EffectOfDay(
                key.metric(),
                variant,
                key.day() + 1,
                numbers.controlUnits() + numbers.variantUnits(),
                numbers.means().rawControl(),
                numbers.means().rawVariant(),
                numbers.lift().map(Effect::estimate),
                interval.map(Interval::low),
                interval.map(Interval::high),
                numbers.effect().pValue());
    }

    /** The units that did nothing on a day. */
    private static void addIdle(Key key, ArmMoments arms, List<Row> units) {
        units.stream()
                .filter(row -> row.getString(0).equals(key.metric())
                        && row.getString(3).equals(key.experiment()))
                .forEach(row -> {
                    LocalDate epoch = row.getDate(1).toLocalDate();
                    long idle = row.getLong(4)
                            - arms.moments(epoch, row.getString(2)).units();
                    arms.add(epoch, row.getString(2), Moments.of(idle, new double[4], new double[4][4]));
                });
    }

    /** How many units have had their whole window, by metric, epoch, variant and experiment. */
    private Dataset<Row> units(Dataset<Row> compared) {
        Column[] names =
                metrics.keySet().stream().map(name -> when(isReady(name), name)).toArray(Column[]::new);
        return compared.withColumn("metric_id", explode(array(names)))
                .filter("metric_id IS NOT NULL")
                .groupBy("metric_id", "weights_epoch", "variant", "experiment_id")
                .count();
    }

    /** The moments of the units that did something, by metric, day, epoch, variant and experiment. */
    private Dataset<Row> days(Dataset<Row> joined, Facts facts) {
        List<Column> sums = new ArrayList<>();
        metrics.forEach((name, metric) -> {
            sums.add(total(metric, facts.column(metric.numerator())).as("num_" + name));
            sums.add(total(metric, metric.denominator().map(facts::column).orElse(lit(1)))
                    .as("den_" + name));
        });
        Column[] rows = metrics.entrySet().stream()
                .map(metric -> row(metric.getKey(), metric.getValue()))
                .toArray(Column[]::new);
        return joined.filter(MetricUnits.AGE.geq(0))
                .withColumn("day", floor(MetricUnits.AGE.divide(DAY)))
                .groupBy("experiment_id", "unit_id", "variant", "weights_epoch", "first_exposed_at", "day")
                .agg(sums.get(0), sums.subList(1, sums.size()).toArray(Column[]::new))
                .withColumn("metric", explode(array(rows)))
                .filter("metric IS NOT NULL")
                .groupBy(col("metric.name"), col("day"), col("weights_epoch"), col("variant"), col("experiment_id"))
                .agg(UnitMoments.of(col("metric.num"), col("metric.den"), lit(0), lit(0))
                        .as("moments"))
                .select("name", "day", "weights_epoch", "variant", "moments", "experiment_id")
                .orderBy("name", "day", "weights_epoch", "variant", "experiment_id");
    }

    private Column row(String name, Metric metric) {
        return when(
                isReady(name).and(col("day").multiply(DAY).lt(Windows.micros(metric.window()))),
                struct(
                        lit(name).as("name"),
                        MetricUnits.numerator(metric, col("num_" + name)).as("num"),
                        col("den_" + name).cast("DECIMAL(38,6)").as("den")));
    }

    private static Column total(Metric metric, Column quantity) {
        Column isWithin = MetricUnits.AGE.lt(Windows.micros(metric.window()));
        return coalesce(sum(when(isWithin, quantity.cast(Facts.NUMBER))), lit(0));
    }

    /** Whether the whole window of a unit was over at the last look of its experiment. */
    private Column isReady(String name) {
        Column lastDay =
                Windows.lastDay(col("first_exposed_at"), metrics.get(name).window());
        Map<LocalDate, List<String>> byLook = having.get(name).entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        return byLook.entrySet().stream()
                .map(look -> col("experiment_id")
                        .isInCollection(look.getValue())
                        .and(lastDay.leq(Date.valueOf(look.getKey()))))
                .reduce(Column::or)
                .orElseThrow();
    }
}
