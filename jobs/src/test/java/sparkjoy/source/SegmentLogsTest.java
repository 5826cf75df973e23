package sparkjoy.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sparkjoy.source.Deliveries.call;
import static sparkjoy.source.Deliveries.gzip;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.SharedSpark;

/** What Spark sees of Segment's logs: columns, pruning, filters, options, SQL. */
class SegmentLogsTest {
    private final SparkSession spark = SharedSpark.session();

    @TempDir
    private Path folder;

    @Test
    void everyColumnOfASoundLineIsFilled() {
        Deliveries deliveries = new Deliveries(folder);
        Path file = deliveries.put("a.gz", gzip(call("m1"), call("m\\u00e92")));

        List<Row> rows = logs(deliveries).orderBy("line_number").collectAsList();

        Row second = rows.get(1);
        assertThat(second.<String>getAs("path")).isEqualTo(Deliveries.uri(file));
        assertThat(second.<Long>getAs("line_number")).isEqualTo(2);
        assertThat(second.<Long>getAs("byte_offset")).isEqualTo(call("m1").length() + 1);
        assertThat(second.<String>getAs("source_id")).isEqualTo("app");
        assertThat(second.<Object>getAs("received_day")).hasToString("2019-02-17");
        assertThat(second.<String>getAs("message_id")).isEqualTo("mé2");
        assertThat(second.<String>getAs("type")).isEqualTo("track");
        assertThat(second.<String>getAs("event")).isEqualTo("Product Clicked");
        assertThat(second.<Object>getAs("received_at")).hasToString("2019-02-17 09:08:07.123");
        assertThat(second.<String>getAs("payload")).isEqualTo(call("m\\u00e92"));
        for (String column : List.of("fault_reason", "fault_detail", "raw", "raw_sha256", "fault_number", "file")) {
            assertThat(second.<Object>getAs(column)).as(column).isNull();
        }
    }

    @Test
    void aColumnAskedForAloneSaysTheSameAsAmongAll() {
        Deliveries deliveries = new Deliveries(folder);
        deliveries.put("a.gz", gzip(call("m1"), "{}", call("m2"), "", "no json"));
        List<Row> all = logs(deliveries, "summaries", "true").collectAsList();

        for (String column : Column.SCHEMA.fieldNames()) {
            List<String> alone = logs(deliveries, "summaries", "true").select(column).collectAsList().stream()
                    .map(row -> shown(row.get(0)))
                    .toList();

            assertThat(alone)
                    .as(column)
                    .isEqualTo(all.stream().map(row -> shown(row.getAs(column))).toList());
        }
    }

    @Test
    void onlyTheColumnsAskedForReachTheReader() {
        Deliveries deliveries = new Deliveries(folder);
        deliveries.put("a.gz", gzip(call("m1")));

        Dataset<Row> pruned = logs(deliveries).where("fault_reason IS NULL").select("message_id");

        assertThat(pruned.queryExecution().executedPlan().toString())
                .contains("columns: message_id rows: sound")
                .doesNotContain("Filter (");
    }

    @Test
    void faultFiltersSplitTheRowsInTwo() {
        Deliveries deliveries = new Deliveries(folder);
        deliveries.put("a.gz", gzip(call("m1"), "{}", call("m2")));
        deliveries.put("b.gz", new byte[0]);

        assertThat(logs(deliveries).count()).isEqualTo(4);
        assertThat(logs(deliveries).where("fault_reason IS NULL").count()).isEqualTo(2);
        assertThat(logs(deliveries).where("fault_reason IS NOT NULL").count()).isEqualTo(2);
        assertThat(logs(deliveries).where("fault_reason = 'EMPTY_FILE'").count())
                .isEqualTo(1);
        assertThat(logs(deliveries)
                        .where("fault_reason IS NULL AND fault_reason IS NOT NULL")
                        .count())
                .isZero();
        assertThat(logs(deliveries)
                        .where("fault_reason IS NULL OR line_number IS NULL")
                        .count())
                .isEqualTo(3);
    }

    @Test
    void summariesAccountForEveryLine() {
        Deliveries deliveries = new Deliveries(folder);
        byte[] broken = gzip(call("m4"), "[]", "");
        broken[broken.length - 8] ^= 1;
        deliveries.put("a.gz", gzip(call("m1"), "", "{}", " \r", call("m2")));
        deliveries.put("b.gz", broken);

        List<Row> accounts = logs(deliveries, "summaries", "true")
                .where("file IS NOT NULL")
                .orderBy("path")
                .selectExpr("file.lines", "file.rows", "file.faults", "file.file_fault", "fault_reason")
                .collectAsList();

        assertThat(accounts).hasToString("[[3,2,1,null,null], [0,0,0,BAD_CHECKSUM,null]]");
    }

