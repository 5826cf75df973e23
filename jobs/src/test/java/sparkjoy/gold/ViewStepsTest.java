package sparkjoy.gold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import sparkjoy.SharedSpark;
import sparkjoy.error.UserError;
import sparkjoy.spec.Step;
import sparkjoy.spec.View;

/** Each verb of a view, on a small table. */
final class ViewStepsTest {
    private static final String CLICKS =
            """
            SELECT * FROM VALUES
              ('u1', 'Food', 'home', 2),
              ('u2', 'Food', null,   1),
              ('u1', 'Food', 'home', 3),
              ('u3', 'Care', 'home', 5) AS t(unit, vertical, service, n)
            """;

    @Test
    void rowsAreFilteredAndColumnsChosen() {
        assertThat(rows(new Step.Filter("vertical = 'Food'"), new Step.Select(List.of("unit", "n * 2 AS twice"))))
                .containsExactlyInAnyOrder("u1 4", "u2 2", "u1 6");
    }

    @Test
    void aLaterMutationSeesAnEarlierOne() {
        assertThat(rows(
                        new Step.Mutate(ordered("a", "n + 1", "b", "a * 10")),
                        new Step.Rename(Map.of("c", "b")),
                        new Step.Select(List.of("c"))))
                .containsExactlyInAnyOrder("30", "20", "40", "60");
    }

    @Test
    void rowsWithANullAreDropped() {
        assertThat(rows(new Step.DropNa(List.of("service")), new Step.Distinct(List.of("unit"))))
                .containsExactlyInAnyOrder("u1", "u3");
    }

    @Test
    void groupsAreCountedSortedAndCut() {
        assertThat(rows(
                        new Step.Count(List.of("unit"), "clicks"),
                        new Step.Arrange(List.of("-clicks", "unit")),
                        new Step.Head(2)))
                .containsExactly("u1 2", "u2 1");
    }

    @Test
    void groupsAreSummarised() {
        assertThat(rows(
                        new Step.GroupBy(List.of("vertical")),
                        new Step.Summarise(ordered("total", "sum(n)", "most", "max(n)")),
                        new Step.Arrange(List.of("vertical"))))
                .containsExactly("Care 5 5", "Food 6 3");
    }

    @Test
    void aTableIsJoined() {
        assertThat(rows(
                        new Step.Join("silver.units", List.of("unit"), Step.Join.Kind.SEMI),
                        new Step.Select(List.of("unit", "n"))))
                .containsExactlyInAnyOrder("u2 1");
    }

    @Test
    void valuesAreSpreadToColumns() {
        assertThat(rows(
                        new Step.Select(List.of("unit", "vertical", "n")),
                        new Step.Pivot("vertical", List.of("Food", "Care"), Map.of("n", "sum(n)")),
                        new Step.Arrange(List.of("unit"))))
                .containsExactly("u1 5 null", "u2 1 null", "u3 null 5");
    }

    @Test
    void aWrongColumnIsToldWithItsStepAndTheColumnsThatExist() {
        assertThatThrownBy(() -> rows(new Step.Head(3), new Step.Filter("vertcal = 'Food'")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("views.clicks.steps[1]: ")
                .hasMessageContaining("`vertcal`")
                .hasMessageContaining("The columns at this step are: unit, vertical, service, n.");
    }

    private static List<String> rows(Step... steps) {
        View view = new View("silver.events", Arrays.asList(steps), Optional.empty());
        return new ViewSteps(ViewStepsTest::table)
                .apply("clicks", view).collectAsList().stream()
                        .map(row -> row.mkString(" "))
                        .toList();
    }

    private static Dataset<Row> table(String name) {
        return SharedSpark.session().sql(name.equals("silver.events") ? CLICKS : "SELECT 'u2' AS unit");
    }

    private static Map<String, String> ordered(String first, String is, String second, String then) {
        Map<String, String> columns = new LinkedHashMap<>();
        columns.put(first, is);
        columns.put(second, then);
        return columns;
    }
}
