package sparkjoy.experiment.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static sparkjoy.experiment.statistics.Vectors.number;

import com.fasterxml.jackson.databind.JsonNode;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Chances to win and expected losses are those of gbstats. */
final class PosteriorTest {
    private static final Offset<Double> CLOSE = within(1e-9);
    private static final Comparison COMPARISON = new Comparison(2);
    private static final JsonNode EXPECTED =
            Vectors.named("bayesian_chance_to_win").get("output");
    private static final Finding<ArmEstimate> CONTROL = Arms.proportion("C", 4000, 300);
    private static final Finding<ArmEstimate> VARIANT = Arms.proportion("T", 4040, 360);

    @Test
    void proportionsAgreeWithGbstats() {
        Effect relative = COMPARISON.relative(CONTROL, VARIANT).value().orElseThrow();
        Effect absolute = COMPARISON.absolute(CONTROL, VARIANT).value().orElseThrow();

        assertSame(Posterior.of(relative, Prior.FLAT), EXPECTED.get("binomial_flat_prior_relative"));
        assertSame(Posterior.of(relative, new Prior(0, 0.09)), EXPECTED.get("binomial_proper_prior_0_03_relative"));
        assertSame(Posterior.of(absolute, Prior.FLAT), EXPECTED.get("binomial_flat_absolute"));
    }

    @Test
    void meansAndRatiosAgreeWithGbstats() {
        JsonNode ratio = Vectors.named("ratio_ctr_delta").get("input");
        Finding<Effect> mean = COMPARISON.relative(
                Arms.mean("C", Vectors.spending("control")), Arms.mean("T", Vectors.spending("treatment")));
        Finding<Effect> rate = COMPARISON.relative(
                Arms.ratio("C", Vectors.ratios(ratio.get("control"))),
                Arms.ratio("T", Vectors.ratios(ratio.get("treatment"))));

        assertSame(Posterior.of(mean.value().orElseThrow(), Prior.FLAT), EXPECTED.get("mean_flat_relative"));
        assertSame(Posterior.of(rate.value().orElseThrow(), Prior.FLAT), EXPECTED.get("ratio_flat_relative"));
    }

    /** The normal distribution against the exact integral of two beta distributions. */
    @Test
    void theNormalDistributionIsNearTheBetaBinomial() {
        Effect absolute = COMPARISON.absolute(CONTROL, VARIANT).value().orElseThrow();

        double chance = Posterior.of(absolute, Prior.FLAT).chanceToWin();

        assertThat(chance).isCloseTo(number(EXPECTED, "/beta_binomial_uniform_prior_exact_integration"), within(1e-4));
    }

    @Test
    void whereLessIsBetterChanceAndLossAreThoseOfTheOpposite() {
        JsonNode inverse = EXPECTED.get("inverse_metric");
        Effect relative = COMPARISON.relative(CONTROL, VARIANT).value().orElseThrow();

        Posterior opposite = Posterior.of(relative, Prior.FLAT).opposite();

        assertThat(opposite.chanceToWin()).isCloseTo(number(inverse, "/chance_to_win"), CLOSE);
        assertThat(opposite.expectedLoss()).isCloseTo(number(inverse, "/risk/1"), CLOSE);
    }

    @Test
    void aPriorOfLiftsIsScaledToTheMetric() {
        Prior prior = new Prior(0.1, 0.04).times(-5);

        assertThat(prior.mean()).isCloseTo(0.5, CLOSE);
        assertThat(prior.variance()).isCloseTo(1, CLOSE);
    }

    @Test
    void aPriorWithoutVarianceIsRefused() {
        assertThatThrownBy(() -> new Prior(0, 0))
                .hasMessageContaining("variance 0.0")
                .hasMessageContaining("above 0");
    }

    private static void assertSame(Posterior posterior, JsonNode expected) {
        assertThat(posterior.mean()).isCloseTo(number(expected, "/expected"), CLOSE);
        assertThat(posterior.standardDeviation()).isCloseTo(number(expected, "/posterior_sd"), CLOSE);
        assertThat(posterior.chanceToWin()).isCloseTo(number(expected, "/chance_to_win"), CLOSE);
        assertThat(posterior.expectedLoss()).isCloseTo(number(expected, "/risk/1"), CLOSE);
        assertThat(posterior.opposite().expectedLoss()).isCloseTo(number(expected, "/risk/0"), CLOSE);
        assertThat(posterior.interval(0.05).low()).isCloseTo(number(expected, "/credible_interval/0"), CLOSE);
        assertThat(posterior.interval(0.05).high()).isCloseTo(number(expected, "/credible_interval/1"), CLOSE);
    }
}
