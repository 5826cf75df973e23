package sparkjoy.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparkjoy.spec.Experiment;
import sparkjoy.spec.Spec;

/**
 * Verdicts over many experiments whose truth is known, always the same ones; the long form is `make rig-verdicts`, with
 * a thousand experiments of each kind and twenty times as many assignments, from the seed that FIRST gives.
 */
final class VerdictSimulationTest {
    private static final int EXPERIMENTS = Integer.getInteger("joy.rig.verdicts", 60);
    private static final int ASSIGNMENTS = 20 * EXPERIMENTS;
    private static final long FIRST = Long.getLong("joy.rig.first", 0);
    private static final LocalDate DAY = LocalDate.parse("2026-03-01");
    private static final List<Conclusion.Kind> VERDICTS = List.of(
            Conclusion.Kind.WINNER,
            Conclusion.Kind.LOSER,
            Conclusion.Kind.MIXED,
            Conclusion.Kind.UNGUARDED,
            Conclusion.Kind.INCOMPLETE);

    /** Families of 4, 14 and 24 tests, looked at on twenty days. */
    @ParameterizedTest
    @CsvSource({"4, 1", "7, 2", "12, 2"})
    void withoutADifferenceARunningExperimentHardlyEverHasAVerdict(int metrics, int variants) {
        Trials trials = Trials.alike(metrics, variants);

        long verdicts = seeds(EXPERIMENTS)
                .filter(seed ->
                        trials.kinds(seed, true).stream().flatMap(List::stream).anyMatch(VERDICTS::contains))
                .count();

        report("family of %d tests: %d of %d have a verdict on some day", metrics * variants, verdicts, EXPERIMENTS);
        assertThat(verdicts).isLessThanOrEqualTo(EXPERIMENTS / 20);
    }

    /** Complaints rise from 4 % to 6 % while conversion rises from 10 % to 16 %. */
    @Test
    void aTrueHarmOfAGuardrailNeverEndsAsWinner() {
        Trials trials = new Trials(guarded(""), truth(), 400);

        long running = seeds(EXPERIMENTS)
                .filter(seed -> last(trials.kinds(seed, true)) == Conclusion.Kind.WINNER)
                .count();
        long over = seeds(EXPERIMENTS)
                .filter(seed -> last(trials.kinds(seed, false)) == Conclusion.Kind.WINNER)
                .count();

        report("harm of 50 %%, 8,000 units per arm: %d winners running, %d over, of %d", running, over, EXPERIMENTS);
        assertThat(running + over).isZero();
    }

    /** So few that many a test misses the harm; a margin asks for proof that there is none. */
    @Test
    void withAMarginATrueHarmOfAGuardrailIsOnNoDayAWinner() {
        Trials trials = new Trials(guarded(", margin: 0.1"), truth(), 100);

        long winners = seeds(EXPERIMENTS)
                .filter(seed -> last(trials.kinds(seed, false)) == Conclusion.Kind.WINNER
                        || trials.kinds(seed, true).stream().anyMatch(kinds -> kinds.contains(Conclusion.Kind.WINNER)))
                .count();

        report("harm of 50 %%, 2,000 units per arm, margin of 10 %%: %d winners of %d", winners, EXPERIMENTS);
        assertThat(winners).isZero();
    }

    /** 28 days of 200 units each. */
    @ParameterizedTest
    @CsvSource({"50, 50, 0", "90, 10, 0", "99, 1, 0", "50, 30, 20"})
    void soundAssignmentsAreHardlyEverBlocked(int first, int second, int third) {
        Experiment experiment = assignment(Map.of("A", first, "B", second, "C", third));
        double[] shares = {first / 100.0, second / 100.0, third / 100.0};

        long blocked = seeds(ASSIGNMENTS)
                .filter(seed -> isBlocked(experiment, shares, seed, 200))
                .count();

        report(
                "%d/%d/%d: %d of %d sound assignments are blocked on some day of 28",
                first, second, third, blocked, ASSIGNMENTS);
        assertThat(blocked).isLessThanOrEqualTo(Math.max(2, ASSIGNMENTS / 500));
    }

    @Test
    void anAssignmentOf48To52IsFoundByTwentyThousandUnits() {
        Experiment experiment = assignment(Map.of("A", 50, "B", 50, "C", 0));
        double[] shares = {0.48, 0.52, 0};
        HealthCell exact = new HealthCell(experiment);
        exact.add(count("A", 9_600));
        exact.add(count("B", 10_400));

        long found = seeds(EXPERIMENTS)
                .filter(seed -> isBlocked(experiment, shares, seed, 715))
                .count();

        report("48/52 in place of 50/50 by 20,020 units: %d of %d found", found, EXPERIMENTS);
        assertThat(HealthCheck.of(exact, 1, experiment).verdict()).isEqualTo(Verdict.SRM);
        assertThat(found).isGreaterThanOrEqualTo(EXPERIMENTS * 9 / 10);
    }

    private static boolean isBlocked(Experiment experiment, double[] shares, long seed, int unitsPerDay) {
        SplittableRandom random = new SplittableRandom(seed);
        HealthCell cell = new HealthCell(experiment);
        double alwaysValid = 1;
        for (int day = 0; day < 28; day++) {
            long[] units = new long[3];
            for (int i = 0; i < unitsPerDay; i++) {
                double place = random.nextDouble();
                units[place < shares[0] ? 0 : place < shares[0] + shares[1] ? 1 : 2]++;
            }
            for (int arm = 0; arm < 3; arm++) {
                if (units[arm] > 0) {
                    cell.add(count(String.valueOf((char) ('A' + arm)), units[arm]));
                }
            }
            HealthCheck check = HealthCheck.of(cell, alwaysValid, experiment);
            alwaysValid = check.alwaysValid();
            if (check.verdict().isBlocking()) {
                return true;
            }
        }
        return false;
    }

    private static StageCount count(String arm, long units) {
        return new StageCount("home", Stage.READOUT, DAY, Dimensions.ALL, Dimensions.ALL, DAY, arm, units, 0, 0);
    }

    private static Experiment assignment(Map<String, Integer> weights) {
        return Trials.spec(List.of(
                        "experiments.home={baseline: A, from: 2026-03-01, weights: [{from: 2026-03-01, arms: {A: "
                                + weights.get("A") + ", B: " + weights.get("B") + ", C: " + weights.get("C") + "}}]}"))
                .experiments()
                .get("home");
    }

    private static Spec guarded(String more) {
        return Trials.spec(List.of(
                "metrics.complaints={kind: proportion, numerator: {where: event = 'Complained'}, guardrail: true,"
                        + " direction: down" + more + "}",
                "experiments.home={baseline: A, from: 2026-03-01, metrics: [conversion, complaints],"
                        + " weights: [{from: 2026-03-01, arms: {A: 1, B: 1}}]}"));
    }

    private static Map<String, Map<String, Double>> truth() {
        return Map.of("conversion", Map.of("A", 0.1, "B", 0.16), "complaints", Map.of("A", 0.04, "B", 0.06));
    }

    private static LongStream seeds(int number) {
        return LongStream.range(FIRST, FIRST + number);
    }

    private static Conclusion.Kind last(List<List<Conclusion.Kind>> kinds) {
        return kinds.get(kinds.size() - 1).get(0);
    }

    /** The figures of the long form. */
    private static void report(String format, Object... values) {
        if (Integer.getInteger("joy.rig.verdicts") != null) {
            System.out.println(String.format(Locale.ROOT, format, values));
        }
    }
}
