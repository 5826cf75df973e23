package sparkjoy.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sparkjoy.experiment.Estimate;
import sparkjoy.experiment.ExperimentDetails;
import sparkjoy.experiment.ExperimentStory;
import sparkjoy.experiment.ReadoutLine;
import sparkjoy.report.TextTable;
import sparkjoy.terminal.Printable;

/** What a data scientist wants to know beyond the verdict: one table per question. */
final class DetailsText {
    private DetailsText() {}

    /** Of a story with details. */
    static String of(ExperimentStory story) {
        ExperimentDetails details = story.details().orElseThrow();
        return Stream.of(
                        section("How the numbers are computed", methods(story.lines())),
                        section(
                                "Before the first exposure, where the arms differ by chance alone",
                                history(story.lines())),
                        section("By dimension", dimensions(details.dimensions(), MetricsText.level(story))),
                        section("By day: verdict and lift, * beyond chance at any number of looks", course(story)),
                        section(
                                "By day since the first exposure, of the units whose window is over",
                                novelty(story, details)))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("\n\n"));
    }

    private static Optional<String> section(String title, Optional<TextTable> table) {
        return table.map(rows -> title + "\n\n" + rows);
    }

    private static Optional<TextTable> methods(List<ReadoutLine> lines) {
        TextTable table = new TextTable(
                "metric",
                "variant",
                "method",
                "p",
                "degrees of freedom",
                "error of effect",
                "error of lift",
                "interval at any look",
                "expected loss",
                "p of margin",
                "theta",
                "variance reduction",
                "p of sample ratio",
                "cap",
                "values");
        List<ReadoutLine> found =
                lines.stream().filter(line -> line.estimate().isPresent()).toList();
        found.forEach(line -> table.row(method(line, line.estimate().orElseThrow())));
        return found.isEmpty() ? Optional.empty() : Optional.of(table);
    }

    private static String[] method(ReadoutLine line, Estimate numbers) {
        return new String[] {
            line.metric(),
            Printable.text(line.variant()),
            numbers.method(),
            Figures.p(numbers.pValue()),
            String.format(Locale.ROOT, "%,.1f", numbers.degreesOfFreedom()),
            Figures.number(numbers.standardError()),
            numbers.relative()
                    .map(lift -> String.format(Locale.ROOT, "%.2f%%", 100 * lift.standardError()))
                    .orElse(Figures.NONE),
            numbers.sequentialLow()
                    .flatMap(low ->
                            numbers.sequentialHigh().map(high -> Figures.signed(low) + " to " + Figures.signed(high)))
                    .orElse(Figures.NONE),
            Figures.number(numbers.expectedLoss()),
            Figures.p(numbers.marginP()),
            numbers.theta().map(Figures::number).orElse(Figures.NONE),
            numbers.varianceReduction()
                    .map(share -> String.format(Locale.ROOT, "%.1f%%", 100 * share))
                    .orElse(Figures.NONE),
            Figures.p(numbers.srmP()),
            numbers.cap().map(Figures::number).orElse(Figures.NONE),
            numbers.values().map(Figures::count).orElse(Figures.NONE)
        };
    }

    private static Optional<TextTable> history(List<ReadoutLine> lines) {
        TextTable table = new TextTable("metric", "variant", "baseline", "value", "p");
        List<ReadoutLine> found = lines.stream()
                .filter(line -> line.estimate().flatMap(Estimate::history).isPresent())
                .toList();
        found.forEach(line -> {
            Estimate.History before = line.estimate().flatMap(Estimate::history).orElseThrow();
            table.row(
                    line.metric(),
                    Printable.text(line.variant()),
                    Figures.number(before.control()),
                    Figures.number(before.variant()),
                    Figures.p(before.pValue()));
        });
        return found.isEmpty() ? Optional.empty() : Optional.of(table);
    }

    private static Optional<TextTable> dimensions(List<ExperimentDetails.OfValue> values, String level) {
        TextTable table = new TextTable(
                "dimension",
                "value",
                "metric",
                "variant",
                "baseline units",
                "units",
                "lift",
                level + " interval of lift",
                "p adjusted",
                "status");
        values.forEach(of -> table.row(
                of.dimension(),
                Printable.text(of.value()),
                of.line().metric(),
                Printable.text(of.line().variant()),
                MetricsText.shown(of.line(), numbers -> Figures.count(numbers.controlUnits())),
                MetricsText.shown(of.line(), numbers -> Figures.count(numbers.variantUnits())),
                MetricsText.shown(of.line(), MetricsText::lift),
                MetricsText.shown(of.line(), MetricsText::interval),
                MetricsText.shown(
                        of.line(), numbers -> Figures.p(numbers.adjustedP().orElse(numbers.pValue()))),
                of.line().status()));
        return values.isEmpty() ? Optional.empty() : Optional.of(table);
    }

    private static Optional<TextTable> course(ExperimentStory story) {
        List<String> metrics =
                story.lines().stream().map(ReadoutLine::metric).distinct().toList();
        TextTable table = new TextTable(Stream.concat(Stream.of("day", "variant", "verdict"), metrics.stream())
                .toArray(String[]::new));
        List<ExperimentDetails.Look> looks = story.details().orElseThrow().course();
        looks.forEach(look -> table.row(Stream.concat(
                        Stream.of(
                                look.day().toString(),
                                Printable.text(look.variant()),
                                look.conclusion().kind().text()),
                        metrics.stream().map(metric -> lift(look, metric, story.alpha())))
                .toArray(String[]::new)));
        return looks.isEmpty() ? Optional.empty() : Optional.of(table);
    }

    private static String lift(ExperimentDetails.Look look, String metric, double alpha) {
        return look.lines().stream()
                .filter(line -> line.metric().equals(metric))
                .flatMap(line -> line.estimate().stream())
                .map(numbers -> MetricsText.lift(numbers)
                        + (numbers.alwaysValidAdjustedP().orElse(numbers.alwaysValidP()) < alpha ? "*" : ""))
                .findFirst()
                .orElse(Figures.NONE);
    }

    private static Optional<TextTable> novelty(ExperimentStory story, ExperimentDetails details) {
        TextTable table = new TextTable(
                "metric",
                "variant",
                "day",
                "units",
                "baseline",
                "value",
                "lift",
                MetricsText.level(story) + " interval of lift",
                "p");
        details.novelty()
                .forEach(day -> table.row(
                        day.metric(),
                        Printable.text(day.variant()),
                        String.valueOf(day.day()),
                        Figures.count(day.units()),
                        Figures.number(day.control()),
                        Figures.number(day.value()),
                        day.lift().map(Figures::percent).orElse(Figures.NONE),
                        MetricsText.interval(day.low(), day.high()),
                        Figures.p(day.pValue())));
        return details.novelty().isEmpty() ? Optional.empty() : Optional.of(table);
    }
}
