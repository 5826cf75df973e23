package sparkjoy.experiment;

import java.sql.Date;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import sparkjoy.experiment.statistics.Effect;
import sparkjoy.experiment.statistics.Finding;
import sparkjoy.experiment.statistics.Interval;
import sparkjoy.experiment.statistics.Status;

/**
 * One row of gold.experiment_readout.
 *
 * @param pValues those that other looks or other tests go into
 * @param overridden what speaks against the numbers and was overridden; else empty
 */
record Judgement(Place place, Finding<Numbers> found, PValues pValues, Optional<String> overridden) {

    /**
     * Probabilities of one judgement; empty where it has no numbers.
     *
     * @param alwaysValid smallest sequential p up to this look
     * @param marginAlwaysValid the same of a harm as large as the margin
     * @param adjusted p within the family of this look; empty for guardrails
     * @param alwaysValidAdjusted smallest sequential p within the family
     */
    record PValues(
            OptionalDouble alwaysValid,
            OptionalDouble marginAlwaysValid,
            OptionalDouble adjusted,
            OptionalDouble alwaysValidAdjusted) {
        static final PValues NONE = new PValues(
                OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty(), OptionalDouble.empty());
    }

    /** What is judged: one variant by one metric as of a day, of one value of a dimension. */
    record Place(
            String experiment,
            LocalDate look,
            String metric,
            String dimension,
            String value,
            String variant,
            String baseline) {}

    static Judgement without(Place place, Status status, String reason) {
        return new Judgement(place, new Finding<>(status, reason, Optional.empty()), PValues.NONE, Optional.empty());
    }

    Judgement adjusted(OptionalDouble p, OptionalDouble alwaysValidP) {
        PValues all = new PValues(pValues.alwaysValid(), pValues.marginAlwaysValid(), p, alwaysValidP);
        return new Judgement(place, found, all, overridden);
    }

    OptionalDouble pValue() {
        return found.value()
                .map(numbers -> OptionalDouble.of(numbers.effect().pValue()))
                .orElse(OptionalDouble.empty());
    }

    /** Numbers are null unless the status is OK. */
    Row row(ArmVersions versions) {
        return RowFactory.create(
                place.experiment(),
                Date.valueOf(place.look()),
                place.metric(),
                place.dimension(),
                place.value(),
                place.variant(),
                place.baseline(),
                number(numbers -> numbers.method().name()),
                number(Numbers::controlUnits),
                number(Numbers::variantUnits),
                number(numbers -> numbers.means().control()),
                number(numbers -> numbers.means().variant()),
                number(numbers -> numbers.means().rawControl()),
                number(numbers -> numbers.means().rawVariant()),
                number(numbers -> numbers.means().cap().orElse(null)),
                number(numbers -> numbers.effect().estimate()),
                number(numbers -> numbers.lift().map(Effect::estimate).orElse(null)),
                number(numbers -> numbers.lift().map(Effect::standardError).orElse(null)),
                number(numbers -> liftInterval(numbers).map(Interval::low).orElse(null)),
                number(numbers -> liftInterval(numbers).map(Interval::high).orElse(null)),
                number(numbers -> numbers.effect().standardError()),
                number(numbers -> numbers.effect().degreesOfFreedom()),
                number(Numbers::alpha),
                number(numbers -> numbers.interval().low()),
                number(numbers -> numbers.interval().high()),
                number(numbers -> numbers.effect().pValue()),
                number(numbers -> nullable(pValues.adjusted())),
                number(numbers -> nullable(pValues.alwaysValid())),
                number(numbers -> nullable(pValues.alwaysValidAdjusted())),
                number(numbers -> numbers.sequentialInterval().low()),
                number(numbers -> numbers.sequentialInterval().high()),
                number(Numbers::chanceToWin),
                number(Numbers::expectedLoss),
                number(numbers -> numbers.margin().map(Numbers.Margin::pValue).orElse(null)),
                number(numbers -> numbers.margin()
                        .map(margin -> nullable(pValues.marginAlwaysValid()))
                        .orElse(null)),
                number(numbers -> numbers.method().theta().orElse(null)),
                number(numbers -> numbers.method().varianceReduction().orElse(null)),
                number(numbers -> numbers.method().srmP().orElse(null)),
                number(numbers ->
                        numbers.history().map(Numbers.History::control).orElse(null)),
                number(numbers ->
                        numbers.history().map(Numbers.History::variant).orElse(null)),
                number(numbers -> numbers.history().map(Numbers.History::pValue).orElse(null)),
                number(numbers -> numbers.values().map(Numbers.Values::control).orElse(null)),
                number(numbers -> numbers.values().map(Numbers.Values::variant).orElse(null)),
                number(numbers -> overridden.isPresent()),
                versions(versions, place.baseline()),
                versions(versions, place.variant()),
                found.status().name(),
                reason());
    }

    private String[] versions(ArmVersions versions, String arm) {
        List<String> seen = versions.upTo(place.experiment(), arm, place.look());
        return seen.isEmpty() ? null : seen.toArray(String[]::new);
    }

    private String reason() {
        return Stream.of(
                        overridden.orElse(""),
                        found.reason(),
                        found.value().map(Numbers::note).orElse(""))
                .filter(reason -> !reason.isEmpty())
                .collect(Collectors.joining("; "));
    }

    private static Optional<Interval> liftInterval(Numbers numbers) {
        return numbers.lift().map(lift -> lift.interval(numbers.alpha()));
    }

    private Object number(Function<Numbers, Object> column) {
        return found.value().map(column).orElse(null);
    }

    private static Double nullable(OptionalDouble number) {
        return number.isPresent() ? number.getAsDouble() : null;
    }
}
