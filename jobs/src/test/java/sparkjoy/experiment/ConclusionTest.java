package sparkjoy.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.experiment.Conclusion.Kind.DO_NOT_TRUST;
import static sparkjoy.experiment.Conclusion.Kind.INCOMPLETE;
import static sparkjoy.experiment.Conclusion.Kind.LOSER;
import static sparkjoy.experiment.Conclusion.Kind.MIXED;
import static sparkjoy.experiment.Conclusion.Kind.NOT_ENOUGH;
import static sparkjoy.experiment.Conclusion.Kind.NO_DIFFERENCE;
import static sparkjoy.experiment.Conclusion.Kind.NO_DIFFERENCE_YET;
import static sparkjoy.experiment.Conclusion.Kind.UNDECIDED;
import static sparkjoy.experiment.Conclusion.Kind.UNGUARDED;
import static sparkjoy.experiment.Conclusion.Kind.WINNER;
import static sparkjoy.experiment.Lines.guardrail;
import static sparkjoy.experiment.Lines.lessIsBetter;
import static sparkjoy.experiment.Lines.line;
import static sparkjoy.experiment.Lines.overridden;
import static sparkjoy.experiment.Lines.secondary;
import static sparkjoy.experiment.Lines.withMargin;
import static sparkjoy.experiment.Lines.without;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
        assertThat(over(line("ctr", 1, UNSURE), guardrail(line("refunds", -1, SURE))))
                .isEqualTo(new Conclusion(LOSER, "worse by refunds", false));
    }

    @Test
    void lessIsBetterWhereTheMetricSaysSo() {
        assertThat(over(lessIsBetter(line("returns", -1, SURE))).kind()).isEqualTo(WINNER);
        assertThat(over(lessIsBetter(line("returns", 1, SURE))).kind()).isEqualTo(LOSER);
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
                .isEqualTo(NO_DIFFERENCE);
    }

    /** The always-valid p does not see the harm yet. */
    @Test
    void harmSpoilsAWinEquallyWhileTheExperimentRunsAndAfter() {
        List<ReadoutLine> guarded = List.of(line("ctr", 1, SURE), guardrail(line("refunds", -1, SURE, UNSURE)));
        List<ReadoutLine> primaries = List.of(line("ctr", 1, SURE), line("gmv", -1, SURE, UNSURE));
        List<ReadoutLine> secondaries = List.of(line("ctr", 1, SURE), secondary(line("gmv", -1, SURE, UNSURE)));

        for (List<ReadoutLine> lines : List.of(guarded, primaries, secondaries)) {
            assertThat(Conclusion.of(lines, 0.05, true)).isEqualTo(Conclusion.of(lines, 0.05, false));
            assertThat(Conclusion.of(lines, 0.05, true).kind()).isEqualTo(MIXED);
        }
    }

    /** On some of many days chance looks like harm. */
    @Test
    void harmThatOnlyOneLookSeesDoesNotEndARunningExperiment() {
        List<ReadoutLine> lines = List.of(line("ctr", 1, UNSURE), guardrail(line("refunds", -1, SURE, UNSURE)));

        assertThat(Conclusion.of(lines, 0.05, true).kind()).isEqualTo(NO_DIFFERENCE_YET);
        assertThat(Conclusion.of(lines, 0.05, true).reason()).endsWith("watch what looks worse by refunds");
        assertThat(Conclusion.of(lines, 0.05, false).kind()).isEqualTo(LOSER);
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
    }

    @Test
    void nobodyWinsWhileAMetricThatSomebodyChoseHasNoNumbers() {
        ReadoutLine zero = without("conversion", "ZERO_VARIANCE", "all the same");

        assertThat(over(line("ctr", 1, SURE), zero))
                .isEqualTo(new Conclusion(
                        INCOMPLETE, "better by ctr; no numbers of conversion (ZERO_VARIANCE: all the same)", false));
        assertThat(over(line("ctr", 1, SURE), without("gmv", "FAILED", "no such column"))
                        .kind())
                .isEqualTo(INCOMPLETE);
        assertThat(over(line("ctr", 1, SURE), secondary(without("gmv", "PARTIAL_WINDOW", "no window is over")))
                        .kind())
                .isEqualTo(INCOMPLETE);
        assertThat(over(line("ctr", 1, UNSURE), zero).reason())
                .endsWith("no numbers of conversion (ZERO_VARIANCE: all the same)");
    }

    @Test
    void aGuardrailWithAMarginMustBeShownToStayWithinIt() {
        ReadoutLine refunds = guardrail(line("refunds", -0.01, UNSURE));

        assertThat(over(line("ctr", 1, SURE), withMargin(refunds, SURE, UNSURE)).kind())
                .isEqualTo(WINNER);
        assertThat(over(line("ctr", 1, SURE), withMargin(refunds, UNSURE, UNSURE)))
                .isEqualTo(new Conclusion(
                        UNGUARDED, "better by ctr; not shown to stay within its margin: the guardrail refunds", false));
        assertThat(running(line("ctr", 1, SURE), withMargin(refunds, SURE, UNSURE))
                        .kind())
                .as("while it runs the always-valid p counts")
                .isEqualTo(UNGUARDED);
    }

    /** An early look excluded the harm; by now it looks likely again. */
    @Test
    void whileItRunsTheLastLookMustExcludeTheHarmToo() {
        ReadoutLine refunds = guardrail(line("refunds", -0.01, UNSURE));

        assertThat(running(line("ctr", 1, SURE), withMargin(refunds, UNSURE, SURE))
                        .kind())
                .isEqualTo(UNGUARDED);
        assertThat(running(line("ctr", 1, SURE), withMargin(refunds, SURE, SURE))
                        .kind())
                .isEqualTo(WINNER);
    }

    /** One-sided at twice alpha: a harm that is missed costs more than some days. */
    @Test
    void aGuardrailWithoutAMarginThatMayBeWorseKeepsTheVariantFromWinning() {
        ReadoutLine better = line("ctr", 1, SURE);

        for (Conclusion conclusion : List.of(
                over(better, guardrail(line("refunds", -1, 0.11))),
                running(better, guardrail(line("refunds", -1, 0.11))))) {
            assertThat(conclusion)
                    .isEqualTo(new Conclusion(
                            UNGUARDED,
                            "better by ctr; may be worse, which is not certain: the guardrail refunds",
                            false));
        }
        assertThat(over(better, guardrail(line("refunds", -1, UNSURE))).kind()).isEqualTo(WINNER);
        assertThat(over(better, guardrail(line("refunds", 1, 0.11))).kind()).isEqualTo(WINNER);
        assertThat(over(better, secondary(line("gmv", -1, 0.11))).kind()).isEqualTo(WINNER);
    }

    @Test
    void aSureHarmWithinTheMarginIsAccepted() {
        ReadoutLine refunds = guardrail(line("refunds", -0.01, SURE));

        assertThat(over(line("ctr", 1, SURE), withMargin(refunds, SURE, SURE)).kind())
                .isEqualTo(WINNER);
        assertThat(over(line("ctr", 1, SURE), withMargin(refunds, UNSURE, UNSURE))
                        .kind())
                .isEqualTo(MIXED);
        assertThat(over(line("ctr", 1, UNSURE), withMargin(refunds, SURE, SURE)).kind())
                .isEqualTo(NO_DIFFERENCE);
    }

    @Test
    void aSecondaryMetricAloneDecidesNothing() {
        assertThat(over(line("ctr", 1, UNSURE), secondary(line("gmv", 1, SURE))))
                .isEqualTo(new Conclusion(
                        NO_DIFFERENCE,
                        "no primary metric is beyond chance at alpha 0.05; better by gmv, which is secondary",
                        false));
        assertThat(over(line("ctr", 1, UNSURE), secondary(line("gmv", -1, SURE)))
                        .kind())
                .isEqualTo(NO_DIFFERENCE);
        assertThat(over(line("ctr", 1, SURE), secondary(line("gmv", -1, SURE))).kind())
                .isEqualTo(MIXED);
    }

    @Test
    void nothingBeyondChanceIsNoDifference() {
        String reason = "no primary metric is beyond chance at alpha 0.05";

        assertThat(running(line("ctr", 1, UNSURE))).isEqualTo(new Conclusion(NO_DIFFERENCE_YET, reason, false));
        assertThat(over(line("ctr", 1, UNSURE))).isEqualTo(new Conclusion(NO_DIFFERENCE, reason, false));
    }

    @Test
    void whileItRunsTheAlwaysValidPMustAgree() {
        ReadoutLine doubtful = line("ctr", 1, SURE, UNSURE);

        assertThat(running(doubtful).kind()).isEqualTo(NO_DIFFERENCE_YET);
        assertThat(over(doubtful).kind()).isEqualTo(WINNER);
    }

    @Test
    void withoutAnyNumberItIsTooEarlyOrNothingIsDecided() {
        ReadoutLine[] lines = {without("ctr", "NOT_ENOUGH_DATA", "2 units"), without("gmv", "EMPTY_ARM", "none")};
        String reason = "ctr (NOT_ENOUGH_DATA: 2 units), gmv (EMPTY_ARM: none)";

        assertThat(running(lines)).isEqualTo(new Conclusion(NOT_ENOUGH, reason, false));
        assertThat(over(lines)).isEqualTo(new Conclusion(UNDECIDED, reason, false));
    }

    @Test
    void aMismatchIsNotToBeTrusted() {
        assertThat(over(line("ctr", 1, SURE), without("gmv", "SRM_BLOCKED", "SRM in stage readout")))
                .isEqualTo(new Conclusion(DO_NOT_TRUST, "SRM in stage readout", false));
    }

    @Test
    void whatAnOverrideShowsIsSaidToBeOverriddenAndNeverRolledOutToEveryone() {
        Conclusion shown = over(overridden(line("ctr", 1, SURE)));

        assertThat(shown).isEqualTo(new Conclusion(WINNER, "better by ctr", true));
        assertThat(new Advice("home", "A", false, Map.of("B", shown), List.of()).sentences())
                .singleElement()
                .asString()
                .startsWith("Do not roll out B on these numbers: an override shows them");
    }

    @Test
    void whatToDoNextNamesTheVariantAndEndsWithTheExperiment() {
        Conclusion winner = new Conclusion(WINNER, "", false);
        Conclusion loser = new Conclusion(LOSER, "", false);

        assertThat(next(true, Map.of("B", winner))).containsExactly("Roll out B to everyone, then end the experiment.");
        assertThat(next(false, Map.of("B", winner))).containsExactly("Roll out B to everyone.");
        assertThat(next(false, Map.of("B", loser))).containsExactly("Keep A, do not roll out B.");
        assertThat(next(false, Map.of("B", winner, "C", loser)))
                .containsExactlyInAnyOrder("Roll out B to everyone.", "Do not roll out C.");
        for (Conclusion.Kind kind : EnumSet.complementOf(EnumSet.of(NO_DIFFERENCE_YET, NOT_ENOUGH))) {
            assertThat(next(false, Map.of("B", new Conclusion(kind, "", false))))
                    .singleElement()
                    .asString()
                    .as(kind + " of an experiment that is over")
                    .contains("B")
                    .doesNotContain("Wait");
        }
    }

    @Test
    void ofTwoWinnersNoneIsRolledOutToEveryone() {
        Conclusion winner = new Conclusion(WINNER, "", false);

        assertThat(next(true, new TreeMap<>(Map.of("B", winner, "C", winner))))
                .singleElement()
                .asString()
                .startsWith("B and C are each better than A. Compare them with each other first");
    }

    private static List<String> next(boolean isRunning, Map<String, Conclusion> conclusions) {
        return new Advice("home", "A", isRunning, conclusions, List.of()).sentences();
    }

    private static Conclusion over(ReadoutLine... lines) {
        return Conclusion.of(List.of(lines), 0.05, false);
    }

    private static Conclusion running(ReadoutLine... lines) {
        return Conclusion.of(List.of(lines), 0.05, true);
    }
}
