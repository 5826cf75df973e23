package sparkjoy.init;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparkjoy.silver.ReadEvent;
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
                .forEach(number ->
                        seen.add(event("user" + number, "anonymous" + number, arm("home", "anonymous" + number)), DAY));

        assertThat(salt(seen)).hasValueSatisfying(salted -> {
            assertThat(salted.unit()).isEqualTo(Identity.Unit.ANONYMOUS);
            assertThat(salted.evidence())
                    .isEqualTo("PlanOut's hash with the salt home gives 600 of 600 anonymous ids the arm that they saw,"
                            + " with the weights B 10, C 15, A 75");
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

    private static Optional<SaltSeen> salt(ExperimentSeen seen) {
        return SaltSeen.of("home", seen, List.of("bucket"));
    }

    private static ExperimentSeen seen(UnaryOperator<String> armOf) {
        ExperimentSeen seen = new ExperimentSeen();
        IntStream.range(0, UNITS)
                .mapToObj(number -> "user" + number)
                .forEach(user -> seen.add(event(user, "x" + user, armOf.apply(user)), DAY));
        return seen;
    }

    /** PlanOut's weighted choice among B 10, C 15 and A 75. */
    private static String arm(String salt, String unit) {
        try {
            byte[] hash =
                    MessageDigest.getInstance("SHA-1").digest((salt + "." + unit).getBytes(StandardCharsets.UTF_8));
            double share =
                    Long.parseLong(HexFormat.of().formatHex(hash).substring(0, 15), 16) / (double) 0xFFFFFFFFFFFFFFFL;
            return share <= 0.1 ? "B" : share <= 0.25 ? "C" : "A";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ReadEvent event(String user, String anonymous, String arm) {
        return new ReadEvent(
                Optional.empty(),
                Optional.of(user),
                Optional.of(anonymous),
                Optional.of(user),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.of("home"),
                Optional.of(arm),
                false,
                0,
                Optional.empty());
    }
}
