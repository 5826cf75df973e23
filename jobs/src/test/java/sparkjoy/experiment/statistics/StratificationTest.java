package sparkjoy.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static sparkjoy.experiment.statistics.Vectors.number;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Epochs of weights are compared each for itself. */
final class StratificationTest {
    private static final Comparison COMPARISON = new Comparison(2);

    /** Each day the variant is better; pooled, it looks worse. */
    @Test
    void rampedWeightsDoNotTurnTheEffect() {
        JsonNode vector = Vectors.named("simpson_ramp");
        Stratum friday = stratum(vector.at("/input/friday"));
        Stratum saturday = stratum(vector.at("/input/saturday"));

        Stratification both = Stratification.of("C", "T", List.of(friday, saturday));

        Effect pooled = effect(Arms.proportion("C", 1_490_000, 25_000), Arms.proportion("T", 510_000, 6_230));
        assertThat(effect(friday.control(), friday.variant()).estimate())
                .isCloseTo(number(vector, "/output/friday_diff"), within(1e-12));
        assertThat(effect(saturday.control(), saturday.variant()).estimate())
                .isCloseTo(number(vector, "/output/saturday_diff"), within(1e-12));
        assertThat(pooled.estimate()).isCloseTo(number(vector, "/output/pooled_diff"), within(1e-12));
        assertThat(effect(both.control(), both.variant()).estimate())
                .isCloseTo(number(vector, "/output/stratified_by_day_diff"), within(1e-12));
    }

    @Test
    void variancesAddUpBySquaredWeights() {
        Stratum small = new Stratum(Arms.proportion("C", 100, 10), Arms.proportion("T", 100, 30));
        Stratum large = new Stratum(Arms.proportion("C", 400, 80), Arms.proportion("T", 200, 60));

        Stratification both = Stratification.of("C", "T", List.of(small, large));

        Effect first = effect(small.control(), small.variant());
        Effect second = effect(large.control(), large.variant());
        double variance = 0.25 * 0.25 * first.standardError() * first.standardError()
                + 0.75 * 0.75 * second.standardError() * second.standardError();
        Effect effect = effect(both.control(), both.variant());
        assertThat(effect.estimate()).isCloseTo(0.25 * 0.2 + 0.75 * 0.1, within(1e-12));
        assertThat(effect.standardError()).isCloseTo(Math.sqrt(variance), within(1e-12));
        assertThat(effect.units()).isEqualTo(800);
        assertThat(COMPARISON
                        .relative(both.control(), both.variant())
                        .value()
                        .orElseThrow()
                        .estimate())
                .isCloseTo(0.125 / (0.25 * 0.1 + 0.75 * 0.2), within(1e-12));
    }

    @Test
    void oneEpochIsAsWithoutStrata() {
        Stratum only =
                new Stratum(Arms.mean("C", Vectors.spending("control")), Arms.mean("T", Vectors.spending("treatment")));

        Stratification one = Stratification.of("C", "T", List.of(only));

        Effect plain = effect(only.control(), only.variant());
        Effect effect = effect(one.control(), one.variant());
        assertThat(effect.standardError()).isCloseTo(plain.standardError(), within(1e-12));
        assertThat(effect.degreesOfFreedom()).isCloseTo(plain.degreesOfFreedom(), within(1e-9));
    }

    @Test
    void anEpochWithoutTheVariantIsLeftOutAndCounted() {
        Stratum before = new Stratum(Arms.proportion("C", 900, 800), Arms.proportion("T", 0, 0));
        Stratum since = new Stratum(Arms.proportion("C", 100, 10), Arms.proportion("T", 100, 30));

        Stratification both = Stratification.of("C", "T", List.of(before, since));

        assertThat(both.leftOut()).isEqualTo(1);
        assertThat(effect(both.control(), both.variant()).estimate()).isCloseTo(0.2, within(1e-12));
    }

    @Test
    void anEpochOfOneUnitIsLeftOutAndCounted() {
        Stratum begun = new Stratum(Arms.mean("C", Vectors.values(1, 2)), Arms.mean("T", Vectors.values(9)));
        Stratum full = new Stratum(Arms.mean("C", Vectors.values(1, 2)), Arms.mean("T", Vectors.values(3, 5)));

        Stratification both = Stratification.of("C", "T", List.of(begun, full));

        assertThat(both.leftOut()).isEqualTo(1);
        assertThat(effect(both.control(), both.variant())).isEqualTo(effect(full.control(), full.variant()));
    }

    @Test
    void withoutAComparableEpochThereIsNoNumber() {
        Stratum first = new Stratum(Arms.mean("C", Vectors.values(1, 2)), Arms.mean("T", Vectors.values(9)));
        Stratum second = new Stratum(Arms.mean("C", Vectors.values(1)), Arms.mean("T", Vectors.values(8, 9)));

        assertNone(
                Stratification.of("C", "T", List.of(first, second)),
                Status.NOT_ENOUGH_DATA,
                "arms 'C' and 'T': no epoch has two units in both");
    }

    @Test
    void anArmWithoutUnitsInAnyEpochIsEmpty() {
        Stratum before = new Stratum(Arms.proportion("C", 900, 800), Arms.proportion("T", 0, 0));

        assertNone(Stratification.of("C", "T", List.of(before, before)), Status.EMPTY_ARM, "arm 'T' has no units");
    }

    @Test
    void anArmThatIsEmptyInOneEpochAndHasNothingToDivideByInTheOtherLacksThat() {
        Finding<ArmEstimate> sound =
                Arms.ratio("C", new Moments().add(1, 2, 0, 0).add(2, 3, 0, 0));
        Finding<ArmEstimate> none = Arms.ratio("T", new Moments());
        Finding<ArmEstimate> zero =
                Arms.ratio("T", new Moments().add(0, 0, 0, 0).add(0, 0, 0, 0));

        assertNone(
                Stratification.of("C", "T", List.of(new Stratum(sound, none), new Stratum(sound, zero))),
                Status.NOT_ENOUGH_DATA,
                "arm 'T': the denominators of 2 units sum to 0");
    }

    /** To leave the epoch out would hide that its numbers are broken. */
    @Test
    void anEpochThatFailsFailsThemAll() {
        Stratum broken =
                new Stratum(Arms.proportion("C", 100, 10), Arms.proportion("T", Vectors.values(1, Double.NaN)));
        Stratum sound = new Stratum(Arms.proportion("C", 100, 10), Arms.proportion("T", 100, 30));

        assertNone(
                Stratification.of("C", "T", List.of(sound, broken)),
                Status.FAILED,
                "arm 'T': NaN of 2 units is not a proportion; count a unit as 0 or 1");
    }

    private static void assertNone(Stratification stratification, Status status, String reason) {
        assertThat(COMPARISON.relative(stratification.control(), stratification.variant()))
                .isEqualTo(Finding.none(status, reason));
    }

    private static Stratum stratum(JsonNode day) {
        return new Stratum(arm("C", day.get("c")), arm("T", day.get("t")));
    }

    private static Finding<ArmEstimate> arm(String name, JsonNode counts) {
        return Arms.proportion(name, counts.get(1).asLong(), counts.get(0).asLong());
    }

    private static Effect effect(Finding<ArmEstimate> control, Finding<ArmEstimate> variant) {
        return COMPARISON.absolute(control, variant).value().orElseThrow();
    }
}
