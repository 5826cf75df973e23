package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An embedded Spark listens where this machine alone can connect. `joy serve`: see {@link ServeTest}. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class LoopbackTest {
    @Test
    void verbsWithTheDefaultsListenAtLoopbackOnly(@TempDir Path folder) throws Exception {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        logs.put(RawLogs.DAY + "/a.gz", RawLogs.gzip(RawLogs.call("m1")));
        TestPipeline pipeline = TestPipeline.of(logs.root(), folder.resolve("lake"));

        assertThat(listened(folder, pipeline.arguments("ingest", "clean")))
                .isNotEmpty()
                .matches(Listeners::areLoopback, "loopback only");
        assertThat(listened(folder, pipeline.line("sql", "SELECT count(*) FROM silver.events")))
                .isNotEmpty()
                .matches(Listeners::areLoopback, "loopback only");
    }

    /** Where a command line listened while it ran. */
    private static Set<String> listened(Path folder, String... line) throws Exception {
        List<String> program = new ArrayList<>(List.of("sparkjoy.Joy"));
        program.addAll(List.of(line));
        Set<String> addresses = new TreeSet<>();
        try (JavaProcess process = JavaProcess.start(folder, program, Map.of("SPARK_LOCAL_IP", ""))) {
            while (process.isAlive()) {
                addresses.addAll(Listeners.of(process.id()));
                Thread.sleep(50);
            }
            assertThat(process.exitCode()).as(process.output()).isZero();
        }
        return addresses;
    }
}
