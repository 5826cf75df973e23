package sparkjoy.init;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sparkjoy.generate.Generator;
import sparkjoy.generate.Recipe;
import sparkjoy.spec.LogFormat;

/**
 * The generator's logs under other names and in other places: init finds nine columns of ten, and none that is wrong. The
 * rig tries more seeds: -Djoy.rig.vocabularies=200.
 */
class VocabulariesTest {
    private static final double MOST = 0.9;

    @TempDir
    private static Path folder;

    private static Path logs;

    @BeforeAll
    static void generate() throws IOException {
        logs = folder.resolve("logs");
        new Generator(Recipe.of(Map.of("events", "8000", "days", "3", "users", "800", "seed", "5"))).generate(logs);
    }

    static Stream<Integer> seeds() {
        return IntStream.range(0, Integer.getInteger("joy.rig.vocabularies", 10))
                .boxed();
    }

    /** What was found of what there is. */
    private record Score(List<String> right, List<String> missed, List<String> wrong) {
        void add(String what, Map<String, List<String>> found, Map<String, Set<String>> meant) {
            meant.forEach((name, places) -> {
                List<String> taken = found.getOrDefault(name, List.of());
                boolean isRight = what.equals("action")
                        ? places.equals(Set.copyOf(taken))
                        : !taken.isEmpty() && places.containsAll(taken);
                (isRight ? right : places.containsAll(taken) ? missed : wrong).add(what + " " + name + " " + taken);
            });
            found.keySet().stream()
                    .filter(name -> !meant.containsKey(name))
                    .forEach(name -> wrong.add(what + " " + name + " " + found.get(name)));
        }

        double share() {
            return right.size() / (double) (right.size() + missed.size() + wrong.size());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nineOfTenAreFoundAndNoneIsWrong(int seed) throws IOException {
        Vocabulary vocabulary = Vocabulary.of(seed);
        Path translated = folder.resolve("logs" + seed);
        vocabulary.translate(logs, translated);

        Result result = Init.of(
                new Target(
                        translated.toString(),
                        LogFormat.SEGMENT,
                        "lake",
                        Usual.spec().storage()),
                new Configuration(),
                Bounds.USUAL);

        Score score = new Score(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        score.add("action", new TreeMap<>(result.actions()), vocabulary.actions());
        score.add("column", result.columns(), vocabulary.columns());
        score.add("product", result.products(), vocabulary.products());
        String figures = String.format(
                "%s: %.0f %%, missed %s, wrong %s", vocabulary, 100 * score.share(), score.missed(), score.wrong());
        assertThat(score.wrong()).as(figures + "\n" + result.text()).isEmpty();
        assertThat(score.share()).as(figures).isGreaterThanOrEqualTo(MOST);
    }
}
