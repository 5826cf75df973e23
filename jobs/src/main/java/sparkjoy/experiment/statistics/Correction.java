package sparkjoy.experiment.statistics;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** Adjusts the p values of a family of tests; what could not be computed leaves the family. */
public enum Correction {
    /** Holm (1979): controls the chance of any false positive (family-wise error rate), whatever the dependence. */
    HOLM {
        @Override
        void adjust(List<Double> sorted) {
            double largest = 0;
            for (int i = 0; i < sorted.size(); i++) {
                largest = Math.max(largest, Math.min(1, sorted.get(i) * (sorted.size() - i)));
                sorted.set(i, largest);
            }
        }
    },
    /** Benjamini and Hochberg (1995): controls the share of false positives among all positives (false discovery rate). */
    BENJAMINI_HOCHBERG {
        @Override
        void adjust(List<Double> sorted) {
            double smallest = 1;
            for (int i = sorted.size() - 1; i >= 0; i--) {
                smallest = Math.min(smallest, sorted.get(i) * sorted.size() / (i + 1));
                sorted.set(i, smallest);
            }
        }
    };

    /** The adjusted p values in the order of the given ones, absent where those are. */
    public List<OptionalDouble> adjusted(List<OptionalDouble> pValues) {
        List<Integer> order = IntStream.range(0, pValues.size())
                .filter(i -> pValues.get(i).isPresent())
                .boxed()
                .sorted(Comparator.comparingDouble(i -> pValues.get(i).getAsDouble()))
                .toList();
        List<Double> sorted = new ArrayList<>(
                order.stream().map(i -> pValues.get(i).getAsDouble()).toList());
        adjust(sorted);
        List<OptionalDouble> adjusted = new ArrayList<>(pValues);
        for (int rank = 0; rank < order.size(); rank++) {
            adjusted.set(order.get(rank), OptionalDouble.of(sorted.get(rank)));
        }
        return adjusted;
    }

    /** In place, of p values in ascending order. */
    abstract void adjust(List<Double> sorted);
}
