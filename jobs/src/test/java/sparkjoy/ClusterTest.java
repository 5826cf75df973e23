package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The pipeline on a real standalone cluster of two workers, each its own process. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ClusterTest {
    @TempDir(cleanup = CleanupMode.ALWAYS)
    private Path folder;

    @Test
    void aClusterGivesTheSameTablesAsOneProcess() throws IOException, InterruptedException {
        ShopLogs local = ShopLogs.made();
        TestPipeline pipeline = local.into(folder.resolve("lake"))
                .withOptions("--spec", SharedSpark.interpreted(folder).toString());

        try (StandaloneCluster cluster = StandaloneCluster.start(folder, 2);
                JavaProcess driver = cluster.submit(arguments(pipeline, cluster.master()))) {
            assertThat(driver.exitCode()).as(driver.output()).isZero();
            assertThat(driver.output()).contains("DONE: run");
            assertThat(cluster.executorsStarted()).isEqualTo(2);
        }

        assertThat(pipeline.contents().differences(local.contents())).isEmpty();
    }

    private static List<String> arguments(TestPipeline pipeline, String master) {
        List<String> arguments = new ArrayList<>(List.of("sparkjoy.Joy"));
        arguments.addAll(List.of(pipeline.withOptions("--master", master).arguments("all")));
        return arguments;
    }
}
