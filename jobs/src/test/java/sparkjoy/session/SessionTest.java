package sparkjoy.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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
}
