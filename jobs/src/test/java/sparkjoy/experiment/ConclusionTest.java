package sparkjoy.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.experiment.Conclusion.Kind.DO_NOT_TRUST;
import static sparkjoy.experiment.Conclusion.Kind.LOSER;
import static sparkjoy.experiment.Conclusion.Kind.MIXED;
import static sparkjoy.experiment.Conclusion.Kind.NOT_ENOUGH;
import static sparkjoy.experiment.Conclusion.Kind.NO_DIFFERENCE_YET;
import static sparkjoy.experiment.Conclusion.Kind.UNGUARDED;
import static sparkjoy.experiment.Conclusion.Kind.WINNER;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What lines mean together; lines are made by hand, at alpha 0.05. */
final class ConclusionTest {
    private static final double SURE = 0.01;
    private static final double UNSURE = 0.2;

    @Test
    void betterAndNowhereWorseWins() {
        Conclusion conclusion = over(line("ctr", 1, SURE), line("gmv", -1, UNSURE), guardrail(line("refunds", 1, 0.9)));

        assertThat(conclusion).isEqualTo(new Conclusion(WINNER, "better by ctr", false));
    }

    @Test
    void worseAndNowhereBetterLoses() {
        assertThat(over(line("ctr", -1, SURE), line("gmv", 1, UNSURE)))
                .isEqualTo(new Conclusion(LOSER, "worse by ctr", false));
    }

    @Test
    void lessIsBetterWhereTheMetricSaysSo() {
        ReadoutLine returns = line("returns", -1, SURE);
        ReadoutLine down = new ReadoutLine(
                "returns", "B", "A", returns.status(), returns.reason(), false, false, returns.estimate());

        assertThat(over(down).kind()).isEqualTo(WINNER);
    }

    @Test
    void betterAndWorseAtOnceIsMixed() {
        assertThat(over(line("ctr", 1, SURE), line("gmv", -1, SURE)))
                .isEqualTo(new Conclusion(MIXED, "better by ctr; worse by gmv", false));
    }

    @Test
    void aGuardrailThatGetsWorseSpoilsTheWinAndNeverWinsItself() {
        assertThat(over(line("ctr", 1, SURE), guardrail(line("refunds", -1, SURE))))
                .isEqualTo(new Conclusion(MIXED, "better by ctr; worse by refunds", false));
        assertThat(over(line("ctr", 1, UNSURE), guardrail(line("refunds", 1, SURE)))
                        .kind())
                .isEqualTo(NO_DIFFERENCE_YET);
    }

    @Test
    void nobodyWinsWhileAGuardrailHasNoNumbers() {
        ReadoutLine failed = guardrail(without("refunds", "FAILED", "no such column"));

        assertThat(over(line("ctr", 1, SURE), failed))
                .isEqualTo(new Conclusion(
                        UNGUARDED,
                        "better by ctr; no numbers of the guardrail refunds (FAILED: no such column)",
                        false));
        assertThat(over(line("ctr", -1, SURE), failed).kind()).isEqualTo(LOSER);
        assertThat(over(line("ctr", 1, SURE), without("gmv", "FAILED", "no such column"))
                        .kind())
                .isEqualTo(WINNER);
    }

    @Test
    void nothingBeyondChanceIsNoDifferenceYet() {
        assertThat(over(line("ctr", 1, UNSURE)))
                .isEqualTo(new Conclusion(NO_DIFFERENCE_YET, "no metric is beyond chance at alpha 0.05", false));
    }

    @Test
    void whileItRunsTheAlwaysValidPMustAgree() {
        ReadoutLine doubtful = line("ctr", 1, SURE, UNSURE);

        assertThat(Conclusion.of(List.of(doubtful), 0.05, true).kind()).isEqualTo(NO_DIFFERENCE_YET);
        assertThat(Conclusion.of(List.of(doubtful), 0.05, false).kind()).isEqualTo(WINNER);
    }

    @Test
    void withoutAnyNumberItIsTooEarly() {
        assertThat(over(without("ctr", "NOT_ENOUGH_DATA", "2 units"), without("gmv", "EMPTY_ARM", "none")))
                .isEqualTo(new Conclusion(NOT_ENOUGH, "ctr (NOT_ENOUGH_DATA: 2 units), gmv (EMPTY_ARM: none)", false));
    }

    @Test
    void aMismatchIsNotToBeTrusted() {
        assertThat(over(line("ctr", 1, SURE), without("gmv", "SRM_BLOCKED", "SRM in stage readout")))
                .isEqualTo(new Conclusion(DO_NOT_TRUST, "SRM in stage readout", false));
    }

    @Test
    void whatAnOverrideShowsIsSaidToBeOverridden() {
        ReadoutLine line = line("ctr", 1, SURE);
        ReadoutLine overridden =
                new ReadoutLine("ctr", "B", "A", "OK", "SRM in stage readout", false, true, line.estimate());

        assertThat(over(overridden)).isEqualTo(new Conclusion(WINNER, "better by ctr", true));
    }

    private static Conclusion over(ReadoutLine... lines) {
        return Conclusion.of(List.of(lines), 0.05, false);
    }

    private static ReadoutLine line(String metric, double effect, double p) {
        return line(metric, effect, p, p);
    }

    private static ReadoutLine line(String metric, double effect, double p, double alwaysValidP) {
        ReadoutLine.Estimate estimate = new ReadoutLine.Estimate(
                "welch",
                100,
                100,
                1,
                1 + effect,
                effect,
                effect,
                1,
                198,
                -1,
                1,
                p,
                Optional.of(p),
                alwaysValidP,
                0.5,
                0);
        return new ReadoutLine(metric, "B", "A", "OK", "", false, true, Optional.of(estimate));
    }

    private static ReadoutLine without(String metric, String status, String reason) {
        return new ReadoutLine(metric, "B", "A", status, reason, false, true, Optional.empty());
    }

    private static ReadoutLine guardrail(ReadoutLine line) {
        return new ReadoutLine(
                line.metric(),
                line.variant(),
                line.baseline(),
                line.status(),
                line.reason(),
                true,
                line.isMoreBetter(),
                line.estimate());
    }
}
