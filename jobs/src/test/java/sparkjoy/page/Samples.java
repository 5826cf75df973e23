package sparkjoy.page;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sparkjoy.experiment.Conclusion;
import sparkjoy.experiment.Estimate;
import sparkjoy.experiment.ExperimentDetails;
import sparkjoy.experiment.ExperimentStory;
import sparkjoy.experiment.ReadoutLine;
import sparkjoy.spec.Spec;
import sparkjoy.spec.SpecReader;

/** Documents made by hand, as large or as odd as a test wants. */
final class Samples {
    static final LocalDate FIRST = LocalDate.parse("2025-01-01");
    private static final List<String> METRICS = List.of("conversion", "ctr", "gmv", "orders", "late");

    /** Numbers that do not compress better than those of a real lake. */
    private static final Random RANDOM = new Random(7);

    private Samples() {}

    /** Of some experiments over some days with the names that are given. */
    static PageData data(int days, int experiments, String name) {
        Spec spec = spec(experiments);
        return new PageData(
                name,
                Instant.parse("2026-03-09T10:00:00Z"),
                Optional.of(kpis(days, experiments, name)),
                spec.experiments().keySet().stream()
                        .map(id -> experiment(id, spec, days, name))
                        .toList(),
                Optional.of(attributed(days, name)),
                health(days, name),
                new TableLineage(List.of()),
                Optional.of(models(name)),
                List.of(),
                Optional.empty());
    }

    private static Kpis kpis(int days, int experiments, String name) {
        Stream<List<String>> arms = IntStream.range(0, experiments).boxed().flatMap(i -> Stream.of(
                        KpiCell.ALL, "A", name)
                .map(arm -> List.of(KpiCell.ALL, KpiCell.ALL, "e" + i, arm)));
        Stream<List<String>> parts = Stream.of(KpiCell.ALL, "Food", "Grocery", name)
                .flatMap(vertical -> Stream.of(KpiCell.ALL, "feed", "search", "cart", "push")
                        .map(service -> List.of(vertical, service, KpiCell.ALL, KpiCell.ALL)));
        List<List<String>> cells = Stream.concat(parts, arms).toList();
        return new Kpis(
                "EUR",
                Map.of("gmv", "what " + name + " brought"),
                Optional.of(FIRST),
                Optional.empty(),
                cells.stream()
                        .map(cell ->
                                cell(cell, days(days).map(LocalDate::toString).toList()))
                        .toList(),
                cells.stream().map(cell -> cell(cell, hours(days))).toList());
    }

    /** Of the last two weeks. */
    private static List<String> hours(int days) {
        return days(days)
                .skip(Math.max(0, days - 14))
                .flatMap(day -> IntStream.range(0, 24).mapToObj(hour -> String.format("%s %02d:00", day, hour)))
                .toList();
    }

    private static KpiCell cell(List<String> parts, List<String> times) {
        KpiCell cell = KpiCell.of(parts);
        Map<String, List<Object>> measures = new LinkedHashMap<>();
        cell.measures()
                .keySet()
                .forEach(measure -> measures.put(
                        measure,
                        IntStream.range(0, times.size())
                                .<Object>mapToObj(time -> value(measure, time))
                                .toList()));
        return new KpiCell(cell.vertical(), cell.service(), cell.experiment(), cell.variant(), times, measures);
    }

    private static Object value(String measure, int time) {
        if (measure.startsWith("gmv")) {
            return new BigDecimal("123456.7800")
                    .add(time == 0 ? BigDecimal.ZERO : BigDecimal.valueOf(RANDOM.nextInt(1_000_000), 2));
        }
        return measure.equals("user_ctr") ? RANDOM.nextDouble() : 1_234_567L + RANDOM.nextInt(100_000);
    }

