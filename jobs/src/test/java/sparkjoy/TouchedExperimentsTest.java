package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.DAY;
import static sparkjoy.RawLogs.call;
import static sparkjoy.RawLogs.gzip;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;

/** The assignments of those experiments are made anew of which the changed days tell, and of no other. */
class TouchedExperimentsTest {
    @TempDir
    private Path folder;

    @Test
    void experimentsStayOfWhichTheChangedDaysTellNothing() {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        TestPipeline pipeline = TestPipeline.of(logs.root(), folder.resolve("lake"));
        logs.put(DAY + "/a.gz", gzip(seen("m1", "anna", "home_ranking"), seen("m2", "anna", "chef's choice")));
        assertThat(assign(pipeline)).contains("assignments: 2 units (");

        logs.put(DAY + "/b.gz", gzip(seen("m3", "ben", "chef's choice").replace("2026-03-02", "2026-03-03")));
        assertThat(assign(pipeline)).contains("assignments: 2 units of 1 experiment (");

        logs.put(DAY + "/c.gz", gzip(call("m4").replace("2026-03-02", "2026-03-04")));
        assertThat(assign(pipeline)).contains("assignments: 0 units of 0 experiments (");
        assertThat(pipeline.rows("gold.assignments", "experiment_id", "unit_id", "status"))
                .containsExactly(
                        "chef's choice anna UNCONFIGURED", "chef's choice ben UNCONFIGURED", "home_ranking anna VALID");
    }

    private static String assign(TestPipeline pipeline) {
        Answer answer = pipeline.run("ingest", "clean", "assignments");
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        return answer.err();
    }

    private static String seen(String id, String user, String experiment) {
        return call(id).replace("u1", user)
                .replace(
                        "{\"quantity\"",
                        "{\"experiment_id\":\"" + experiment + "\",\"treatment_group\":\"Model_A\",\"quantity\"");
    }
}
