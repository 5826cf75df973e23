package sparkjoy.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A recipe is right or does not exist. */
final class RecipeTest {

    @Test
    void defaultsMakeARecipe() {
        Recipe recipe = Recipe.defaults();

        assertThat(recipe.events()).isEqualTo(200_000);
        assertThat(recipe.days()).isEqualTo(7);
        assertThat(recipe.from()).isEqualTo(LocalDate.parse("2026-03-02"));
        assertThat(recipe.users()).isEqualTo(8_000);
        assertThat(recipe.rates().duplicate()).isEqualTo(0.01);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            events          | 0            | events is 0: give at least 1
            events          | many         | events is 'many': give a whole number
            days            | 0            | days is 0: give 1 to 3660
            from            | 02.03.2026   | from is '02.03.2026': give a day, such as 2026-03-02
            from            | 1970-01-01   | from is 1970-01-01: give a day from 2000 to 2089
            users           | 9999999999   | users is 9999999999: give a number from 1 to
            sources         | ../etc       | source '../etc' is not a valid id
            sources         | a,a          | sources [a, a] repeat: name each once
            duplicate-rate  | 1.5          | duplicate-rate is 1.5: give a share from 0 to 1
            bot-rate        | NaN          | bot-rate is NaN: give a share from 0 to 1
            late-rate       | 0.7          | late-rate is 0.7: give at most 0.5
            click-lift      | 9            | click-lift is 9.0: give -1 to 4
            duplicates-rate | 0.1          | option 'duplicates-rate' is unknown: did you mean 'duplicate-rate'?
            """)
    void aWrongOptionIsNamedWithItsValueAndTheWayToMendIt(String option, String value, String message) {
        assertThatThrownBy(() -> Recipe.of(Map.of(option, value)))
                .isInstanceOf(GenerateException.class)
                .hasMessageContaining(message);
    }

    @Test
    void allProblemsAreToldAtOnce() {
        assertThatThrownBy(() -> Recipe.of(Map.of("events", "x", "dayz", "3", "leak-rate", "2")))
                .hasMessageContaining("events is 'x'")
                .hasMessageContaining("did you mean 'days'?")
                .hasMessageContaining("leak-rate is 2.0");
    }
}
