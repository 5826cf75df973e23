package sparkjoy.experiment;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.GenericRowWithSchema;
import org.apache.spark.sql.types.StructType;
import sparkjoy.experiment.statistics.Moments;
import sparkjoy.lake.TableContracts;
import sparkjoy.spec.Experiment;
import sparkjoy.spec.Metric;
import sparkjoy.spec.Spec;
import sparkjoy.spec.SpecReader;

/**
 * Experiments by chance, each as of twenty days: what units did is drawn per day, arm and metric, and goes through the
 * readout and its conclusions as it does in a lake.
 *
 * @param rates the share of units of an arm that do what a proportion counts, by metric and arm; else a tenth
 * @param unitsPerDay of each arm
 */
record Trials(Spec spec, Map<String, Map<String, Double>> rates, int unitsPerDay) {
    static final int LOOKS = 20;
    private static final LocalDate FIRST = LocalDate.parse("2026-03-02");
    private static final StructType SCHEMA =
            TableContracts.ofJar().find("gold.experiment_readout").orElseThrow().schema();

    static Spec spec(List<String> overrides) {
        return new SpecReader().read(List.of(Path.of("../docs/minimal.yaml")), overrides, Map.of());
    }

    /** Without any difference: half of the metrics proportions, half means, against so many variants. */
    static Trials alike(int metrics, int variants) {
        List<String> overrides = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (int i = 0; i < metrics; i++) {
            String name = "m" + i;
            names.add(name);
            overrides.add("metrics.%s={kind: %s, numerator: {action: click}}"
                    .formatted(name, i % 2 == 0 ? "proportion" : "mean"));
        }
        String arms = Stream.of("B", "C", "D")
                .limit(variants)
                .map(arm -> ", " + arm + ": 1")
                .collect(Collectors.joining());
        overrides.add("experiments.home={baseline: A, from: 2026-03-01, metrics: [" + String.join(", ", names)
                + "], weights: [{from: 2026-03-01, arms: {A: 1" + arms + "}}]}");
        return new Trials(spec(overrides), Map.of(), 100);
    }

    /** By day and variant. */
    NavigableMap<LocalDate, Map<String, List<ReadoutLine>>> lines(long seed) {
        NavigableSet<LocalDate> looks =
                new TreeSet<>(FIRST.datesUntil(FIRST.plusDays(LOOKS)).toList());
        HealthVerdicts health = new HealthVerdicts(new TreeMap<>(Map.of("home", looks)), Map.of());
        List<Judgement> judgements = new Readout(
                        spec.experiments(), spec.metrics(), Map.of(), Map.of(), Quantiles.NONE, health)
                .judgements(cohorts(new SplittableRandom(seed), looks));
        NavigableMap<LocalDate, Map<String, List<ReadoutLine>>> lines = new TreeMap<>();
        judgements.forEach(judgement -> lines.computeIfAbsent(judgement.place().look(), day -> new LinkedHashMap<>())
                .computeIfAbsent(judgement.place().variant(), variant -> new ArrayList<>())
                .add(line(judgement)));
        return lines;
    }

    /** On each day, in order; of each variant. */
    List<List<Conclusion.Kind>> kinds(long seed, boolean isRunning) {
        return lines(seed).values().stream()
                .map(variants -> variants.values().stream()
                        .map(lines -> Conclusion.of(lines, experiment().alpha(), isRunning)
                                .kind())
                        .toList())
                .toList();
    }

    private ReadoutLine line(Judgement judgement) {
        String name = judgement.place().metric();
        Metric metric = spec.metrics().get(name);
        Row row = judgement.row(ArmVersions.NONE);
        Object[] values = new Object[row.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = row.get(i);
        }
        return ReadoutLine.of(
                new GenericRowWithSchema(values, SCHEMA),
                Role.of(experiment(), name, metric),
                metric.direction() == Metric.Direction.UP,
                metric.margin());
    }

    private Experiment experiment() {
        return spec.experiments().get("home");
    }

    private List<Cohort> cohorts(SplittableRandom random, NavigableSet<LocalDate> looks) {
        List<Cohort> cohorts = new ArrayList<>();
        for (LocalDate day : looks) {
            for (String arm : experiment().weights().get(0).arms().keySet()) {
                for (String name : experiment().metrics()) {
                    Moments moments = spec.metrics().get(name).kind() == Metric.Kind.PROPORTION
                            ? proportion(
                                    random, rates.getOrDefault(name, Map.of()).getOrDefault(arm, 0.1))
                            : mean(random);
                    cohorts.add(new Cohort(
                            "home",
                            name,
                            Dimensions.ALL,
                            Dimensions.ALL,
                            LocalDate.parse("2026-03-01"),
                            arm,
                            day,
                            false,
                            moments,
                            moments));
                }
            }
        }
        return cohorts;
    }

    private Moments proportion(SplittableRandom random, double rate) {
        int some = 0;
        for (int i = 0; i < unitsPerDay; i++) {
            some += random.nextDouble() < rate ? 1 : 0;
        }
        double share = (double) some / unitsPerDay;
        return moments(share, share * (1 - share) * unitsPerDay / (unitsPerDay - 1));
    }

    /** Mean and variance of as many normal values. */
    private Moments mean(RandomGenerator random) {
        double squares = 0;
        for (int i = 1; i < unitsPerDay; i++) {
            double value = random.nextGaussian();
            squares += value * value;
        }
        double mean = 10 + 5 * random.nextGaussian() / Math.sqrt(unitsPerDay);
        return moments(mean, 25 * squares / (unitsPerDay - 1));
    }

    private Moments moments(double mean, double variance) {
        double[][] covariances = new double[4][4];
        covariances[0][0] = variance;
        return Moments.of(unitsPerDay, new double[] {mean, 1, 0, 1}, covariances);
    }
}
