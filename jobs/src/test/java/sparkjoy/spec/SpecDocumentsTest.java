package sparkjoy.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import sparkjoy.Generated;

/** What docs say about the specification is what the records say. */
final class SpecDocumentsTest {
    private static final Path DOCS = Path.of("../docs");
    private static final Path REFERENCE = DOCS.resolve("reference.yaml");
    private static final Path MINIMAL = DOCS.resolve("minimal.yaml");

    @Test
    void theSchemaIsTheRecords() throws IOException {
        Generated.check(DOCS.resolve("spec.schema.json"), SpecSchema.json());
    }

    @Test
    void theTableOfKeysIsTheRecords() throws IOException {
        Generated.check(DOCS.resolve("spec.md"), SpecTable.markdown());
    }

    @Test
    void theReferenceHoldsEveryKey() throws IOException {
        Problems problems = new Problems();
        Set<String> written = new TreeSet<>();

        collect(Shape.spec(), YamlText.ofFile(Files.readString(REFERENCE), "reference.yaml", problems), "", written);

        assertThat(problems.sorted()).isEmpty();
        assertThat(written)
                .containsExactlyInAnyOrderElementsOf(
                        SpecKey.all().stream().map(SpecKey::path).toList());
    }

    @Test
    void theReferenceIsValid() {
        Spec spec = new SpecReader().read(List.of(REFERENCE), List.of(), Map.of());

        assertThat(spec.views().get("service_revenue").steps()).hasSize(11);
    }

    @Test
    void theMinimumIsValidWithinTwentyLines() throws IOException {
        Spec spec = new SpecReader().read(List.of(MINIMAL), List.of(), Map.of());

        assertThat(spec.sources()).containsOnlyKeys("app");
        assertThat(Files.readAllLines(MINIMAL)).hasSizeLessThanOrEqualTo(20);
    }

    private static void collect(Shape shape, Node node, String path, Set<String> found) {
        if (node instanceof Node.Sequence sequence && shape instanceof Shape.Listed listed) {
            sequence.items().forEach(item -> collect(listed.item(), item, path + "[]", found));
        } else if (node instanceof Node.Mapping mapping && shape instanceof Shape.Named named) {
            mapping.entries().values().forEach(value -> collect(named.value(), value, path + ".<name>", found));
        } else if (node instanceof Node.Mapping mapping && !(shape instanceof Shape.Single)) {
            mapping.entries().forEach((key, value) -> {
                String at = path.isEmpty() ? key : path + '.' + key;
                found.add(at);
                collect(part(shape, key), value, at, found);
            });
        }
    }

    private static Shape part(Shape shape, String key) {
        if (shape instanceof Shape.Verbs verbs) {
            return verbs.verbs().stream()
                    .filter(verb -> verb.name().equals(key))
                    .findFirst()
                    .orElseThrow()
                    .argument();
        }
        return ((Shape.Keyed) shape)
                .fields().stream()
                        .filter(field -> field.name().equals(key))
                        .findFirst()
                        .orElseThrow()
                        .shape();
    }
}
