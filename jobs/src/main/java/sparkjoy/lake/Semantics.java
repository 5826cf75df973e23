package sparkjoy.lake;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import sparkjoy.spec.KpiColumn;

/**
 * What a tool may aggregate in a table, and how.
 *
 * @param entity what one row is, in a name
 * @param time the column of the day or time that the measures belong to
 * @param totals dimensions whose rows of '(all)' hold the totals over all their values
 * @param measures by name
 */
public record Semantics(String entity, String time, List<String> totals, Map<String, Measure> measures) {

    /** A number that rows hold or make. */
    public sealed interface Measure {

        /** Adds up over all dimensions and days. */
        record Sum() implements Measure {}

        /** Counts distinct units or sessions within a row: the totals say how many there are, sums do not. */
        record Distinct() implements Measure {}

        /** How many values of a column there are. */
        record Count(String column) implements Measure {}

        /** One measure by another. */
        record Ratio(String numerator, String denominator) implements Measure {}

        /** Holds for its row and cannot be made of others. */
        record Fixed() implements Measure {}

        /** Reads `sum`, `distinct`, `count column`, `numerator / denominator` or `fixed`. */
        private static Measure of(String text) {
            if (text.contains(" / ")) {
                return new Ratio(text.replaceAll(" / .*", ""), text.replaceAll(".* / ", ""));
            }
            if (text.startsWith("count ")) {
                return new Count(text.substring("count ".length()));
            }
            return switch (text) {
                case "sum" -> new Sum();
                case "distinct" -> new Distinct();
                case "fixed" -> new Fixed();
                default -> throw new IllegalArgumentException("No measure is written as '" + text + "'");
            };
        }
    }

    /** How an aggregate of SQL makes a measure of rows. */
    public record Aggregate(String function, String expression) {}

    /** Semantics as a contract's file writes them. */
    static Semantics of(String entity, String time, List<String> totals, Map<String, String> measures) {
        Map<String, Measure> read = new LinkedHashMap<>();
        measures.forEach((name, text) -> read.put(name, Measure.of(text)));
        return new Semantics(entity, time, List.copyOf(totals), Collections.unmodifiableMap(read));
    }

    /** The same with columns of a specification. */
    Semantics with(Map<String, KpiColumn> columns) {
        Map<String, Measure> all = new LinkedHashMap<>(measures);
        columns.forEach((name, column) ->
                all.put(name, column.count() == KpiColumn.Count.EVENTS ? new Measure.Sum() : new Measure.Distinct()));
        return new Semantics(entity, time, totals, Collections.unmodifiableMap(all));
    }

    /**
     * The aggregate that makes a measure of rows; empty where others make it, or none can. Sums pass over the totals. Of
     * distinct counts a row of totals holds the largest.
     */
    public Optional<Aggregate> aggregate(String name) {
        Measure measure = measures.get(name);
        if (measure instanceof Measure.Sum) {
            return Optional.of(new Aggregate("sum", withoutTotals(name)));
        }
        if (measure instanceof Measure.Distinct) {
            return Optional.of(new Aggregate("max", name));
        }
        return measure instanceof Measure.Count count
                ? Optional.of(new Aggregate("count_distinct", count.column()))
                : Optional.empty();
    }

    /**
     * SQL that computes a measure from any rows that are not totals; empty for a measure that is only correct in its own
     * row. A ratio divides the sums.
     */
    public Optional<String> formula(String name) {
        Measure measure = measures.get(name);
        if (measure instanceof Measure.Ratio ratio) {
            return formula(ratio.numerator()).flatMap(numerator -> formula(ratio.denominator())
                    .map(denominator -> numerator + " / nullif(" + denominator + ", 0)"));
        }
        if (measure instanceof Measure.Sum) {
            return Optional.of("sum(" + name + ")");
        }
        return measure instanceof Measure.Count count
                ? Optional.of("count(DISTINCT " + count.column() + ")")
                : Optional.empty();
    }

    /** The condition that leaves out the rows that hold totals; empty where there are none. */
    public Optional<String> withoutTotals() {
        return totals.isEmpty()
                ? Optional.empty()
                : Optional.of(totals.stream()
                        .map(dimension -> dimension + " <> '(all)'")
                        .collect(Collectors.joining(" AND ")));
    }

    private String withoutTotals(String column) {
        return withoutTotals()
                .map(condition -> "CASE WHEN " + condition + " THEN " + column + " END")
                .orElse(column);
    }
}
