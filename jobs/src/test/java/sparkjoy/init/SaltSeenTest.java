package sparkjoy.init;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparkjoy.spec.Identity;

/** Which salt PlanOut's hash had is found by computing the arms again. */
class SaltSeenTest {
    private static final LocalDate DAY = LocalDate.of(2026, 3, 2);
    private static final int UNITS = 600;

    @ParameterizedTest
    @CsvSource({
        "home, home",
        "home.treatment_group, home.treatment_group",
        "home.bucket, home.bucket",
        "home.elsewhere, ''",
        "other, ''"
    })
    void theSaltIsTheNameOfTheExperimentWithOrWithoutAParameter(String salt, String found) {
        Optional<SaltSeen> seen = salt(seen(user -> arm(salt, user)));

        assertThat(seen.map(SaltSeen::salt).orElse("")).isEqualTo(found);
        seen.ifPresent(salted -> {
            assertThat(salted.units()).isEqualTo(UNITS);
            assertThat(salted.matched()).isEqualTo(UNITS);
            assertThat(salted.unit()).isEqualTo(Identity.Unit.USER_OR_ANONYMOUS);
            assertThat(salted.weights()).hasToString("{B=10, C=15, A=75}");
        });
    }

    @Test
    void itIsFoundThoughSomeUnitsWereForcedIntoAnArmAndAnotherArmHasFew() {
        ExperimentSeen seen = seen(user -> user.endsWith("99") ? "QA" : user.endsWith("000") ? "A" : arm("home", user));

        assertThat(salt(seen)).hasValueSatisfying(salted -> {
            assertThat(salted.salt()).isEqualTo("home");
            assertThat(salted.weights().keySet()).containsExactly("B", "C", "A");
        });
    }

    @Test
    void whereTheAnonymousIdWasHashedItSaysSo() {
        ExperimentSeen seen = new ExperimentSeen();
        IntStream.range(0, UNITS)
                .forEach(number -> seen.add(
                        PlanOutArms.event("user" + number, "anonymous" + number, arm("home", "anonymous" + number)),
                        DAY));

        assertThat(salt(seen)).hasValueSatisfying(salted -> {
            assertThat(salted.unit()).isEqualTo(Identity.Unit.ANONYMOUS);
            assertThat(salted.evidence())
                    .isEqualTo("PlanOut's hash with the salt home gives 600 of 600 anonymous ids the arm that they saw;"
                            + " weights that fit: B 10, C 15, A 75");
        });
    }

    @Test
    void nothingIsFoundInArmsByChanceOrInOneArmOrInFewUnits() {
        assertThat(salt(seen(user -> arm("chance", user)))).isEmpty();
        assertThat(salt(seen(user -> user.hashCode() % 50 == 0 ? "B" : "A"))).isEmpty();
        assertThat(salt(seen(user -> "A"))).isEmpty();
        assertThat(salt(seen(user -> user.length() > 6 ? "A" : arm("home", user))))
                .isEmpty();
    }

    @Test
    void anArmThatOneUnitInAHundredSawIsFoundWhereverItsUnitsAre() {
        int tried = 0;
        for (int seed = 0; seed < 60; seed++) {
            ExperimentSeen seen = PlanOutArms.seen("seed" + seed + "-", 1_200, List.of(0.99));
            if (seen.arms().getOrDefault("B", 0) >= SaltSeen.FEWEST) {
                assertThat(salt(seen).map(SaltSeen::salt)).as("seed " + seed).contains("home");
                tried++;
            }
        }
        assertThat(tried).isGreaterThan(20);
    }

