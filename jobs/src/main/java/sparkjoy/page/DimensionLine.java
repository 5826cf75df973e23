package sparkjoy.page;

import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sparkjoy.experiment.Estimate;
import sparkjoy.experiment.ExperimentDetails;

/**
 * One variant by one metric among the units of one value of a dimension.
 *
 * @param p adjusted for many tests, of a guardrail its own
 */
record DimensionLine(
        String dimension,
        String value,
        String metric,
        String variant,
        Optional<Long> controlUnits,
        Optional<Long> units,
        Optional<Double> lift,
        Optional<Double> low,
        Optional<Double> high,
        Optional<Double> p,
        String status) {

    static DimensionLine of(ExperimentDetails.OfValue of) {
        Optional<Estimate> numbers = of.line().estimate();
        Optional<Estimate.Relative> relative = numbers.flatMap(Estimate::relative);
        return new DimensionLine(
                of.dimension(),
                of.value(),
                of.line().metric(),
                of.line().variant(),
                numbers.map(Estimate::controlUnits),
                numbers.map(Estimate::variantUnits),
                numbers.flatMap(Estimate::lift),
                relative.map(Estimate.Relative::low),
                relative.map(Estimate.Relative::high),
                numbers.map(found -> found.adjustedP().orElse(found.pValue())),
                of.line().status());
    }

    /** The lines of the values with the most units in each dimension. */
    static List<DimensionLine> largest(List<DimensionLine> lines, int values) {
        Map<String, Map<String, Long>> units = new LinkedHashMap<>();
        lines.forEach(line -> units.computeIfAbsent(line.dimension(), any -> new LinkedHashMap<>())
                .merge(line.value(), line.units().orElse(0L), Math::max));
        Set<List<String>> kept = new HashSet<>();
        units.forEach((dimension, byValue) -> byValue.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(values)
                .forEach(one -> kept.add(List.of(dimension, one.getKey()))));
        return lines.stream()
                .filter(line -> kept.contains(List.of(line.dimension(), line.value())))
                .toList();
    }
}