    @Test
    void sqlReadsThroughATemporaryView() {
        Deliveries deliveries = new Deliveries(folder);
        deliveries.put("a.gz", gzip(call("m1"), call("m2")));

        spark.sql("CREATE OR REPLACE TEMPORARY VIEW logs USING `segment-logs` OPTIONS (path '" + deliveries.root()
                + "')");

        assertThat(spark.sql("SELECT message_id FROM logs ORDER BY message_id").collectAsList())
                .hasToString("[[m1], [m2]]");
    }

    @Test
    void namedFilesAreReadAndNoOthers() {
        Deliveries deliveries = new Deliveries(folder);
        deliveries.put("a.gz", gzip(call("m1")));
        deliveries.put("b.gz", gzip(call("m2")));
        LogListing listing = LogListing.of(new Configuration(), deliveries.root(), LogSelection.everything());
        String files = LogFileList.toJson(listing.files().subList(1, 2));

        List<Row> rows = spark.read()
                .format("segment-logs")
                .option("files", files)
                .load()
                .select("message_id")
                .collectAsList();

        assertThat(LogFileList.fromJson(files)).isEqualTo(listing.files().subList(1, 2));
        assertThat(rows).hasToString("[[m2]]");
    }

    @Test
    void daysAndSourcesRestrictWhatIsRead() {
        Deliveries deliveries = new Deliveries(folder);
        deliveries.put("a.gz", gzip(call("m1")));
        deliveries.putInto("segment-logs/app/1550448000000", "a.gz", gzip(call("m2")));
        deliveries.putInto("segment-logs/web/1550361600000", "a.gz", gzip(call("m3")));

        assertThat(logs(deliveries, "from", "2019-02-18").select("message_id").collectAsList())
                .hasToString("[[m2]]");
        assertThat(logs(deliveries, "to", "2019-02-18", "sources", "web, other")
                        .select("message_id")
                        .collectAsList())
                .hasToString("[[m3]]");
    }

    @Test
    void allWrongOptionsAreToldAtOnce() {
        Deliveries deliveries = new Deliveries(folder);

        assertThatThrownBy(
                        () -> logs(deliveries, "maxDepth", "0", "from", "yesterday", "format", "csv", "summary", "true")
                                .count())
                .isInstanceOf(LogsUnavailable.class)
                .hasMessageContaining("'maxDepth' is '0'")
                .hasMessageContaining("'from' is 'yesterday', write a day such as 2026-03-01")
                .hasMessageContaining("'format' is 'csv', write one of [segment, ndjson, parquet]")
                .hasMessageContaining("no option is named 'summary'");
    }

    @Test
    void aRootThatIsMissingIsNamed() {
        Deliveries deliveries = new Deliveries(folder.resolve("nowhere"));

        assertThatThrownBy(() -> logs(deliveries).count())
                .isInstanceOf(LogsUnavailable.class)
                .hasMessageContaining("No Segment logs at '" + deliveries.root() + "'");
    }

    @Test
    void wholeFilesArePackedButNotIntoFewerPartitionsThanThreads() {
        List<LogFile> files = IntStream.range(0, 10)
                .mapToObj(number -> new LogFile("app", LocalDate.EPOCH, "p" + number, 1 << 20, "v", 0))
                .toList();
        LogListing listing = new LogListing(files, List.of());

        assertThat(LogPartition.packed(listing, 32 << 20, 4)).hasSize(4);
        assertThat(LogPartition.packed(listing, 32 << 20, 40)).hasSize(10);
        assertThat(LogPartition.packed(listing, 3 << 20, 1))
                .hasSize(5)
                .allSatisfy(partition -> assertThat(partition.files()).hasSize(2));
    }

    private Dataset<Row> logs(Deliveries deliveries, String... options) {
        var reader = spark.read().format("segment-logs");
        for (int index = 0; index < options.length; index += 2) {
            reader = reader.option(options[index], options[index + 1]);
        }
        return reader.load(deliveries.root());
    }

    private static String shown(Object value) {
        return value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value);
    }
}
