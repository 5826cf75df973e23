package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.DAY;
import static sparkjoy.RawLogs.call;
import static sparkjoy.RawLogs.gzip;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;
import sparkjoy.cli.StatusVerb;

/** What is told of copies that say something else than the event that stands. */
class ConflictsTest {
    private static final String[] TOLD = {
        "message_id",
        "element_at(split(path, '/'), -1)",
        "line_number",
        "element_at(split(event_path, '/'), -1)",
        "event_line_number",
        "array_join(differing, ',')"
    };

    @TempDir
    private Path folder;

    private RawLogs logs;
    private TestPipeline pipeline;

    @BeforeEach
    void deliver() {
        logs = new RawLogs(folder.resolve("logs"));
        pipeline = TestPipeline.of(logs.root(), folder.resolve("lake"));
        logs.put(DAY + "/b.gz", gzip(received(call("m1"), "10"), received(call("m2"), "10")));
        Answer first = clean();
        assertThat(first.code()).as(first.err()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void aLaterCopyWithAnotherPropertyIsNamedWithBothPlaces() {
        logs.put(DAY + "/c.gz", gzip(received(call("m2"), "11"), received(other(call("m1")), "11")));

        Answer cleaned = clean();
        Answer status = pipeline.ask(new StatusVerb(Clock.systemUTC()));

        assertThat(cleaned.err()).contains("1 later copy differs from its event");
        assertThat(pipeline.rows("ops.conflicts", TOLD)).containsExactly("m1 c.gz 2 b.gz 1 properties.quantity");
        assertThat(status.out())
                .contains("1 later copy differs from the event that was kept")
                .containsPattern(
                        "m1 of source app: .*c.gz line 2 differs in properties.quantity from the event at .*b.gz"
                                + " line 1");
        assertThat(status.code())
                .as("a conflict is resolved, so nobody is woken")
                .isEqualTo(ExitCode.DONE);
    }

    @Test
    void whichCopyIsTheEventIsToldAnewWhenAnEarlierOneComes() {
        logs.put(DAY + "/c.gz", gzip(received(other(call("m1")), "11"), received(other(call("m2")), "11")));
        clean();
        logs.put(DAY + "/a.gz", gzip(received(other(call("m1")), "09")));

        clean();

        assertThat(pipeline.rows("ops.conflicts", TOLD))
                .containsExactly("m1 b.gz 1 a.gz 1 properties.quantity", "m2 c.gz 2 b.gz 2 properties.quantity");
    }

    @Test
    void aConflictGoesWithTheObjectThatHeldIt() {
        logs.put(DAY + "/c.gz", gzip(received(other(call("m1")), "11")));
        clean();
        logs.put(DAY + "/c.gz", gzip(received(call("m3"), "11")));

        clean();

        assertThat(pipeline.rows("ops.conflicts", TOLD)).isEmpty();
    }

    @Test
    void aCallThatWasOnlySentAgainIsNoConflict() {
        String sent =
                call("m4").replace("{\"messageId\"", "{\"originalTimestamp\":\"2026-03-02T09:59:58Z\",\"messageId\"");
        logs.put(
                DAY + "/c.gz",
                gzip(
                        received(sent, "10"),
                        received(sent, "11")
                                .replace(
                                        "\"timestamp\":\"2026-03-02T09:59:58.000Z\"",
                                        "\"timestamp\":\"2026-03-02T09:59:58.007Z\"")));

        clean();

        assertThat(pipeline.rows("ops.conflicts", TOLD)).isEmpty();
    }

    @Test
    void linesWithoutAnIdAreKeptApartAndNeverTakenForCopies() {
        String nameless = call("m4").replace("\"messageId\":\"m4\",", "");
        logs.put(DAY + "/c.gz", gzip(nameless, nameless, call("m5")));

        pipeline.with("thresholds.refused_share=1", "thresholds.refused_file_share=1")
                .run("ingest", "clean");

        assertThat(pipeline.rows("bronze.quarantine", "line_number", "reason"))
                .containsExactly("1 MISSING_MESSAGE_ID", "2 MISSING_MESSAGE_ID");
        assertThat(pipeline.rows("silver.events", "message_id")).containsExactly("m1", "m2", "m5");
        assertThat(pipeline.rows("ops.conflicts", TOLD)).isEmpty();
    }

    private Answer clean() {
        return pipeline.run("ingest", "clean");
    }

    private static String received(String call, String hour) {
        return call.replace("\"receivedAt\":\"2026-03-02T10", "\"receivedAt\":\"2026-03-02T" + hour);
    }

    private static String other(String call) {
        return call.replace("\"quantity\":1", "\"quantity\":2");
    }
}
