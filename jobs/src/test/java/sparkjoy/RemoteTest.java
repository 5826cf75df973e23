package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.engine.Session;
import sparkjoy.spec.SpecReader;

/** A Spark Connect server with the jar on its class path runs the same command line and answers the same. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class RemoteTest {
    @TempDir
    private Path folder;

    @Test
    void aRunOnASparkConnectServerGivesTheSameTables() throws Exception {
        ShopLogs local = ShopLogs.made();
        TestPipeline pipeline = local.into(folder.resolve("lake"));
        int port = freePort();
        String remote = "sc://127.0.0.1:" + port;
        try (JavaProcess server = server(port)) {
            server.await("Spark Connect server started at");

            Ended run = joy(pipeline.withOptions("--remote", remote).arguments("all"));
            Ended wrong = joy(pipeline.with("spark.remote=" + remote).arguments("no-such-job"));

            assertThat(run.exit()).as(run.output()).isZero();
            assertThat(run.output()).contains("ingest …", "DONE: run ");
            assertThat(wrong.exit()).as(wrong.output()).isEqualTo(2);
            assertThat(wrong.output()).contains("There is no job no-such-job");
        }
        assertThat(pipeline.contents().differences(local.contents())).isEmpty();
    }

    @Test
    void aServerThatIsNotThereIsTold() throws Exception {
        String remote = "sc://127.0.0.1:" + freePort();

        Ended run = joy(ShopLogs.made()
                .into(folder.resolve("lake"))
                .withOptions("--remote", remote)
                .arguments("all"));

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.output()).contains("joy run: The Spark Connect server " + remote + " does not answer");
    }

    /** How a process ended, and all that it said. */
    private record Ended(int exit, String output) {}

    private Ended joy(String... arguments) throws IOException, InterruptedException {
        List<String> program = new ArrayList<>(List.of("sparkjoy.Joy"));
        program.addAll(List.of(arguments));
        try (JavaProcess client = JavaProcess.start(folder, program)) {
            int exit = client.exitCode();
            return new Ended(exit, client.output());
        }
    }

    private JavaProcess server(int port) throws IOException {
        List<String> program = new ArrayList<>();
        Session.settings(new SpecReader().read(List.of(Path.of("../docs/minimal.yaml")), List.of(), java.util.Map.of()))
                .forEach((key, value) -> program.add("-D" + key + "=" + value));
        SharedSpark.INTERPRETED.forEach((key, value) -> program.add("-D" + key + "=" + value));
        program.addAll(List.of(
                "-Dspark.master=local[2]",
                "-Dspark.driver.host=127.0.0.1",
                "-Dspark.driver.bindAddress=127.0.0.1",
                "-Dspark.sql.catalog.joy_remote=sparkjoy.RemoteCatalog",
                "-Dspark.connect.grpc.binding.address=127.0.0.1",
                "-Dspark.connect.grpc.binding.port=" + port,
                "org.apache.spark.sql.connect.service.SparkConnectServer"));
        return JavaProcess.start(folder, program);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
