package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.gzip;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sparkjoy.catalog.MetricView;
import sparkjoy.cli.ExitCode;
import sparkjoy.lake.TableContracts;

/** MEASURE(name) over metric views: two days of one week with different click-through rates. */
class MetricViewsTest {
    private static final String TOTAL =
            "vertical = '(all)' AND service = '(all)' AND experiment_id = '(all)' AND variant = '(all)'";

    @TempDir
    private static Path folder;

    private static TestPipeline pipeline;

    @BeforeAll
    static void run() {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        logs.put(
                RawLogs.DAY + "/a.gz",
                gzip(
                        call("v1", "Product List Viewed", "02T10:00", "\"products\":" + products(5)),
                        call("c1", "Product Clicked", "02T10:01", "\"product_id\":\"p1\",\"service\":\"search\""),
                        call("v2", "Product List Viewed", "03T00:10", "\"products\":" + products(1)),
                        call("c2", "Product Clicked", "03T00:11", "\"product_id\":\"p1\"")));
        pipeline = TestPipeline.of(logs.root(), folder.resolve("lake"));
        Answer answer = pipeline.run("ingest", "clean", "kpis");
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
    }

    @Test
    void theRateOfAWeekIsTheSumOverTheSum() {
        String measured = asked("SELECT date_trunc('week', event_date) AS week, MEASURE(ctr) AS ctr"
                + " FROM gold.kpi_daily_metrics GROUP BY week");
        String summed = asked("SELECT date_trunc('week', event_date) AS week, sum(clicks) / sum(impressions) AS ctr"
                + " FROM gold.kpi_daily WHERE " + TOTAL + " GROUP BY week");
        String averaged = asked("SELECT date_trunc('week', event_date) AS week, avg(ctr) AS ctr"
                + " FROM gold.kpi_daily WHERE " + TOTAL + " GROUP BY week");

        assertThat(measured).isEqualTo(summed).startsWith("week,ctr\n2026-03-02 00:00:00,0.333");
        assertThat(averaged).isEqualTo("week,ctr\n2026-03-02 00:00:00,0.6\n");
    }

    @Test
    void aGroupHasTheValuesOfItsRows() {
        String days = "SELECT event_date, MEASURE(clicks) AS clicks, MEASURE(ctr) AS ctr, MEASURE(gmv) AS gmv"
                + " FROM gold.kpi_daily_metrics GROUP BY event_date ORDER BY event_date";
        String searched = "SELECT MEASURE(clicks) AS clicks FROM gold.kpi_daily_metrics WHERE service = 'search'";

        assertThat(asked(days))
                .isEqualTo(asked("SELECT event_date, clicks, ctr, gmv FROM gold.kpi_daily WHERE " + TOTAL
                        + " ORDER BY event_date"));
        assertThat(asked(searched)).isEqualTo("clicks\n1\n");
    }

    @Test
    void itsColumnsAreDimensionsAndTheMeasuresThatAddUp() {
        assertThat(asked("SHOW VIEWS IN gold")).contains("kpi_daily_metrics").doesNotContain("attribution_metrics");
        assertThat(asked("DESCRIBE gold.kpi_daily_metrics"))
                .contains("\nservice,string,", "\nclicks,bigint,product clicks\n", "\nctr,double,")
                .doesNotContain("\nusers,", "\nconversion_rate,", "\nuser_ctr,");
    }

    @Test
    void measuresSortAndFilterGroups() {
        String days = "SELECT event_date, MEASURE(ctr) AS ctr FROM gold.kpi_daily_metrics GROUP BY event_date";

        assertThat(asked(days + " ORDER BY ctr DESC")).matches("(?s).*2026-03-03,1.*2026-03-02,0.2.*");
        assertThat(asked("SELECT * FROM (" + days + ") WHERE ctr > 0.5")).isEqualTo("event_date,ctr\n2026-03-03,1.0\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT event_date, MEASURE(clicks) FROM gold.kpi_daily_metrics GROUP BY event_date ORDER BY typo",
                "SELECT m.clicks, k.typo FROM (SELECT event_date, MEASURE(clicks) AS clicks"
                        + " FROM gold.kpi_daily_metrics GROUP BY event_date) m JOIN gold.kpi_daily k USING (event_date)"
            })
    void aMistakeBesideAMeasureIsNamed(String query) {
        assertThat(pipeline.verb("sql", query).err()).contains("typo").doesNotContain("subquery");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM gold.kpi_daily_metrics",
                "SELECT event_date, ctr FROM gold.kpi_daily_metrics",
                "SELECT DISTINCT service FROM gold.kpi_daily_metrics",
                "SELECT sum(ctr) FROM gold.kpi_daily_metrics",
                "SELECT service FROM gold.kpi_daily_metrics GROUP BY service HAVING MEASURE(ctr) > 0",
                "SELECT * FROM (SELECT service FROM gold.kpi_daily_metrics)",
                "SELECT MEASURE(clicks) FROM gold.kpi_daily"
            })
    void aQueryThatCannotBeMeasuredIsRefusedWithAnExample(String query) {
        Answer answer = pipeline.verb("sql", query);

        assertThat(answer.code()).isEqualTo(ExitCode.FAILED);
        assertThat(answer.err())
                .contains("MEASURE(ctr) FROM gold.kpi_daily_metrics")
                .doesNotContain("bug", "INTERNAL");
    }

    @Test
    void noViewOfTheSpecificationTakesItsName() {
        List<MetricView> metricViews = MetricView.all(TableContracts.ofJar());

        assertThat(metricViews).hasSizeGreaterThan(1);
        for (MetricView view : metricViews) {
            String name = view.name().replace("gold.", "");
            Answer answer =
                    pipeline.with("views={" + name + ": {from: silver.events}}").verb("validate");

            assertThat(answer.err()).contains(view.name() + " is a metric view of Spark Joy itself");
        }
    }

    private static String asked(String query) {
        Answer answer = pipeline.verb("sql", "--csv", query);
        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        return answer.out();
    }

    private static String products(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> "{\"product_id\":\"p" + number + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static String call(String id, String event, String at, String properties) {
        return "{\"messageId\":\"" + id + "\",\"type\":\"track\",\"event\":\"" + event + "\",\"userId\":\"u\","
                + "\"receivedAt\":\"2026-03-03T01:00:00.000Z\",\"timestamp\":\"2026-03-" + at + ":00.000Z\","
                + "\"properties\":{\"session_id\":\"s\"," + properties + "}}";
    }
}
