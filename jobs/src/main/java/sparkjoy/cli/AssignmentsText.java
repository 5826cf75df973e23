package sparkjoy.cli;

import java.util.Locale;
import java.util.Map;
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
            return unit + " has events, and none of them tells of a variant that is meant.";
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
                + story.standings().stream().map(AssignmentsText::told).collect(Collectors.joining("\n"))
                + "\n\n" + sightings + rest;
    }

    private static String note(UnitStory.Sighting seen) {
        if (seen.isOver()) {
            return "after its end";
        }
        return seen.isCrossover() ? "CROSSOVER" : seen.isExposure() ? "exposure" : "";
    }

    private static String told(UnitStory.Standing standing) {
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

    static String of(Distribution shares) {
        if (shares.byStatus().isEmpty()) {
            return "No event tells of the experiment " + Printable.text(shares.experiment())
                    + ". Look whether properties.experiment_id and properties.variant fit your events.";
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
        String statuses = shares.byStatus().entrySet().stream()
                .map(status -> String.format(Locale.ROOT, "%s %,d", status.getKey(), status.getValue()))
                .collect(Collectors.joining(", "));
        return Printable.text(shares.experiment()) + ": " + statuses
                + "\nUnits by the day of their first assignment and by first variant, without bots\n\n" + days;
    }

    private static String[] cells(Distribution.Day day, Set<String> variants) {
        long all = day.units().values().stream().mapToLong(Long::longValue).sum();
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
