package sparkjoy;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.AssignmentsVerb;
import sparkjoy.cli.ExitCode;
import sparkjoy.cli.ExperimentVerb;
import sparkjoy.generate.Generator;
import sparkjoy.generate.Recipe;
import sparkjoy.generate.Truth;

/** Health, readout and the verbs find what the generator put into its logs: the effect on clicks, and every trouble. */
class ExperimentTruthTest {
    private static final String ID = "home_ranking";
    private static final String ALL = "dimension = '(all)'";
    private static final double CLICK_LIFT = 0.8;

    @TempDir
    private static Path folder;

    private static Truth.Assignments truth;
    private static TestPipeline withheld;
    private static TestPipeline shown;

    @BeforeAll
    static void ran() throws IOException {
        Path logs = folder.resolve("logs");
        Map<String, String> recipe = new TreeMap<>(Map.of(
                "events", "12000",
                "days", "4",
                "users", "700",
                "click-lift", String.valueOf(CLICK_LIFT),
                "bot-rate", "0.02",
                "crossover-rate", "0.05",
                "leak-rate", "0.03",
                "hash-fault-rate", "0.04"));
        truth = new Generator(Recipe.of(recipe)).generate(logs).experiments().get(ID);
        TestPipeline pipeline = TestPipeline.of(logs, folder.resolve("lake"))
                .with("metrics.ctr.window=1d", "metrics.conversion.window=1d", "metrics.gmv.window=12h")
                .with("metrics.ctr.minimum_units=20", "metrics.gmv.cap=0.9", "metrics.orders.window=30d")
                .withOptions("--spec", growthBook().toString());
        ran(pipeline, "ingest", "clean", "assignments", "health", "readout", "views");
        withheld = pipeline;
        LakeCopy.of(folder.resolve("lake"), folder.resolve("shown"));
        shown = new TestPipeline(logs.toString(), folder.resolve("shown").toString(), pipeline.more())
                .with("experiments.home_ranking.leak_override=the generator did it");
        ran(shown, "assignments", "health", "readout");
    }

    /** The view that docs/experiments.md declares, as a layer of the specification. */
    private static Path growthBook() throws IOException {
        String docs = Files.readString(Path.of("../docs/experiments.md"));
        int start = docs.indexOf("views:\n  growthbook_exposures:");
        return Files.writeString(folder.resolve("growthbook.yaml"), docs.substring(start, docs.indexOf("```", start)));
    }

