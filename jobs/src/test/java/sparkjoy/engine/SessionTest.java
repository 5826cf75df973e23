package sparkjoy.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparkjoy.spec.Spec;
import sparkjoy.spec.SpecReader;

/** What the specification makes of a session. */
class SessionTest {

    @ParameterizedTest
    @CsvSource({
        "conditional, sparkjoy.storage.ConditionalLogStore",
        "single_driver, io.delta.storage.S3SingleDriverLogStore"
    })
    void commitsOnS3GoThroughTheStoreOfTheSpecification(String commits, String store) {
        List<String> values = List.of("storage.commits=" + commits);

        Spec spec = new SpecReader().read(List.of(Path.of("../docs/minimal.yaml")), values, Map.of());

        assertThat(Session.settings(spec)).containsEntry("spark.delta.logStore.s3a.impl", store);
    }

    @Test
    void eventDaysAreUtcWhateverSparkIsSetTo() {
        Spec spec = new SpecReader().read(List.of(Path.of("../docs/minimal.yaml")), List.of(), Map.of());
        SparkConf submitted = new SparkConf(false)
                .set("spark.sql.session.timeZone", "Asia/Yerevan")
                .set("spark.ui.enabled", "true");

        Map<String, String> settings = Session.settingsBeside(submitted, spec);

        assertThat(settings).containsEntry("spark.sql.session.timeZone", "UTC").doesNotContainKey("spark.ui.enabled");
    }
}
