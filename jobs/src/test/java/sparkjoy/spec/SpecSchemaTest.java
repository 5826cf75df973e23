package sparkjoy.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema takes what the reader takes and refuses what an editor can see is wrong. */
final class SpecSchemaTest {
    private final JsonSchema schema =
            JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(SpecSchema.json());

    @ParameterizedTest
    @ValueSource(strings = {"../pipelines.yaml", "../docs/minimal.yaml", "../docs/reference.yaml"})
    void aValidFileFitsTheSchema(String file) throws IOException {
        assertThat(complaints(Files.readString(Path.of(file)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "storge: {}",
                "kpis: {amount: gross}",
                "storage: {timeout: soon}",
                "actions: {clicks: [Product Clicked]}",
                "views: {v: {from: silver.events, steps: [{sumarise: {n: count(*)}}]}}",
                "views: {v: {from: silver.events, steps: [{filter: a, head: 3}]}}",
                "spark: {shuffle_partitions: 1.5}"
            })
    void aMistakeDoesNotFitTheSchema(String mistake) throws IOException {
        assertThat(complaints(Files.readString(Path.of("../docs/minimal.yaml")) + mistake + "\n"))
                .isNotEmpty();
    }

    @Test
    void whatIsRequiredMustBeThere() {
        assertThat(complaints("kpis: {amount: revenue}"))
                .extracting(ValidationMessage::getProperty)
                .contains("lake", "sources", "pipelines");
    }

    private Set<ValidationMessage> complaints(String yaml) {
        return schema.validate(yaml, InputFormat.YAML);
    }
}
