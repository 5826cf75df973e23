package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sparkjoy.cli.ExitCode;

/**
 * With units that late calls merge or that turn out to be bots (odd seeds) and sessions that late calls join and split: what
 * runs have built up delivery by delivery is what one run makes of all bronze. `make rig-recompute` tries more sequences;
 * each of their deliveries is a case.
 */
class RecomputeTest {
    private static final int FIRST = Integer.getInteger("joy.rig.first", 1);
    private static final int RUNS = Integer.getInteger("joy.rig.runs", 1);
    private static final int DELIVERIES = RUNS == 1 ? 2 : 3;

    /** Its last look is on 2026-03-03, so that some deliveries come when it is over. */
    private static final String ENDED = "{early: {baseline: Model_A, from: 2026-03-01, to: 2026-03-03, history: 1d,"
            + " weights: [{from: 2026-03-01, arms: {Model_A: 1, Model_B: 1}}], metrics: [ordered, spent]}}";

    private static final String METRICS = "{ordered: {kind: proportion, numerator: {action: order}, window: 6h},"
            + " spent: {kind: mean, numerator: {action: order, value: amount - refunded}, window: 6h, cap: 0.9}}";

    @TempDir
    private Path folder;

    static IntStream seeds() {
        return IntStream.rangeClosed(FIRST, RUNS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void afterEveryDeliveryTheTablesAreThoseOfAFullRecompute(int seed) {
        Random random = new Random(seed);
        RandomCalls calls = new RandomCalls(random);
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        TestPipeline pipeline = TestPipeline.of(logs.root(), folder.resolve("lake"))
                .with("identity.unit=" + (seed % 2 == 1 ? "stitched" : "user_or_anonymous"), "sessions.inactivity=3h")
                .with("experiments=" + ENDED, "metrics=" + METRICS)
                .with("bots.max_events_per_day=" + (seed % 2 == 1 ? 8 : 1000))
                .with("kpis.impression=" + (seed % 2 == 1 ? "product_once" : "product"))
                .with("kpis.order_groups={shop: [web]}", "kpis.order_reuse_after=36h")
                .with("currency.rates=[{currency: USD, from: 2020-01-01, rate: 0.5}]");
        int files = 0;

        for (int delivery = 0; delivery < DELIVERIES; delivery++) {
            int last = files + random.nextInt(1, 5);
            for (; files < last; files++) {
                calls.deliver(logs, files);
            }
            run(pipeline.withOptions("--sweep"), random);

            Answer verified = pipeline.verify();

            assertThat(verified.out()).as(verified.err()).contains("EQUAL: ");
            assertThat(verified.code()).isEqualTo(ExitCode.DONE);
        }
    }

    /** Some runs are cut in two, and days are recomputed by hand in between. */
    private static void run(TestPipeline pipeline, Random random) {
        List<Answer> answers = new ArrayList<>();
        if (random.nextBoolean()) {
            answers.add(pipeline.run("ingest", "clean"));
        }
        if (random.nextInt(3) == 0) {
            answers.add(pipeline.withOptions("--from", "2026-03-02", "--to", "2026-03-04")
                    .run(random.nextBoolean() ? new String[] {"all"} : new String[] {"ingest", "clean", "kpis"}));
        }
        answers.add(pipeline.runAll());
        answers.forEach(answer -> assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE));
    }
}