    private static void ran(TestPipeline pipeline, String... jobs) {
        Answer answer = pipeline.run(jobs);
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void healthCountsEachTroubleAsTheGeneratorMadeIt() {
        Row last = last(withheld, "gold.assignment_health", ALL + " AND stage = 'after_bot_filter'");

        assertThat(last.<Long>getAs("crossovers")).isEqualTo(truth.crossovers());
        assertThat(last.<Long>getAs("unknown_variant_users")).isEqualTo(truth.unknownVariant());
        assertThat(last.<Long>getAs("zero_weight_users")).isZero();
        assertThat(last.<Long>getAs("hash_mismatches")).isEqualTo(truth.hashMismatches());
        assertThat(users(last)).isEqualTo(valid() + truth.crossovers() + truth.unknownVariant());
        assertThat(users(last(withheld, "gold.assignment_health", ALL + " AND stage = 'exposed'")))
                .isEqualTo(users(last) + truth.bots());
        assertThat(last.<String>getAs("verdict")).isEqualTo("LEAK");
        assertThat(last.<String>getAs("reason")).contains("arms without a weight: Model_C " + truth.unknownVariant());
    }

    @Test
    void unitsAreThoseThatAreValid() {
        assertThat(withheld.table("gold.experiment_units").count()).isEqualTo(4 * valid());
        assertThat(withheld.table("gold.experiment_units")
                        .select("unit_id")
                        .distinct()
                        .count())
                .isEqualTo(valid());
    }

    @Test
    void aLeakWithholdsAllNumbersOfItsDays() {
        Dataset<Row> days = withheld.table("gold.assignment_health").filter(ALL + " AND stage = 'after_bot_filter'");
        Dataset<Row> leaking = days.filter("verdict = 'LEAK'").select("as_of_date");
        Dataset<Row> blocked = withheld.table("gold.experiment_readout")
                .join(leaking, "as_of_date")
                .cache();

        assertThat(leaking.as(Encoders.DATE()).collectAsList())
                .contains(last(withheld, "gold.experiment_readout", ALL).<Date>getAs("as_of_date"));
        assertThat(blocked.select("status").distinct().as(Encoders.STRING()).collectAsList())
                .containsExactly("SRM_BLOCKED");
        assertThat(blocked.filter("p_value IS NOT NULL OR n_variant IS NOT NULL OR method IS NOT NULL")
                        .count())
                .isZero();
        assertThat(days.filter("verdict != 'LEAK' AND unknown_variant_users > 0")
                        .select("reason")
                        .as(Encoders.STRING())
                        .collectAsList())
                .allMatch(reason -> reason.contains("left out as stray"));
    }

    @Test
    void theEffectOnClicksIsFound() {
        Row ctr = last(shown, "gold.experiment_readout", ALL + " AND metric_id = 'ctr'");

        double error = ctr.<Double>getAs("se_abs") / ctr.<Double>getAs("mean_control");
        assertThat(ctr.<String>getAs("status")).isEqualTo("OK");
        assertThat(Math.abs(ctr.<Double>getAs("effect_rel") - CLICK_LIFT)).isLessThan(3 * error);
        assertThat(ctr.<Double>getAs("p_adjusted")).isLessThan(0.01);
        assertThat(ctr.<Double>getAs("chance_to_win")).isGreaterThan(0.99);
        assertThat(ctr.<String>getAs("reason")).contains("LEAK", "the generator did it");
    }

    @Test
    void otherMetricsSayWhatTheyLack() {
        assertThat(last(shown, "gold.experiment_readout", ALL + " AND metric_id = 'orders'")
                        .<String>getAs("status"))
                .isEqualTo("PARTIAL_WINDOW");
        assertThat(last(shown, "gold.experiment_readout", ALL + " AND metric_id = 'conversion'")
                        .<String>getAs("reason"))
                .contains("arm 'Model_B' has", "100 are needed");
    }

    @Test
    void runningAgainChangesNothing() {
        List<String> tables = List.of("gold.assignment_health", "gold.experiment_units", "gold.experiment_readout");
        List<Long> before = tables.stream().map(shown.tables()::version).toList();

        Answer again = shown.run("assignments", "health", "readout");

        assertThat(again.out()).contains("no changed input");
        assertThat(tables.stream().map(shown.tables()::version)).isEqualTo(before);
    }

    @Test
    void growthBookReadsOneRowAnExposure() {
        assertThat(withheld.table("gold.growthbook_exposures").columns())
                .containsExactly("user_id", "timestamp", "experiment_id", "variation_id");
        assertThat(withheld.table("gold.growthbook_exposures").count())
                .isEqualTo(truth.exposures() - truth.botExposures());
    }

    @Test
    void theVerdictComesFirst() {
        Answer leaking = withheld.ask(new ExperimentVerb(), ID);
        Answer telling = shown.ask(new ExperimentVerb(), ID);

        assertThat(leaking.out())
                .as(leaking.err())
                .startsWith("home_ranking, Model_B: DO NOT TRUST IT")
                .contains(
                        "Model_C " + truth.unknownVariant(),
                        "Next: Do not use the numbers of Model_B. Find what breaks");
        assertThat(telling.out())
                .as(telling.err())
                .contains("as of 2026-03-05, still running", "SHOWN BY AN OVERRIDE, DO NOT RELY ON IT")
                .doesNotContain("to everyone")
                .containsPattern("Warning: stage readout: \\d+ units are not in the variant that the hash gives")
                .containsPattern("ctr +Model_B +\\d+ .* OK")
                .containsPattern("orders +Model_B +- .* PARTIAL_WINDOW");
    }

    @Test
    void theVerdictIsThereForMachinesToo() throws IOException {
        Answer answer = withheld.ask(new ExperimentVerb(), ID, "--json");

        var json = new ObjectMapper().readTree(answer.out());
        assertThat(json.at("/conclusions/Model_B/kind").asText()).isEqualTo("DO_NOT_TRUST");
        assertThat(json.at("/as_of").asText()).isEqualTo("2026-03-05");
    }

    @Test
    void powerTellsWhatCouldBeSeen() {
        Answer answer = shown.ask(new ExperimentVerb(), ID, "--power");

        assertThat(answer.out())
                .as(answer.err())
                .containsPattern("ctr +Model_B +\\d+\\.\\d\\d% +2\\.00% +0\\.0125 +every day +\\d+\\.\\d +[\\d,]+");
    }

    @Test
    void anUnknownExperimentNamesTheNearest() {
        Answer answer = withheld.ask(new ExperimentVerb(), "home_rankng");

        assertThat(answer.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(answer.err()).contains("no experiment 'home_rankng'; did you mean 'home_ranking'?");
    }

    @Test
    void aUnitsHistoryNamesEachCrossoverWithItsLine() {
        Row unit = withheld.table("gold.assignments")
                .filter("status = 'CROSSOVER'")
                .first();

        Answer answer = withheld.ask(new AssignmentsVerb(), "--unit", unit.getAs("unit_id"), "--limit", "1000");

        assertThat(answer.out())
                .as(answer.err())
                .contains("home_ranking: CROSSOVER, first variant " + unit.getAs("variant") + " of 2 seen")
                .contains("the hash gives " + unit.getAs("expected_variant"))
                .containsPattern("(?m)^2026-03-0.* CROSSOVER +\\d+ +file:.*\\.gz$");
        assertThat(answer.out().split(" exposure ", -1)).hasSizeGreaterThan(1);
    }

    @Test
    void nothingFollowsFromWhatAUnitIsShownAfterTheEnd() {
        Row unit = withheld.table("gold.assignments")
                .filter("status = 'CROSSOVER' AND date(last_assigned_at) > date(first_assigned_at)")
                .selectExpr("unit_id", "string(date(last_assigned_at)) AS last_day")
                .first();

        Answer answer = withheld.with("experiments.home_ranking.to=" + unit.getString(1))
                .ask(new AssignmentsVerb(), "--unit", unit.getString(0), "--limit", "1000");

        assertThat(answer.out().lines().filter(line -> line.startsWith(unit.getString(1) + "T")))
                .isNotEmpty()
                .allMatch(line -> line.contains(" after its end "));
    }

    @Test
    void aUnitThatNobodyKnowsIsSaidToBe() {
        Answer answer = withheld.ask(new AssignmentsVerb(), "--unit", "nobody");

        assertThat(answer.code()).isEqualTo(ExitCode.FAILED);
        assertThat(answer.err()).contains("silver.events has no event of the unit 'nobody'");
    }

    @Test
    void anExperimentsUnitsAreToldByDay() {
        Answer answer = withheld.ask(new AssignmentsVerb(), "--experiment", ID);

        assertThat(answer.out())
                .as(answer.err())
                .contains("CROSSOVER " + truth.crossovers(), "VALID " + valid())
                .containsPattern("2026-03-02 +\\d+ +\\d+ +\\d+\\.\\d% +90\\.0% +\\d+ +\\d+\\.\\d% +10\\.0%");
    }

    private static long valid() {
        return truth.units().values().stream().mapToLong(Long::longValue).sum();
    }

    private static long users(Row health) {
        return health.<Row>getList(health.fieldIndex("users_by_variant")).stream()
                .mapToLong(arm -> arm.getLong(1))
                .sum();
    }

    private static Row last(TestPipeline pipeline, String table, String condition) {
        return pipeline.table(table)
                .filter(condition)
                .orderBy(col("as_of_date").desc())
                .first();
    }
}
