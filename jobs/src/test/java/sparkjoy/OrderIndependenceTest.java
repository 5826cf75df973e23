package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sparkjoy.cli.ExitCode;

/** The tables do not tell in which order the files came, in how many deliveries, nor how many parts they were computed in. `make rig-order RUNS=20` tries more. */
class OrderIndependenceTest {
    private static final int RUNS = Integer.getInteger("joy.rig.runs", 1);
    private static final int MOST_DELIVERIES = 4;

    @TempDir
    private Path folder;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, RUNS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void filesInAnyOrderAndNumberOfDeliveriesGiveTheSameTables(int seed) {
        ShopLogs whole = ShopLogs.made();
        List<Path> files = new ArrayList<>(RawLogs.files(whole.folder().resolve("segment-logs")));
        Random random = new Random(seed);
        Collections.shuffle(files, random);
        int deliveries = random.nextInt(2, MOST_DELIVERIES + 1);
        RawLogs arrived = new RawLogs(folder.resolve("logs"));
        TestPipeline pipeline = new TestPipeline(
                        arrived.root().toString(),
                        folder.resolve("lake").toString(),
                        whole.pipeline().more())
                .with("spark.shuffle_partitions=" + (2 + seed))
                .withOptions("--sweep");

        for (int delivery = 0; delivery < deliveries; delivery++) {
            int from = files.size() * delivery / deliveries;
            int to = files.size() * (delivery + 1) / deliveries;
            arrived.copy(whole.folder(), files.subList(from, to));
            Answer answer = pipeline.runAll();
            assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        }

        assertThat(pipeline.contents().differences(whole.contents())).isEmpty();
        assertThat(pipeline.rows("gold.experiment_readout", "status")).contains("OK");
    }
}
