package sparkjoy;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.DAY;
import static sparkjoy.RawLogs.call;
import static sparkjoy.RawLogs.gzip;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;
import sparkjoy.lake.Lake;

/** Events that a run wrote without settling units and sessions: it died, or the lake was made before there were any. */
class UnsettledEventsTest {
    private static final String[] SESSIONS = {"message_id", "session_id", "session_started_at"};

    @TempDir
    private Path folder;

    @Test
    void theNextRunSettlesThemAndTheOneAfterHasNothingToDo() {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        TestPipeline pipeline = TestPipeline.of(logs.root(), folder.resolve("lake"));
        logs.put(DAY + "/a.gz", gzip(call("m1").replace("\"sessionId\":\"s1\"", ""), call("m2")));
        assertThat(pipeline.run("ingest", "clean").code()).isEqualTo(ExitCode.DONE);
        List<String> settled = pipeline.rows("silver.events", SESSIONS);
        Lake lake = pipeline.tables();
        lake.update(
                "silver.events",
                col("message_id").equalTo("m1"),
                Map.of(
                        "session_id",
                        lit(null).cast("STRING"),
                        "session_started_at",
                        lit(null).cast("TIMESTAMP")),
                lake.lastProvenance("silver.events").orElseThrow());

        Answer next = pipeline.run("clean");
        Answer last = pipeline.run("clean");

        assertThat(next.code()).as(next.err()).isEqualTo(ExitCode.DONE);
        assertThat(pipeline.rows("silver.events", SESSIONS)).isEqualTo(settled);
        assertThat(settled.get(1)).isEqualTo("m2 s1 null");
        assertThat(last.out()).contains("no new lines");
    }
}
