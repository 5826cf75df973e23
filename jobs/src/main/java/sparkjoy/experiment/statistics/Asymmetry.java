package sparkjoy.experiment.statistics;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.statistics.inference.ChiSquareTest;

/** Whether arms lose units in different proportions, which would leave the others incomparable. */
public final class Asymmetry {
    private static final double EXPECTED_UNITS = 5;

    private Asymmetry() {}

    /**
     * The p of Pearson's test that each arm loses the same share of its units.
     *
     * @param lost by arm
     * @param units by arm, the lost ones among them; at least one
     */
    public static Finding<Double> pValue(Map<String, Long> lost, Map<String, Long> units) {
        List<String> arms = units.keySet().stream()
                .filter(arm -> units.get(arm) > 0)
                .sorted()
                .toList();
        double all = arms.stream().mapToLong(units::get).sum();
        double gone = arms.stream().mapToLong(arm -> lost.getOrDefault(arm, 0L)).sum();
        double fewest =
                arms.stream().mapToDouble(units::get).min().orElse(0) * Math.min(gone, all - gone) / Math.max(all, 1);
        if (arms.size() < 2 || fewest < EXPECTED_UNITS) {
            return Finding.none(
                    Status.NOT_ENOUGH_DATA,
                    "%.0f of %.0f units are lost; two arms that expect %.0f are needed"
                            .formatted(gone, all, EXPECTED_UNITS));
        }
        long[][] table = Stream.of(
                        arms.stream().mapToLong(arm -> lost.getOrDefault(arm, 0L)),
                        arms.stream().mapToLong(arm -> units.get(arm) - lost.getOrDefault(arm, 0L)))
                .map(row -> row.toArray())
                .toArray(long[][]::new);
        return Finding.of(ChiSquareTest.withDefaults().test(table).getPValue());
    }
}
