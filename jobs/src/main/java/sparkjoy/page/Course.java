package sparkjoy.page;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sparkjoy.experiment.Estimate;
import sparkjoy.experiment.ExperimentDetails;
import sparkjoy.experiment.ReadoutLine;

/**
 * One variant by one metric over all looks. Numbers have seven digits and are null where a look has none.
 *
 * @param lift with the interval that holds if looked at once
 * @param alwaysLow of the interval that may be looked at every day, as a share of the baseline's value
 * @param alwaysP always-valid p, within its family
 */
record Course(
        String variant,
        String metric,
        List<LocalDate> days,
        List<Double> lift,
        List<Double> low,
        List<Double> high,
        List<Double> alwaysLow,
        List<Double> alwaysHigh,
        List<Double> alwaysP) {

    private static Course of(String variant, String metric) {
        return new Course(
                variant,
                metric,
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>(),
                new ArrayList<>());
    }

    static List<Course> all(List<ExperimentDetails.Look> looks) {
        Map<List<String>, Course> courses = new LinkedHashMap<>();
        looks.forEach(look -> look.lines().forEach(line -> courses.computeIfAbsent(
                        List.of(line.variant(), line.metric()), key -> of(key.get(0), key.get(1)))
                .add(look.day(), line)));
        return List.copyOf(courses.values());
    }

    Course within(Limits limits) {
        return new Course(
                variant,
                metric,
                limits.lastDays(days),
                limits.lastDays(lift),
                limits.lastDays(low),
                limits.lastDays(high),
                limits.lastDays(alwaysLow),
                limits.lastDays(alwaysHigh),
                limits.lastDays(alwaysP));
    }

    private void add(LocalDate day, ReadoutLine line) {
        Optional<Estimate> numbers = line.estimate();
        Optional<Estimate.Relative> relative = numbers.flatMap(Estimate::relative);
        days.add(day);
        lift.add(rounded(numbers.flatMap(Estimate::lift)));
        low.add(rounded(relative.map(Estimate.Relative::low)));
        high.add(rounded(relative.map(Estimate.Relative::high)));
        alwaysLow.add(rounded(numbers.flatMap(found -> share(found, found.sequentialLow()))));
        alwaysHigh.add(rounded(numbers.flatMap(found -> share(found, found.sequentialHigh()))));
        alwaysP.add(rounded(numbers.map(found -> found.alwaysValidAdjustedP().orElse(found.alwaysValidP()))));
    }

    private static Optional<Double> share(Estimate numbers, Optional<Double> effect) {
        return effect.filter(any -> numbers.controlMean() != 0).map(change -> change / Math.abs(numbers.controlMean()));
    }

    private static Double rounded(Optional<Double> number) {
        return (Double) Rounded.of(number.orElse(null));
    }
}
