package sparkjoy.cli;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sparkjoy.experiment.Distribution;
import sparkjoy.experiment.UnitStory;
import sparkjoy.report.TextTable;
import sparkjoy.terminal.Printable;

/** Assignments for a terminal; all names come from events and are made safe to show. */
final class AssignmentsText {
    private AssignmentsText() {}

    static String of(UnitStory story) {
        String unit = "Unit " + Printable.text(story.unit());
        if (story.standings().isEmpty()) {
            return unit + " has events, but none carries a variant of a configured experiment.";
        }
        TextTable sightings = new TextTable("at", "experiment", "variant", "event", "", "line", "path");
        story.sightings()
                .forEach(seen -> sightings.row(
                        seen.at(),
                        Printable.text(seen.experiment()),
                        Printable.text(seen.variant()),
                        Printable.text(seen.event()),
                        note(seen),
                        String.valueOf(seen.line()),
                        Printable.text(seen.path())));
        String rest = story.allSightings() > story.sightings().size()
                ? String.format(
                        Locale.ROOT,
                        "%n%n%,d of %,d events; more with --limit N.",
                        story.sightings().size(),
                        story.allSightings())
                : "";
        return unit + "\n"
                + story.standings().stream()
                        .map(standing -> text(standing) + measured(standing))
                        .collect(Collectors.joining("\n"))
                + "\n\n" + sightings + rest;
    }

    private static String note(UnitStory.Sighting seen) {
        if (seen.isOver()) {
            return "after its end";
        }
        return seen.isCrossover() ? "CROSSOVER" : seen.isExposure() ? "exposure" : "";
    }

    private static String text(UnitStory.Standing standing) {
        String expected = standing.expected()
                .map(variant -> "the hash gives " + Printable.text(variant))
                .orElse("its hash is not known");
        String followed = standing.firstExposedAt()
                .map(at -> String.format(
                        Locale.ROOT,
                        "first exposed %s, %,d exposures; since then %,d clicks, %,d adds to cart, %,d orders",
                        at,
                        standing.exposures(),
                        standing.clicks(),
                        standing.addsToCart(),
                        standing.orders()))
                .orElse("never exposed");
        return String.format(
                Locale.ROOT,
                "  %s: %s, first variant %s of %d seen, %s; %s",
                Printable.text(standing.experiment()),
                standing.status(),
                standing.variant().map(Printable::text).orElse("-"),
                standing.variantsSeen(),
                expected,
                followed);
    }

    private static String measured(UnitStory.Standing standing) {
        return standing.metrics().stream()
                .map(metric -> String.format(
                        Locale.ROOT,
                        "%n    %s: %s%s; before the exposure %s; window until %s, %s",
                        metric.metric(),
                        value(metric.numerator(), metric.denominator()),
                        metric.capped().map(capped -> ", capped at " + capped).orElse(""),
                        value(metric.numeratorBefore(), metric.denominatorBefore()),
                        metric.windowEndsAt(),
                        metric.isComplete() ? "over" : "not over: not in the readout"))
                .collect(Collectors.joining());
    }

    private static String value(String numerator, Optional<String> denominator) {
        return denominator.map(all -> numerator + " of " + all).orElse(numerator);
    }

    static String of(Distribution shares) {
        if (shares.byStatus().isEmpty()) {
            return "No event carries the experiment " + Printable.text(shares.experiment())
                    + ". Check that properties.experiment_id and properties.variant fit your events.";
        }
        Set<String> variants = new TreeSet<>();
        shares.days().forEach(day -> {
            variants.addAll(day.units().keySet());
            variants.addAll(day.expected().keySet());
        });
        String[] header = Stream.concat(
                        Stream.of("day", "units"),
                        variants.stream().flatMap(variant -> Stream.of(Printable.text(variant), "share", "expected")))
                .toArray(String[]::new);
        TextTable days = new TextTable(header);
        shares.days().forEach(day -> days.row(cells(day, variants)));
        shares.total().ifPresent(total -> days.row(cells(total, variants)));
        String statuses = shares.byStatus().entrySet().stream()
                .map(status -> String.format(Locale.ROOT, "%s %,d", status.getKey(), status.getValue()))
                .collect(Collectors.joining(", "));
        return Printable.text(shares.experiment()) + ": " + statuses + health(shares)
                + "\nUnits by the day of their first assignment and by first variant, without bots\n\n" + days;
    }

    /** One line per stage; the sample ratio first, for it is what is looked for. */
    private static String health(Distribution shares) {
        return shares.healthAsOf()
                .map(day -> "\nHealth as of " + day
                        + shares.health().stream().map(AssignmentsText::health).collect(Collectors.joining()))
                .orElse("\nHealth has not been computed: joy run health does it");
    }

    private static String health(Distribution.StageHealth stage) {
        return String.format(
                Locale.ROOT,
                "%n  %-16s  %s, sample ratio p = %s, always valid p = %s%s",
                stage.stage(),
                stage.verdict(),
                stage.pValue().map(p -> String.format(Locale.ROOT, "%.2g", p)).orElse(Figures.NONE),
                String.format(Locale.ROOT, "%.2g", stage.alwaysValidP()),
                stage.reason().isEmpty() ? "" : ": " + Printable.text(stage.reason()));
    }

    private static String[] cells(Distribution.Day day, Set<String> variants) {
        long all = day.all();
        return Stream.concat(
                        Stream.of(day.day(), number(all)),
                        variants.stream().flatMap(variant -> cells(variant, day.units(), all, day.expected())))
                .toArray(String[]::new);
    }

    private static Stream<String> cells(
            String variant, Map<String, Long> units, long all, Map<String, Double> expected) {
        long own = units.getOrDefault(variant, 0L);
        return Stream.of(number(own), share((double) own / all), share(expected.getOrDefault(variant, 0.0)));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String share(double share) {
        return String.format(Locale.ROOT, "%.1f%%", 100 * share);
    }
}
