package sparkjoy.models;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.models.CheckedShop.JOB;
import static sparkjoy.models.CheckedShop.MODEL;
import static sparkjoy.models.CheckedShop.START;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model that is not retrained, or late, and what is in time. */
final class TrainingChecksTest {
    private final CheckedShop shop = new CheckedShop();

    @Test
    void aModelThatNoJobRetrains() {
        shop.withoutEdges(EdgeKind.RETRAINS);
        shop.edge(JOB, EdgeKind.RETRAINS, MODEL, Confidence.GUESSED, START);

        shop.only(
                Finding.Check.NO_RETRAIN_JOB,
                "No job is known to retrain the model ranking",
                "MODEL.yaml:1",
                "Tag its Airflow DAG model:ranking");
    }

    @Test
    void aModelThatIsNeverRetrainedByIntent() {
        shop.withoutEdges(EdgeKind.RETRAINS);
        shop.model(Map.of("tag.retrain", "never"), Optional.of("reco"));

        assertThat(shop.all()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "@daily,2026-03-06T11:59:59Z,24 hours",
        "0 * * * *,2026-03-08T09:59:00Z,60 minutes",
        "0 3 * * 1,2026-02-22T00:00:00Z,7 days"
    })
    void aRetrainingThatIsLate(String schedule, String last, String every) {
        shop.node(
                NodeKind.TRAINING_JOB,
                JOB,
                "retrain",
                Map.of("schedule", schedule, "last_success", last, "suspended", "true"));

        shop.only(
                Finding.Check.RETRAIN_LATE,
                "was last trained at " + last + ", though " + JOB + " should run every " + every
                        + "; the job is paused",
                "TRAINING_JOB.yaml:1",
                "Look at the last runs of retrain");
    }

    @Test
    void aRetrainingWithinTwiceItsScheduleOrByAnotherJobIsInTime() {
        shop.node(
                NodeKind.TRAINING_JOB,
                JOB,
                "retrain",
                Map.of("schedule", "@daily", "last_success", "2026-03-06T12:00:01Z"));
        assertThat(shop.all()).as("within two days").isEmpty();

        shop.node(
                NodeKind.TRAINING_JOB,
                JOB,
                "retrain",
                Map.of("schedule", "@daily", "last_success", "2026-02-01T00:00:00Z"));
        shop.node(
                NodeKind.TRAINING_JOB,
                "job:argo/ml/CronWorkflow/more",
                "more",
                Map.of("last_success", "2026-03-08T01:00:00Z"));
        shop.edge("job:argo/ml/CronWorkflow/more", EdgeKind.RETRAINS, MODEL);
        assertThat(shop.all()).as("another job trained it").isEmpty();
    }
}
