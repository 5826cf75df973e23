package sparkjoy;

import java.util.List;
import java.util.stream.IntStream;

/** The 90 % quantile of the events of one arm of `load`, counted by hand: the even units are those of A. */
record CountedQuantile(double estimate, double variance, int values) {
    private static final double LEVEL = 0.9;

    static CountedQuantile of(int arm) {
        List<Integer> all = IntStream.range(0, 300)
                .boxed()
                .flatMap(i -> values(2 * i + arm).boxed())
                .sorted()
                .toList();
        double estimate = at(all, LEVEL);
        double half = 1.959963984540054 * Math.sqrt(LEVEL * (1 - LEVEL) / all.size());
        double deviation = (at(all, LEVEL + half) - at(all, LEVEL - half)) / (2 * 1.959963984540054);
        double share = all.stream().filter(value -> value <= estimate).count() / (double) all.size();
        double squares = IntStream.range(0, 300)
                .mapToDouble(i -> values(2 * i + arm)
                        .mapToDouble(value -> (value <= estimate ? 1 : 0) - share)
                        .sum())
                .map(rest -> rest * rest)
                .sum();
        double ofUnits = 300.0 / 299 * squares / all.size() / all.size();
        double independent = (all.size() - 1.0) / all.size() * deviation * deviation;
        return new CountedQuantile(estimate, independent * ofUnits / (LEVEL * (1 - LEVEL) / all.size()), all.size());
    }

    private static IntStream values(int unit) {
        return IntStream.range(0, VerdictCases.events(unit)).map(event -> VerdictCases.milliseconds(unit, event));
    }

    private static double at(List<Integer> sorted, double level) {
        double place = level * (sorted.size() - 1);
        int rank = (int) place;
        int next = Math.min(rank + 1, sorted.size() - 1);
        return sorted.get(rank) + (place - rank) * (sorted.get(next) - sorted.get(rank));
    }
}
