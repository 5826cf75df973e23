package sparkjoy.page;

import java.util.List;

/**
 * How much a page shows where all of it would be too large. With any limits parts have no hours, so the first ones leave out
 * nothing else.
 *
 * @param days the last days of parts, such as one service or one experiment; totals keep all days
 * @param values the largest values of a dimension
 */
record Limits(int days, int values) {
    /** More than any page has. */
    private static final int ALL = 1_000_000;

    static final List<Limits> STEPS = List.of(
            new Limits(ALL, ALL),
            new Limits(180, 20),
            new Limits(90, 12),
            new Limits(60, 8),
            new Limits(28, 5),
            new Limits(14, 3),
            new Limits(7, 1));

    /** The last entries of a list. */
    <T> List<T> lastDays(List<T> all) {
        return all.subList(Math.max(0, all.size() - days), all.size());
    }
}
