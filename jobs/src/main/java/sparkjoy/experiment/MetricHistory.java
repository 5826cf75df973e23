package sparkjoy.experiment;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sparkjoy.experiment.statistics.Finding;
import sparkjoy.experiment.statistics.Looks;
import sparkjoy.experiment.statistics.Status;
import sparkjoy.spec.Experiment;

/**
 * Judges one metric of one experiment on each of its looks, of one value of a dimension.
 *
 * @param place of the judgements, with any look, variant and value
 * @param entering cohorts by the day on which they entered the readout
 * @param capped cohorts of units above a cap by look; empty where the metric has no cap
 * @param caps the caps of all metrics
 * @param quantiles those of all metrics
 */
record MetricHistory(
        Judgement.Place place,
        Comparer comparer,
        NavigableMap<LocalDate, List<Cohort>> entering,
        NavigableMap<LocalDate, List<Cohort>> capped,
        Map<Caps.Key, Double> caps,
        Quantiles quantiles) {

    static MetricHistory of(
            Judgement.Place place,
            Comparer comparer,
            List<Cohort> cohorts,
            Map<Caps.Key, Double> caps,
            Quantiles quantiles) {
        return new MetricHistory(place, comparer, byDay(cohorts, false), byDay(cohorts, true), caps, quantiles);
    }

    /** Of each look and variant, and where epochs of weights are told apart, of each epoch and of all pooled. */
    List<Judgement> judgements(NavigableSet<LocalDate> looks, HealthVerdicts health) {
        Map<LocalDate, Observed> arms = armsByLook(looks);
        List<Judgement> judgements = new ArrayList<>();
        for (String variant : variants()) {
            judgements.addAll(judged(place.dimension(), place.value(), variant, arms, health));
            if (isByEpoch()) {
                for (LocalDate epoch : epochs()) {
                    judgements.addAll(judged(
                            Dimensions.EPOCH, epoch.toString(), variant, mapped(arms, all -> all.only(epoch)), health));
                }
                judgements.addAll(
                        judged(Dimensions.EPOCH, Dimensions.POOLED, variant, mapped(arms, Observed::pooled), health));
            }
        }
        return judgements;
    }

    private Map<LocalDate, Observed> armsByLook(NavigableSet<LocalDate> looks) {
        Map<LocalDate, Observed> arms = new TreeMap<>();
        for (LocalDate look : looks) {
            List<Cohort> entered = entering.headMap(look, true).values().stream()
                    .flatMap(List::stream)
                    .toList();
            Optional<Double> cap =
                    Optional.ofNullable(caps.get(new Caps.Key(place.experiment(), place.metric(), look)));
            arms.put(
                    look,
                    Observed.of(entered, capped.getOrDefault(look, List.of()), cap, quantiles.values(place, look)));
        }
        return arms;
    }

    private List<Judgement> judged(
            String dimension, String value, String variant, Map<LocalDate, Observed> arms, HealthVerdicts health) {
        List<Judgement.Place> places = arms.keySet().stream()
                .map(look -> new Judgement.Place(
                        place.experiment(), look, place.metric(), dimension, value, variant, place.baseline()))
                .toList();
        List<Finding<Numbers>> found = places.stream()
                .map(at -> found(at, arms.get(at.look()), health))
                .toList();
        List<OptionalDouble> minima = minima(found, Numbers::sequentialP);
        List<OptionalDouble> margins = minima(
                found,
                numbers -> numbers.margin().map(Numbers.Margin::sequentialP).orElse(1.0));
        List<Judgement> judgements = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            judgements.add(new Judgement(
                    places.get(i),
                    found.get(i),
                    new Judgement.PValues(
                            minima.get(i), margins.get(i), OptionalDouble.empty(), OptionalDouble.empty()),
                    overridden(places.get(i), found.get(i), health)));
        }
        return judgements;
    }

    private static List<OptionalDouble> minima(List<Finding<Numbers>> found, ToDoubleFunction<Numbers> p) {
        return Looks.runningMinimum(found.stream()
                .map(one -> one.value()
                        .map(numbers -> OptionalDouble.of(p.applyAsDouble(numbers)))
                        .orElse(OptionalDouble.empty()))
                .toList());
    }

    private Finding<Numbers> found(Judgement.Place at, Observed observed, HealthVerdicts health) {
        Optional<String> blocked = reasons(at, health, false);
        if (blocked.isPresent()) {
            return none(Status.SRM_BLOCKED, blocked.get());
        }
        ArmMoments arms = observed.counted();
        boolean isEmpty =
                arms.moments(at.baseline()).units() + arms.moments(at.variant()).units() == 0;
        if (isEmpty && isAwaited(at.look())) {
            return none(
                    Status.PARTIAL_WINDOW,
                    "no unit has had its whole window of %d hours yet"
                            .formatted(comparer.metric().window().toHours()));
        }
        return comparer.compared(at.variant(), observed);
    }

    private boolean isAwaited(LocalDate look) {
        return !entering.tailMap(look, false).isEmpty()
                || !capped.tailMap(look, false).isEmpty();
    }

    private Optional<String> overridden(Judgement.Place at, Finding<Numbers> found, HealthVerdicts health) {
        return reasons(at, health, true).filter(against -> found.status() == Status.OK);
    }

    private Optional<String> reasons(Judgement.Place at, HealthVerdicts health, boolean isOverridden) {
        return health.against(at).stream()
                .filter(objection -> objection.isOverridden(comparer.experiment()) == isOverridden)
                .map(HealthVerdicts.Objection::reason)
                .reduce((one, other) -> one + "; " + other);
    }

    private static Finding<Numbers> none(Status status, String reason) {
        return new Finding<>(status, reason, Optional.empty());
    }

    private boolean isByEpoch() {
        return place.dimension().equals(Dimensions.ALL)
                && comparer.experiment().weights().size() > 1;
    }

    private List<LocalDate> epochs() {
        return Stream.concat(entering.values().stream(), capped.values().stream())
                .flatMap(List::stream)
                .map(Cohort::epoch)
                .distinct()
                .sorted()
                .toList();
    }

    /** The arms with a weight in some epoch, without the baseline. */
    private List<String> variants() {
        return variants(comparer.experiment()).toList();
    }

    static Stream<String> variants(Experiment experiment) {
        return experiment.weights().stream()
                .flatMap(weights -> weights.arms().entrySet().stream())
                .filter(arm -> arm.getValue().signum() > 0)
                .map(Map.Entry::getKey)
                .filter(arm -> !arm.equals(experiment.baseline()))
                .distinct()
                .sorted();
    }

    private static NavigableMap<LocalDate, List<Cohort>> byDay(List<Cohort> cohorts, boolean isCapped) {
        return cohorts.stream()
                .filter(cohort -> cohort.isCapped() == isCapped)
                .collect(Collectors.groupingBy(Cohort::day, TreeMap::new, Collectors.toList()));
    }

    private static Map<LocalDate, Observed> mapped(Map<LocalDate, Observed> arms, UnaryOperator<Observed> part) {
        Map<LocalDate, Observed> parts = new TreeMap<>();
        arms.forEach((look, all) -> parts.put(look, part.apply(all)));
        return parts;
    }
}
