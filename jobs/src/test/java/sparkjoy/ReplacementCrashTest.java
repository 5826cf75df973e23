package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.DAY;
import static sparkjoy.RawLogs.call;
import static sparkjoy.RawLogs.gzip;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparkjoy.cli.ExitCode;

/**
 * A replay that dies after any of its commits loses nothing and is completed by the next runs. The lake of a died replay
 * is that of a whole one of which the log forgets the commits that came later.
 */
class ReplacementCrashTest {
    private static final String LONG = call("long").replace("Product Added", "x".repeat(2_000));
    /** The tables that a replay commits to, in order. */
    private static final List<String> COMMITS = List.of(
            "bronze.segment_logs", "bronze.quarantine", "bronze.files", "bronze.segment_logs", "bronze.quarantine");

    @TempDir
    private static Path shared;

    private static TestPipeline whole;
    private static Map<String, Long> before;
    private static List<String> expected;

    @TempDir
    private Path folder;

    @BeforeAll
    static void replay() {
        RawLogs logs = new RawLogs(shared.resolve("logs"));
        logs.put(DAY + "/a.gz", gzip(call("a1"), LONG, "[]"));
        whole = TestPipeline.of(logs.root(), shared.resolve("lake"))
                .with("thresholds.refused_share=1", "thresholds.refused_file_share=1");
        whole.with("sources.app.max_line_bytes=1KiB").run("ingest");
        before = Map.of(
                "bronze.segment_logs",
                version("segment_logs"),
                "bronze.quarantine",
                version("quarantine"),
                "bronze.files",
                version("files"));
        assertThat(whole.quarantine("replay").code()).isEqualTo(ExitCode.DONE);
        expected = contents(whole);
        assertThat(expected).hasSize(5);
    }

    @ParameterizedTest(name = "after {0} commits")
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void aDiedReplayIsCompletedByTheNext(int commits) {
        TestPipeline died = new TestPipeline(whole.logs(), folder.toString(), whole.more());
        before.forEach((table, version) -> {
            String place = table.replace('.', '/');
            long last = version
                    + COMMITS.subList(0, commits).stream().filter(table::equals).count();
            copy(Path.of(whole.lake()).resolve(place), folder.resolve(place), last);
        });

        Answer ingest = died.run("ingest");
        List<String> rows = died.rows("bronze.segment_logs", "message_id");
        Answer replay = died.quarantine("replay");

        assertThat(ingest.code()).as(ingest.err()).isEqualTo(ExitCode.DONE);
        assertThat(rows).isEqualTo(commits < 3 ? List.of("a1") : List.of("a1", "long"));
        assertThat(replay.code()).as(replay.err()).isEqualTo(ExitCode.DONE);
        assertThat(contents(died)).isEqualTo(expected);
    }

    /** Rows with the batch that they are from: the same replay has the same batch. */
    private static List<String> contents(TestPipeline pipeline) {
        return List.of(
                        pipeline.rows("bronze.segment_logs", "message_id", "line_number", "batch_id"),
                        pipeline.rows("bronze.quarantine", "reason", "line_number", "status", "batch_id"),
                        pipeline.rows("bronze.files", "status", "rows", "batch_id"))
                .stream()
                .flatMap(List::stream)
                .toList();
    }

    private static long version(String table) {
        return whole.tables().version("bronze." + table);
    }

    private static void copy(Path from, Path to, long lastVersion) {
        try (var tree = Files.walk(from)) {
            for (Path path : tree.filter(Files::isRegularFile).toList()) {
                String name = path.getFileName().toString();
                boolean isLater = name.matches("\\d{20}\\..*") && Long.parseLong(name.substring(0, 20)) > lastVersion;
                boolean isChecksum = name.endsWith(".crc");
                if (!isLater && !isChecksum) {
                    Path target = to.resolve(from.relativize(path).toString());
                    Files.createDirectories(target.getParent());
                    Files.copy(path, target);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
