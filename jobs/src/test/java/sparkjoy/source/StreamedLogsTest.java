package sparkjoy.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sparkjoy.source.Deliveries.call;
import static sparkjoy.source.Deliveries.gzip;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.streaming.Trigger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.SharedSpark;

/** `readStream` hands out each file once, also to a stream that is started again, and never more than asked. */
class StreamedLogsTest {
    private static final String NEXT_DAY = "segment-logs/app/1550448000000";

    private final SparkSession spark = SharedSpark.session();

    @TempDir
    private Path folder;

    @Test
    void eachStartGoesOnWhereTheLastOneEnded() throws Exception {
        Deliveries deliveries = new Deliveries(folder.resolve("logs"));
        deliveries.put("a.gz", gzip(call("m1"), "no json"));
        deliveries.putInto("segment-logs/app", "astray", new byte[1]);

        List<String> first = streamed(deliveries);
        deliveries.put("b.gz", gzip(call("m2")));
        deliveries.putInto(NEXT_DAY, "a.gz", gzip(call("m3")));
        List<String> second = streamed(deliveries, "maxFilesPerTrigger", "1");
        List<String> third = streamed(deliveries);

        assertThat(first).containsExactly("m1, BROKEN_JSON, MISPLACED_FILE");
        assertThat(second).containsExactly("m2", "m3");
        assertThat(third).isEmpty();
    }

    @Test
    void aStreamReadsTheRowsThatABatchReads() throws Exception {
        Deliveries deliveries = new Deliveries(folder.resolve("logs"));
        deliveries.put("a.gz", gzip(call("m1"), "{}", call("m2")));
        deliveries.putInto(NEXT_DAY, "b.gz", new byte[0]);
        List<String> batch = spark.read().format("segment-logs").load(deliveries.root()).collectAsList().stream()
                .map(StreamedLogsTest::shown)
                .sorted()
                .toList();

        List<String> stream = new ArrayList<>();
        run(deliveries, rows -> rows.collectAsList().forEach(row -> stream.add(shown(row))));

        assertThat(stream.stream().sorted().toList()).isEqualTo(batch);
    }

    @Test
    void namedFilesAreNoStream() {
        Deliveries deliveries = new Deliveries(folder.resolve("logs"));
        Path file = deliveries.put("a.gz", gzip(call("m1")));
        String files = LogFileList.toJson(List.of(new LogFile("app", Deliveries.DAY, Deliveries.uri(file), 1, "v", 0)));

        assertThatThrownBy(() -> spark.readStream()
                        .format("segment-logs")
                        .option("files", files)
                        .load()
                        .writeStream()
                        .format("noop")
                        .option(
                                "checkpointLocation",
                                folder.resolve("checkpoint").toString())
                        .start()
                        .awaitTermination())
                .hasStackTraceContaining("give it a 'path' to watch");
    }

    /** What each micro-batch of one start brought: ids, then reasons of faults. */
    private List<String> streamed(Deliveries deliveries, String... options) throws Exception {
        List<String> batches = new ArrayList<>();
        run(
                deliveries,
                rows -> batches.add(String.join(
                        ", ",
                        rows
                                .selectExpr("coalesce(message_id, fault_reason) AS told", "fault_reason")
                                .orderBy("fault_reason", "told")
                                .collectAsList()
                                .stream()
                                .map(row -> row.getString(0))
                                .toList())),
                options);
        return batches;
    }

    /** What to do with the rows of a micro-batch. */
    private interface Sink {
        void take(Dataset<Row> rows);
    }

    private void run(Deliveries deliveries, Sink sink, String... options) throws Exception {
        VoidFunction2<Dataset<Row>, Long> batch = (rows, number) -> sink.take(rows);
        var reader = spark.readStream().format("segment-logs");
        for (int index = 0; index < options.length; index += 2) {
            reader = reader.option(options[index], options[index + 1]);
        }
        reader.load(deliveries.root())
                .writeStream()
                .option("checkpointLocation", folder.resolve("checkpoint").toString())
                .trigger(Trigger.AvailableNow())
                .foreachBatch(batch)
                .start()
                .awaitTermination();
    }

    private static String shown(Row row) {
        return row.getAs("path") + " " + row.getAs("line_number") + " " + row.getAs("message_id") + " "
                + row.getAs("payload") + " " + row.getAs("fault_reason") + " " + row.getAs("raw_sha256");
    }
}
