package sparkjoy.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The project's own specification and what holds where it says nothing. */
final class SpecReaderTest {
    private final Spec spec = new SpecReader().read(List.of(Path.of("../pipelines.yaml")), List.of(), Map.of());

    @Test
    void everySectionOfTheProjectsOwnFileIsRead() {
        assertThat(spec.lake()).isEqualTo("target/lake");
        assertThat(spec.sources()).containsOnlyKeys("app");
        assertThat(spec.currency().rates()).hasSize(1);
        assertThat(spec.experiments().get("home_ranking").weights().get(0).arms())
                .containsOnlyKeys("Model_A", "Model_B");
        assertThat(spec.expectations().get("quantity_is_positive").onFail()).isEqualTo(Expectation.OnFail.REJECT);
        assertThat(spec.pipelines().get("food").schedule()).contains("40 minutes");
    }

    @Test
    void aViewIsItsVerbsInOrder() {
        assertThat(spec.views().get("added_to_cart").steps())
                .extracting(step -> step.getClass().getSimpleName())
                .containsExactly("Filter", "Select", "DropNa", "Mutate", "Count", "Mutate", "Arrange");
    }

    @Test
    void whatTheFileDoesNotSayHasADefault() {
        assertThat(spec.storage().credentials().provider()).isEqualTo(Storage.Provider.CHAIN);
        assertThat(spec.storage().timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(spec.spark()).isEqualTo(new SparkSettings("local[*]", Optional.empty(), 8, Map.of()));
        assertThat(spec.eventTime()).isEqualTo(new EventTime(Duration.ofDays(30), Duration.ofHours(1)));
        assertThat(spec.identity().unit()).isEqualTo(Identity.Unit.USER_OR_ANONYMOUS);
        assertThat(spec.bots()).isEqualTo(new Bots(List.of(), true, List.of(), Optional.empty()));
        assertThat(spec.identity().placeholders()).contains("null", "0", "[object Object]");
        assertThat(spec.kpis())
                .isEqualTo(new Kpis(
                        Kpis.Amount.REVENUE,
                        Kpis.OtherAmount.COUNTS,
                        Duration.ofDays(30),
                        Kpis.Impression.PRODUCT,
                        Map.of(),
                        Map.of()));
        assertThat(spec.thresholds())
                .isEqualTo(new Thresholds(
                        0.01,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        0.5,
                        Optional.empty()));
        assertThat(spec.retention().history()).isEqualTo(Duration.ofDays(7));
        assertThat(spec.actions()).containsEntry("cart_view", List.of("Cart Viewed", "Viewed Cart"));
        assertThat(spec.properties()).containsEntry("products", List.of("properties.products", "properties.items"));
    }

    @Test
    void aNamedEntryHasTheDefaultsOfItsKind() {
        assertThat(spec.sources().get("app"))
                .isEqualTo(new Source(
                        "target/logs",
                        List.of(),
                        LogFormat.SEGMENT,
                        1L << 20,
                        512,
                        3,
                        Duration.ofDays(1),
                        1000,
                        1L << 30,
                        Source.ChangedObject.REPLACE,
                        Source.BrokenObject.KEEP,
                        Optional.empty(),
                        Optional.empty()));
        assertThat(spec.pipelines().get("food").jobs()).isEmpty();
    }
}
