package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sparkjoy.cli.ExitCode;
import sparkjoy.generate.Generator;
import sparkjoy.generate.Recipe;
import sparkjoy.generate.Truth;
import sparkjoy.init.Vocabulary;
import sparkjoy.lake.Lake;

/**
 * From a folder of logs alone, in another team's words: `joy init`, `joy run all` and `joy report` give the KPIs that the
 * generator knows. The rig runs all vocabularies: -Djoy.rig.vocabularies=10.
 */
class VocabularyRunTest {
    /** One in cents below `data`, one in German below two objects. */
    private static final int[] IN_THE_GATE = {0, 3};

    private static final String TOTALS =
            "vertical = '(all)' AND service = '(all)' AND experiment_id = '(all)' AND variant = '(all)'";

    @TempDir
    private static Path folder;

    private static Truth truth;

    @BeforeAll
    static void generate() throws IOException {
        truth = new Generator(Recipe.of(Map.of("events", "5000", "days", "2", "users", "600", "seed", "11")))
                .generate(folder.resolve("logs"));
    }

    static IntStream seeds() {
        int rig = Integer.getInteger("joy.rig.vocabularies", 0);
        return rig == 0 ? IntStream.of(IN_THE_GATE) : IntStream.range(0, rig);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void threeCommandsGiveTheKpisOfTheTruth(int seed) throws IOException {
        Vocabulary vocabulary = Vocabulary.of(seed);
        Path logs = folder.resolve("logs-" + seed);
        Path spec = folder.resolve("pipelines-" + seed + ".yaml");
        Path lake = folder.resolve("lake-" + seed);
        vocabulary.translate(folder.resolve("logs"), logs);

        Answer init = Answer.to("init", logs.toString(), "--into", spec.toString(), "--lake", lake.toString());
        answerQuestions(spec, vocabulary);
        Answer run = Answer.to("run", "all", "--spec", spec.toString(), "--set", "spark.shuffle_partitions=2");
        Answer report = Answer.to("report", "--spec", spec.toString(), "--set", "spark.shuffle_partitions=2");

        assertThat(init.code()).as(init.err()).isEqualTo(ExitCode.DONE);
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.DONE);
        assertThat(report.out()).contains("KPIs");
        assertThat(kpis(lake)).as(vocabulary + "\n" + Files.readString(spec)).isEqualTo(expected());
    }

    /** What only a person knows: that amounts are in cents. */
    private static void answerQuestions(Path spec, Vocabulary vocabulary) throws IOException {
        if (vocabulary.money() == Vocabulary.Money.CENTS) {
            String text = Files.readString(spec);
            String answered = text.replace("  # rates: [", "  rates: [");
            assertThat(answered).contains("rate: 0.01").isNotEqualTo(text);
            Files.writeString(spec, answered);
        }
    }

    private static Map<String, String> kpis(Path lake) {
        Map<String, String> kpis = new TreeMap<>();
        new Lake(SharedSpark.session(), lake.toString())
                .read("gold.kpi_daily")
                .filter(TOTALS)
                .selectExpr(
                        "event_date",
                        "impressions",
                        "clicks",
                        "adds_to_cart",
                        "checkouts",
                        "orders",
                        "users",
                        "sessions",
                        "gmv",
                        "gmv_cancelled",
                        "gmv_refunded")
                .collectAsList()
                .forEach(row -> kpis.put(row.getDate(0).toString(), row.mkString(" ")));
        return kpis;
    }

    private static Map<String, String> expected() {
        Map<String, String> kpis = new TreeMap<>();
        truth.days().forEach((date, day) -> {
            Truth.Amounts euros = day.amounts().get("EUR");
            Stream<Object> values = Stream.of(
                    date,
                    day.impressions(),
                    day.clicks(),
                    day.addsToCart(),
                    day.checkouts(),
                    day.orders(),
                    day.users(),
                    day.sessions(),
                    scaled(euros.gmv()),
                    scaled(euros.gmvCancelled()),
                    scaled(euros.gmvRefunded()));
            kpis.put(date, String.join(" ", values.map(String::valueOf).toList()));
        });
        return kpis;
    }

    private static BigDecimal scaled(BigDecimal amount) {
        return amount.setScale(4);
    }
}
