package sparkjoy.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static sparkjoy.experiment.statistics.Vectors.number;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/** What may be looked at as often as one likes. */
final class SequentialTest {

    @Test
    void pAndIntervalAreThoseOfTheMixtureTest() {
        JsonNode vector = Vectors.named("sequential_equals_msprt");
        Sequential sequential = new Sequential(number(vector, "/alpha"), number(vector, "/tuning"));

        for (JsonNode expected : vector.get("cases")) {
            Effect effect = new Effect(
                    number(expected, "/estimate"), number(expected, "/stderr"), 100, (long) number(expected, "/n"));

            assertThat(sequential.pValue(effect)).isCloseTo(number(expected, "/p_value"), within(1e-12));
            assertThat(sequential.interval(effect).high() - effect.estimate())
                    .isCloseTo(number(expected, "/half_width"), within(1e-12));
        }
    }

    @Test
    void aLookWithoutANumberChangesNothing() {
        List<OptionalDouble> looks = List.of(
                OptionalDouble.empty(),
                OptionalDouble.of(0.4),
                OptionalDouble.of(0.03),
                OptionalDouble.empty(),
                OptionalDouble.of(0.2));

        List<OptionalDouble> smallest = Looks.runningMinimum(looks);

        assertThat(smallest)
                .containsExactly(
                        OptionalDouble.empty(),
                        OptionalDouble.of(0.4),
                        OptionalDouble.of(0.03),
                        OptionalDouble.of(0.03),
                        OptionalDouble.of(0.03));
    }

    @Test
    void anAlphaOfFivePercentIsNotFive() {
        assertThatThrownBy(() -> new Sequential(5, Sequential.DEFAULT_TUNING))
                .hasMessage("alpha is 5.0; give a number between 0 and 1, such as 0.05");
    }
}
