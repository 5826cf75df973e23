package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.DAY;
import static sparkjoy.RawLogs.gzip;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;

/** How many Spark executions and jobs a run takes before its first row: a few lines onto a lake of a few days. */
class DeliveryCostTest {
    /** The demo's lake has 200,000. */
    private static final String EVENTS = System.getProperty("joy.rig.events", "3000");

    @TempDir
    private Path folder;

    @Test
    void aDeliveryOfSixLinesTakesFewExecutionsAndNothingNewFewer() throws Exception {
        Path generated = folder.resolve("logs");
        assertThat(Answer.to("generate", generated.toString(), "--events", EVENTS, "--days", "3")
                        .code())
                .isEqualTo(ExitCode.DONE);
        TestPipeline pipeline = TestPipeline.of(generated, folder.resolve("lake"));
        assertThat(pipeline.runAll().code()).isEqualTo(ExitCode.DONE);
        // The first delivery after all days builds the indexes that the next ones look into.
        deliver(generated, "first");
        assertThat(pipeline.runAll().code()).isEqualTo(ExitCode.DONE);
        deliver(generated, "late");

        SparkWork.Count delivery =
                SparkWork.of(() -> assertThat(pipeline.runAll().code()).isEqualTo(ExitCode.DONE));
        SparkWork.Count nothing =
                SparkWork.of(() -> assertThat(pipeline.runAll().code()).isEqualTo(ExitCode.DONE));

        System.out.println(delivery.table() + nothing.table());
        assertThat(delivery.executions()).as("%s", delivery.table()).isLessThanOrEqualTo(20);
        assertThat(delivery.jobs()).isLessThanOrEqualTo(29);
        assertThat(nothing.executions()).as("%s", nothing.table()).isLessThanOrEqualTo(4);
        assertThat(nothing.jobs()).isLessThanOrEqualTo(6);
    }

    private static void deliver(Path generated, String name) throws IOException {
        String[] lines = IntStream.range(0, 6)
                .mapToObj(number -> RawLogs.call(name + number))
                .toArray(String[]::new);
        new RawLogs(generated).put(DAY + "/" + name + ".gz", gzip(lines));
    }
}
