package sparkjoy.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import org.assertj.core.util.DoubleComparator;
import org.junit.jupiter.api.Test;

/** Families of p values are adjusted as statsmodels does. */
final class CorrectionTest {
    private static final JsonNode VECTOR = Vectors.named("multiple_testing");

    @Test
    void adjustedValuesAgreeWithStatsmodelsInAnyOrder() {
        List<Integer> order = new ArrayList<>(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
        Collections.shuffle(order, new Random(7));

        assertSame(Correction.HOLM, order, "/output/holm");
        assertSame(Correction.BENJAMINI_HOCHBERG, order, "/output/bh");
    }

    @Test
    void whatHasNoNumberLeavesTheFamily() {
        List<OptionalDouble> family = List.of(OptionalDouble.of(0.02), OptionalDouble.empty(), OptionalDouble.of(0.04));

        assertThat(Correction.HOLM.adjusted(family))
                .containsExactly(OptionalDouble.of(0.04), OptionalDouble.empty(), OptionalDouble.of(0.04));
    }

    @Test
    void aFamilyWithoutNumbersStaysWithout() {
        assertThat(Correction.BENJAMINI_HOCHBERG.adjusted(List.of(OptionalDouble.empty())))
                .containsExactly(OptionalDouble.empty());
    }

    private static void assertSame(Correction correction, List<Integer> order, String path) {
        double[] given = Vectors.numbers(VECTOR.get("input"));
        double[] expected = Vectors.numbers(VECTOR.at(path));

        List<OptionalDouble> adjusted = correction.adjusted(
                order.stream().map(i -> OptionalDouble.of(given[i])).toList());

        assertThat(adjusted.stream().map(OptionalDouble::getAsDouble))
                .usingElementComparator(new DoubleComparator(1e-12))
                .containsExactlyElementsOf(order.stream().map(i -> expected[i]).toList());
        assertThat(Arrays.stream(expected)).hasSameSizeAs(adjusted);
    }
}
