package sparkjoy.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** A secret at any place of a specification, as a value, a key or an item, is not repeated by what is said about it. */
class PlantedSecretsTest {
    private static final Path REFERENCE = Path.of("../docs/reference.yaml");

    /** An access key's id, two secret keys, a password in a URL, and passwords as people choose them. */
    private static final List<String> SECRETS = List.of(
            "AKIAIOSFODNN7EXAMPLE",
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            "Qm9vdHN0cmFwVG9rZW5Gb3JUaGVMYWtlU2VydmVyMTIz",
            "https://joy:hunter2@db.example.com",
            "https://hunter2@db.example.com",
            "s3a://joy:hunter/2@bucket/lake",
            "Tr0ub4dor9x");

    /** What nobody could tell from a name, where only a secret or the name of one stands. */
    private static final List<String> PLACES = List.of(
            "storage.credentials.provider",
            "storage.credentials.hunter",
            "storage.credentials.secret",
            "storage.buckets.logs.credentials.provider",
            "spark.settings.\"spark.hadoop.fs.s3a.password\"");

    @TempDir
    private Path folder;

    @Test
    void aSecretInPlaceOfAnyValueIsNotRepeated() throws IOException {
        List<List<Object>> places = leaves();

        assertThat(places).hasSizeGreaterThan(200);
        for (int index = 0; index < places.size(); index++) {
            String secret = SECRETS.get(index % SECRETS.size());
            assertHidden(changed(reference(), places.get(index), Optional.of(secret), secret), secret);
        }
    }

    @Test
    void aSecretAsTheNameOfAnyKeyIsNotRepeated() throws IOException {
        List<List<Object>> places = leaves();

        for (int index = 0; index < places.size(); index++) {
            String secret = SECRETS.get((index + 1) % SECRETS.size());
            assertHidden(changed(reference(), places.get(index), Optional.empty(), secret), secret);
        }
    }

    @Test
    void secretsEverywhereAtOnceAreNotRepeated() throws IOException {
        for (String secret : SECRETS) {
            Object spec = reference();
            for (List<Object> place : leaves()) {
                spec = changed(spec, place, Optional.of(secret), secret);
            }

            assertThat(assertHidden(spec, secret)).isNotEmpty();
        }
    }

    @Test
    void aWordWhereSecretsStandIsNotRepeated() throws IOException {
        for (String place : PLACES) {
            assertThat(said(List.of("--set", place + "=hunter"), REFERENCE)).doesNotContain("'hunter'", "hunter is");
        }
    }

    @Test
    void brokenYamlAndBrokenOverridesDoNotRepeatTheirLine() throws IOException {
        for (String secret : SECRETS) {
            for (String text : List.of(
                    "lake: [" + secret,
                    "lake: x\n  " + secret + ": y",
                    "? [" + secret + "]\n: x",
                    "lake: !" + secret.replace("/", "") + " x",
                    "lake: *" + secret.replaceAll("[^A-Za-z0-9]", ""),
                    secret,
                    "- " + secret,
                    "lake: \"" + secret + "\n",
                    "lake: {" + secret + ": 1, " + secret + ": 2}")) {
                assertThat(said(List.of(), written(text))).as(text).doesNotContain(secret);
            }
            for (String override :
                    List.of(secret, "lake." + secret + "=x", "lake=[" + secret, secret + "=x", "=" + secret)) {
                assertThat(said(List.of("--set", override), REFERENCE))
                        .as(override)
                        .doesNotContain(secret);
            }
        }
    }

    @Test
    void aMissingVariableIsNamed() throws IOException {
        for (String text : List.of("${JOY_X}", "a/${JOY_X}/b", "[a, \"${JOY_X}\"]", "{a: {b: \"${JOY_X}\"}}")) {
            Path spec = written("lake: " + text + "\nsources: {app: {path: x}}\npipelines: {food: {owner: me}}\n");

            assertThatThrownBy(() -> new SpecReader().read(List.of(spec), List.of(), Map.of("JOY_Y", "Tr0ub4dor9x")))
                    .hasMessageContaining("JOY_X is not set; set it, or give a default")
                    .hasMessageNotContaining("Tr0ub4dor9x");
        }
    }

    /** What is said about a specification, without the secret. */
    private String assertHidden(Object spec, String secret) throws IOException {
        String yaml = new Yaml().dump(spec);
        String said = said(List.of(), written(yaml));

        assertThat(said).doesNotContain(secret, secret.replaceAll(".*:(.*)@.*", "$1"));
        return said;
    }

    private static String said(List<String> options, Path file) {
        List<String> overrides =
                options.stream().filter(option -> !option.equals("--set")).toList();
        try {
            new SpecReader().read(List.of(file), overrides, Map.of());
            return "";
        } catch (SpecException e) {
            return e.getMessage();
        }
    }

    private Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("spec.yaml"), text);
    }

    private static Object reference() throws IOException {
        return new Yaml().load(Files.readString(REFERENCE));
    }

    private static List<List<Object>> leaves() throws IOException {
        List<List<Object>> leaves = new ArrayList<>();
        collect(reference(), List.of(), leaves);
        return leaves;
    }

    private static void collect(Object value, List<Object> path, List<List<Object>> leaves) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            map.forEach((key, below) -> collect(below, with(path, key), leaves));
        } else if (value instanceof List<?> list && !list.isEmpty()) {
            for (int index = 0; index < list.size(); index++) {
                collect(list.get(index), with(path, index), leaves);
            }
        } else {
            leaves.add(path);
        }
    }

    private static List<Object> with(List<Object> path, Object part) {
        List<Object> longer = new ArrayList<>(path);
        longer.add(part);
        return longer;
    }

    /** A copy of the tree with another value at a path, or with the last key of the path called otherwise. */
    private static Object changed(Object tree, List<Object> path, Optional<String> value, String key) {
        if (path.isEmpty()) {
            return value.isPresent() ? value.get() : key;
        }
        List<Object> rest = path.subList(1, path.size());
        if (tree instanceof List<?> list) {
            List<Object> copy = new ArrayList<>(list);
            copy.set((Integer) path.get(0), changed(copy.get((Integer) path.get(0)), rest, value, key));
            return copy;
        }
        Map<Object, Object> copy = new LinkedHashMap<>();
        ((Map<?, ?>) tree).forEach((name, below) -> {
            boolean isMeant = name.equals(path.get(0));
            boolean isRenamed = isMeant && rest.isEmpty() && value.isEmpty();
            copy.put(isRenamed ? key : name, isMeant && !isRenamed ? changed(below, rest, value, key) : below);
        });
        return copy;
    }
}
