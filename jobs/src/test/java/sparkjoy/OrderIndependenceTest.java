package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparkjoy.cli.ExitCode;

/** The tables do not tell in which order the files came. */
class OrderIndependenceTest {
    private static final int DELIVERIES = 3;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void filesInAnyOrderAndNumberOfDeliveriesGiveTheSameTables(int seed) {
        ShopLogs whole = ShopLogs.made();
        List<Path> files = new ArrayList<>(RawLogs.files(whole.folder().resolve("segment-logs")));
        Collections.shuffle(files, new Random(seed));
        RawLogs arrived = new RawLogs(folder.resolve("logs"));
        TestPipeline pipeline = new TestPipeline(
                arrived.root().toString(),
                folder.resolve("lake").toString(),
                whole.pipeline().more());

        for (int delivery = 0; delivery < DELIVERIES; delivery++) {
            int from = files.size() * delivery / DELIVERIES;
            int to = files.size() * (delivery + 1) / DELIVERIES;
            arrived.copy(whole.folder(), files.subList(from, to));
            Answer answer = pipeline.runAll();
            assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        }

        assertThat(pipeline.contents().differences(whole.contents())).isEmpty();
    }
}
