package sparkjoy.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Equal meaning, equal hash. */
final class SpecHashTest {

    @Test
    void theHashIsSixteenHexDigitsAndTheSameEveryTime() {
        assertThat(hash()).matches("[0-9a-f]{16}").isEqualTo(hash());
    }

    @Test
    void whereWhenAndByWhomTablesAreMadeDoesNotCount() {
        assertThat(hash("lake=elsewhere", "sources.app.path=elsewhere")).isEqualTo(hash());
        assertThat(hash("spark.master=local[1]", "spark.shuffle_partitions=64")).isEqualTo(hash());
        assertThat(hash(
                        "pipelines.food.orchestration={retries: 5, slo: 1h}",
                        "retention={history: 30d, maintain: 1 day}"))
                .isEqualTo(hash());
        assertThat(hash("storage.credentials={provider: file, file: key.properties}"))
                .isEqualTo(hash());
        assertThat(hash(
                        "thresholds.refused_share=0.5",
                        "lease.expiry=9m",
                        "retention.history=9d",
                        "serve.users.ann=ANNS"))
                .isEqualTo(hash());
        assertThat(hash("pipelines={other: {owner: somebody, schedule: 2 hours}}"))
                .isEqualTo(hash());
    }

    @Test
    void aDefaultWrittenOutDoesNotCount() {
        assertThat(hash("event_time.max_early=60m", "kpis.impression=product")).isEqualTo(hash());
    }

    @Test
    void theOrderOfNamesDoesNotCountButThatOfAStepsColumnsDoes() {
        String first = hash("views={a: {from: silver.events}, b: {from: silver.events}}");
        String second = hash("views={b: {from: silver.events}, a: {from: silver.events}}");
        String doubled = hash("views={a: {from: silver.events, steps: [{mutate: {x: price, y: price}}]}}");
        String swapped = hash("views={a: {from: silver.events, steps: [{mutate: {y: price, x: price}}]}}");

        assertThat(first).isEqualTo(second);
        assertThat(doubled).isNotEqualTo(swapped);
    }

    @Test
    void whatChangesTheTablesChangesTheHash() {
        assertThat(hash("kpis.amount=total")).isNotEqualTo(hash());
        assertThat(hash("event_time.max_late=10d")).isNotEqualTo(hash());
    }

    private static String hash(String... overrides) {
        return SpecHash.of(
                new SpecReader().read(List.of(Path.of("../docs/minimal.yaml")), List.of(overrides), Map.of()));
    }
}
