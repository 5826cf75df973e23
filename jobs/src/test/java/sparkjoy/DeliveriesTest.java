package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.call;
import static sparkjoy.RawLogs.gzip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.RunVerb;

/** What is new is told by the ledger: in whatever folder, order and number the files come. */
class DeliveriesTest {
    private static final LocalDate FIRST_DAY = LocalDate.parse("2026-03-02");

    @TempDir
    private Path folder;

    private RawLogs logs;
    private TestPipeline pipeline;

    @BeforeEach
    void deliverFiveDays() {
        logs = new RawLogs(folder.resolve("logs"));
        pipeline = TestPipeline.of(logs.root(), folder.resolve("lake"));
        for (int day = 0; day < 5; day++) {
            logs.put(file(day, "a"), gzip(call("a" + day)));
        }
    }

    @Test
    void burstsAreTakenInBoundedBatchesTheOldestDayFirst() {
        Answer answer = pipeline.with("sources.app.batch_files=2").run("ingest");

        assertThat(answer.err())
                .containsSubsequence(
                        "batch 1 of 3: 2 new files of 2026-03-02 to 2026-03-03",
                        "batch 2 of 3: 2 new files of 2026-03-04 to 2026-03-05",
                        "batch 3 of 3: 1 new file of 2026-03-06",
                        "5 new files, 5 lines, 0 refused");
        assertThat(pipeline.table("bronze.files").select("batch_id").distinct().count())
                .isEqualTo(3);
    }

    @Test
    void aBatchHasNoMoreBytesThanTheSourceAllows() {
        Answer answer = pipeline.with("sources.app.batch_bytes=1").run("ingest");

        assertThat(answer.err()).contains("batch 5 of 5");
    }

    @Test
    void aFileInAnOldFolderWaitsForTheSweep() {
        pipeline.run("ingest");
        logs.put(file(0, "late"), gzip(call("late")));

        Answer listed = pipeline.run("ingest");
        Answer swept = pipeline.withOptions("--sweep").run("ingest");

        assertThat(listed.out()).contains("0 new files");
        assertThat(swept.out()).contains("bronze.files 1");
    }

    @Test
    void aSweepThatIsDueListsOldFolders() {
        TestPipeline often = pipeline.with("sources.app.sweep_every=1h");
        often.run("ingest");
        logs.put(file(0, "late"), gzip(call("late")));

        Answer early = often.ask(new RunVerb(in(Duration.ofMinutes(30))), "ingest");
        Answer due = often.ask(new RunVerb(in(Duration.ofMinutes(61))), "ingest");

        assertThat(early.out()).contains("0 new files");
        assertThat(due.out()).contains("bronze.files 1");
    }

    @Test
    void aFileThatIsNoYoungerThanAKnownOneIsNew() throws IOException {
        FileTime time = FileTime.fromMillis(1_772_500_000_000L);
        Files.setLastModifiedTime(logs.root().resolve(file(4, "a")), time);
        pipeline.run("ingest");
        Files.setLastModifiedTime(logs.put(file(4, "0"), gzip(call("same-second"))), time);

        Answer again = pipeline.run("ingest");

        assertThat(again.out()).contains("bronze.files 1");
    }

    @Test
    void theSameEventsUnderASecondPrefixAreFilesOfTheirOwnAndNoEventsOfTheirOwn() {
        RawLogs second = new RawLogs(folder.resolve("second"));
        second.put(file(4, "a"), gzip(call("a4")));

        pipeline.with("sources.moved.path=" + second.root()).run("ingest", "clean");

        assertThat(pipeline.table("bronze.files").count()).isEqualTo(6);
        assertThat(pipeline.rows("silver.events", "message_id")).containsExactly("a0", "a1", "a2", "a3", "a4");
    }

    private static Clock in(Duration time) {
        return Clock.offset(Clock.tickMillis(ZoneOffset.UTC), time);
    }

    private static String file(int day, String name) {
        long millis =
                FIRST_DAY.plusDays(day).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
        return "segment-logs/app/" + millis + "/" + name + ".gz";
    }
}