    /** A weight without a range is within 0.1 points of the truth; otherwise the range holds the truth. */
    @ParameterizedTest
    @CsvSource({"150, 3", "500, 3", "5000, 3", "150, 100", "500, 100", "5000, 100"})
    void weightsThatAreGivenAloneAreTrueAndOthersHaveARangeThatHoldsTheTruth(int units, int pieces) {
        double third = pieces == 3 ? 1 / 3.0 : 0.33;
        List<Double> ends = List.of(third, 2 * third);
        Map<String, Double> truth = Map.of("A", 100 * third, "B", 100 * third, "C", 100 * (1 - 2 * third));
        for (int seed = 0; seed < 20; seed++) {
            SaltSeen salted =
                    salt(PlanOutArms.seen("seed" + seed + "-", units, ends)).orElseThrow();

            if (pieces == 3) {
                assertThat(salted.weights()).hasToString("{A=1, B=1, C=1}");
            }
            double sum = salted.weights().values().stream()
                    .mapToDouble(BigDecimal::doubleValue)
                    .sum();
            truth.forEach((arm, weight) -> {
                Matcher range = Pattern.compile("or others: .*\\b" + arm + " ([0-9.]+) to ([0-9.]+) %")
                        .matcher(salted.evidence());
                if (range.find()) {
                    assertThat(weight)
                            .as(salted.evidence())
                            .isBetween(Double.valueOf(range.group(1)), Double.valueOf(range.group(2)));
                } else {
                    assertThat(100 * salted.weights().get(arm).doubleValue() / sum)
                            .as(salted.evidence())
                            .isCloseTo(weight, within(0.1));
                }
            });
        }
    }

    @Test
    void whereSeveralWeightsFitTheirRangesAreNamed() {
        CutWeights few = new CutWeights(List.of("A", "B"), List.of(new CutWeights.Gap(0.4931, 0.5172)));
        CutWeights odd = new CutWeights(List.of("A", "B"), List.of(new CutWeights.Gap(0.1246, 0.1252)));

        assertThat(few.text()).isEqualTo("A 50, B 50, or others: A 49.31 to 51.72 %, B 48.28 to 50.69 %");
        assertThat(odd.text()).isEqualTo("A 12.5, B 87.5, or others: A 12.46 to 12.52 %, B 87.48 to 87.54 %");
    }

    @Test
    void userIdsAndAnonymousIdsAreCountedSeparately() {
        ExperimentSeen seen = new ExperimentSeen();
        seen.add(PlanOutArms.event("user", "visitor", "A"), DAY);
        seen.add(PlanOutArms.event(null, "visitor", "B"), DAY);
        seen.add(PlanOutArms.event(null, "other", "B"), DAY);

        assertThat(seen.arms()).hasToString("{A=1, B=2}");
        assertThat(seen.kinds())
                .containsExactly(Identity.Unit.USER_OR_ANONYMOUS, Identity.Unit.USER, Identity.Unit.ANONYMOUS);
        assertThat(new TreeMap<>(seen.armsByUnit(Identity.Unit.USER_OR_ANONYMOUS)))
                .hasToString("{other=[B], user=[A], visitor=[B]}");
        assertThat(seen.armsByUnit(Identity.Unit.USER)).hasToString("{user=[A]}");
        assertThat(new TreeMap<>(seen.armsByUnit(Identity.Unit.ANONYMOUS))).hasToString("{other=[B], visitor=[A, B]}");
    }

    private static Optional<SaltSeen> salt(ExperimentSeen seen) {
        return SaltSeen.of("home", seen, List.of("bucket"));
    }

    private static ExperimentSeen seen(UnaryOperator<String> armOf) {
        ExperimentSeen seen = new ExperimentSeen();
        IntStream.range(0, UNITS)
                .mapToObj(number -> "user" + number)
                .forEach(user -> seen.add(PlanOutArms.event(user, "x" + user, armOf.apply(user)), DAY));
        return seen;
    }

    /** B 10, C 15, A 75. */
    private static String arm(String salt, String unit) {
        double share = PlanOutArms.share(salt, unit);
        return share <= 0.1 ? "B" : share <= 0.25 ? "C" : "A";
    }
}
