package sparkjoy.backfill;

import java.util.Comparator;
import java.util.List;
import sparkjoy.spec.Gates;

/**
 * A finished staging lake compared with the live tables.
 *
 * @param backfill its id
 * @param tables that were compared
 * @param largest at most 20 differences, the largest relative ones first
 * @param broken the differences above what the specification allows
 */
public record Differences(
        String backfill, List<String> tables, int changed, List<Difference> largest, List<Difference> broken) {
    private static final int SHOWN = 20;

    static Differences of(String backfill, List<String> tables, List<Difference> all, Gates gates) {
        Comparator<Difference> bySize = Comparator.comparingDouble(one -> -Math.abs(one.change()));
        List<Difference> changed = all.stream()
                .filter(Difference::isChange)
                .sorted(bySize.thenComparing(Difference::day)
                        .thenComparing(Difference::table)
                        .thenComparing(Difference::measure))
                .toList();
        return new Differences(
                backfill,
                tables,
                changed.size(),
                changed.stream().limit(SHOWN).toList(),
                changed.stream().filter(one -> isRefused(one, gates)).toList());
    }

    private static boolean isRefused(Difference difference, Gates gates) {
        double limit = gates.maxChangeOf().getOrDefault(difference.measure(), gates.maxChange());
        return Math.abs(difference.change()) > limit;
    }
}
