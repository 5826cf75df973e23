package sparkjoy.models;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.models.CheckedShop.ARM;
import static sparkjoy.models.CheckedShop.DEPLOYMENT;
import static sparkjoy.models.CheckedShop.MODEL;
import static sparkjoy.models.CheckedShop.seen;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What events say against what is declared, and how they may write a version. */
final class TrafficChecksTest {
    private final CheckedShop shop = new CheckedShop();

    @ParameterizedTest
    @ValueSource(strings = {"6", "v6", "ranking@6", "models:/ranking/6", "fallback"})
    void eventsThatNameAnotherVersionThanIsServed(String text) {
        shop.traffic(seen(text, "2026-03-05T14:20:00Z", "2026-03-08T09:00:00Z", 100));

        shop.only(
                Finding.Check.TRAFFIC_DISAGREES,
                "Events of the arm B of home name the version " + text + " (100 of 100 units of 2026-03-08), but " + ARM
                        + " serves " + MODEL + "@7 by evidence of ARM_SERVES and " + DEPLOYMENT + " serves " + MODEL
                        + "@7 by evidence of SERVES, since 2026-03-05T14:20:00Z",
                "gold.assignments.model_versions, ARM_SERVES.yaml:7, SERVES.yaml:7",
                "redeploy the declared version, or correct experiments.home.arms");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "7",
                "V7",
                "ranking/7",
                "ranking:7",
                "models:/ranking/7",
                "models:/ranking@champion",
                "champion",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void eventsThatNameTheServedVersionInTheirOwnWay(String text) {
        shop.traffic(seen(text, "2026-03-05T14:20:00Z", "2026-03-08T09:00:00Z", 100));

        assertThat(shop.all()).isEmpty();
    }

    @Test
    void aFewUnitsWithAnOldPageAndWhatWasSeenBeforeTheLastDay() {
        shop.traffic(
                seen("6", "2026-03-01T08:00:00Z", "2026-03-08T09:00:00Z", 1),
                seen("7", "2026-03-01T08:00:00Z", "2026-03-08T09:00:00Z", 99));
        assertThat(shop.all()).as("one of a hundred").isEmpty();

        shop.traffic(
                seen("6", "2026-03-01T08:00:00Z", "2026-03-05T09:00:00Z", 50),
                seen("7", "2026-03-05T09:00:00Z", "2026-03-08T09:00:00Z", 50));
        shop.only(
                Finding.Check.VERSION_CHANGED_DURING_EXPERIMENT,
                "By its events the arm B served several versions of a model, so its result is that of a mixture: 6 (50"
                        + " units, first at 2026-03-01T08:00:00Z), 7 (50 units, first at 2026-03-05T09:00:00Z)",
                "gold.assignments.model_versions",
                "Start a new experiment for the newest version");
    }
}
