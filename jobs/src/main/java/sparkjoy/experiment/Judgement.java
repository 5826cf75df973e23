package sparkjoy.experiment;

import java.sql.Date;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import sparkjoy.experiment.statistics.Finding;
import sparkjoy.experiment.statistics.Status;

/**
 * One row of gold.experiment_readout.
 *
 * @param alwaysValidP smallest sequential p up to this look
 * @param adjustedP within the family of this look; empty outside of it
 * @param overridden what speaks against the numbers and was overridden; else empty
 */
record Judgement(
        Place place,
        Finding<Numbers> found,
        OptionalDouble alwaysValidP,
        OptionalDouble adjustedP,
        Optional<String> overridden) {

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
        return new Judgement(
                place,
                new Finding<>(status, reason, Optional.empty()),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty());
    }

    Judgement adjusted(OptionalDouble p) {
        return new Judgement(place, found, alwaysValidP, p, overridden);
    }

    OptionalDouble pValue() {
        return found.value()
                .map(numbers -> OptionalDouble.of(numbers.effect().pValue()))
                .orElse(OptionalDouble.empty());
    }

    /** Numbers are null unless the status is OK. */
    Row row() {
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
                number(Numbers::controlMean),
                number(Numbers::variantMean),
                number(numbers -> numbers.effect().estimate()),
                number(Numbers::lift),
                number(numbers -> numbers.effect().standardError()),
                number(numbers -> numbers.effect().degreesOfFreedom()),
                number(numbers -> numbers.interval().low()),
                number(numbers -> numbers.interval().high()),
                number(numbers -> numbers.effect().pValue()),
                nullable(adjustedP),
                number(numbers -> nullable(alwaysValidP)),
                number(numbers -> numbers.sequentialInterval().low()),
                number(numbers -> numbers.sequentialInterval().high()),
                number(Numbers::chanceToWin),
                number(Numbers::expectedLoss),
                number(numbers -> numbers.method().theta().orElse(null)),
                number(numbers -> numbers.method().varianceReduction().orElse(null)),
                number(numbers -> numbers.method().srmP().orElse(null)),
                found.status().name(),
                overridden.orElse(found.reason()));
    }

    private Object number(Function<Numbers, Object> column) {
        return found.value().map(column).orElse(null);
    }

    private static Double nullable(OptionalDouble number) {
        return number.isPresent() ? number.getAsDouble() : null;
    }
}