    private static ExperimentPage experiment(String id, Spec spec, int days, String variant) {
        List<ReadoutLine> lines =
                METRICS.stream().map(metric -> line(metric, variant)).toList();
        Conclusion conclusion = new Conclusion(Conclusion.Kind.WINNER, "better by ctr of " + variant, false);
        List<ExperimentDetails.Look> course = days(days)
                .map(day -> new ExperimentDetails.Look(
                        day,
                        variant,
                        conclusion,
                        METRICS.stream().map(metric -> line(metric, variant)).toList()))
                .toList();
        List<ExperimentDetails.OfValue> dimensions = IntStream.range(0, 150)
                .boxed()
                .flatMap(i -> METRICS.stream()
                        .map(metric ->
                                new ExperimentDetails.OfValue("app_version", variant + i, line(metric, variant))))
                .toList();
        ExperimentStory story = new ExperimentStory(
                id,
                0.05,
                Optional.of(FIRST.plusDays(days - 1L)),
                true,
                Map.of(variant, conclusion),
                List.of("Give " + variant + " to everybody."),
                List.of(),
                List.of(),
                Map.of(),
                lines,
                List.of(),
                Optional.of(new ExperimentDetails(dimensions, course, List.of())));
        Map<String, List<Long>> exposed = Map.of(
                "A",
                IntStream.range(0, days).mapToObj(day -> 1000L * day).toList(),
                variant,
                IntStream.range(0, days).mapToObj(day -> 1001L * day).toList());
        return ExperimentPage.of(
                id, spec, Optional.of(story), new Units(List.of(), days(days).toList(), exposed));
    }

    private static ReadoutLine line(String metric, String variant) {
        Estimate numbers = new Estimate(
                "welch",
                3714,
                398,
                0.35218093699515346,
                0.3241206030150754,
                0.35218093699515346,
                0.3241206030150754,
                Optional.empty(),
                -0.028060333980078067,
                Optional.of(RANDOM.nextDouble()),
                Optional.of(new Estimate.Relative(RANDOM.nextDouble(), RANDOM.nextDouble(), RANDOM.nextDouble())),
                0.024735557050151454,
                489.90710251384115,
                -0.07666120305209292,
                0.020540535091936797,
                Optional.of(0.05),
                0.25717616332479737,
                Optional.of(RANDOM.nextDouble()),
                1.0,
                Optional.of(1.0),
                Optional.empty(),
                Optional.empty(),
                Optional.of(RANDOM.nextDouble()),
                Optional.of(RANDOM.nextDouble()),
                0.12831070392045318,
                0.029645344529827082,
                Optional.empty(),
                Optional.empty(),
                Optional.of(0.49261149486897116),
                Optional.empty(),
                Optional.empty());
        return new ReadoutLine(
                metric, variant, "A", "OK", "", false, false, true, Optional.empty(), false, Optional.of(numbers));
    }

    static Attributed attributed(int days, String name) {
        List<Attributed.OfDay> rows = days(days)
                .flatMap(day -> Stream.of("feed", "search", name)
                        .map(service -> new Attributed.OfDay(day, service, new BigDecimal("0.3333"), 2)))
                .toList();
        return Attributed.of("EUR", rows, Optional.empty());
    }

    private static DataHealth health(int days, String name) {
        List<DataHealth.Delivery> deliveries = days(days)
                .flatMap(day -> Stream.of("app", "web", name)
                        .map(source -> new DataHealth.Delivery(Optional.of(day), source, 24, 100_000, 3)))
                .toList();
        return new DataHealth(
                List.of(),
                deliveries,
                List.of(new DataHealth.Refused("silver.rejected", name, 1, name, "joy " + name)),
                List.of(),
                Optional.empty());
    }

    private static ModelGraph models(String name) {
        return new ModelGraph(
                List.of(new ModelGraph.ModelNode(
                        name,
                        "model",
                        name,
                        Optional.of(name),
                        Optional.empty(),
                        Optional.of(name),
                        Map.of(name, name),
                        name,
                        name)),
                List.of(new ModelGraph.ModelEdge(name, "other", "READS", name, "DECLARED", name, name)));
    }

    private static Stream<LocalDate> days(int count) {
        return IntStream.range(0, count).mapToObj(FIRST::plusDays);
    }

    private static Spec spec(int experiments) {
        List<String> lines = new ArrayList<>(List.of("experiments:"));
        IntStream.range(0, experiments)
                .forEach(i -> lines.add("  e" + i
                        + ": {baseline: A, from: 2025-01-01, weights: [{from: 2025-01-01, arms: {A: 1, B: 1}}]}"));
        try {
            Path more = Files.createTempFile("experiments", ".yaml");
            try {
                Files.writeString(more, lines.stream().collect(Collectors.joining("\n")));
                return new SpecReader().read(List.of(Path.of("../docs/minimal.yaml"), more), List.of(), Map.of());
            } finally {
                Files.delete(more);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
