package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;
import static sparkjoy.RawLogs.DAY;
import static sparkjoy.RawLogs.call;
import static sparkjoy.RawLogs.gzip;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;

/** A view whose rows of a day follow from rows of that day is recomputed for changed days alone; others say why not. */
class ViewsByDayTest {
    private static final String RUN =
            """
              counted: {from: silver.events, steps: [{count: {by: [event_date, event], as: n}}]}
              example: {from: silver.events, steps: [{select: [unit_id, occurred_at]}, {mutate: {event_date: to_date(occurred_at)}}, {count: {by: [event_date, unit_id], as: n}}, {arrange: [event_date]}]}
              ranked: {from: silver.events, steps: [{select: [event_date, unit_id, occurred_at]}, {mutate: {rank: "row_number() OVER (PARTITION BY event_date, unit_id ORDER BY occurred_at)"}}, {filter: rank = 1}]}
              spread: {from: silver.events, steps: [{count: {by: [event_date, type], as: n}}, {pivot: {column: type, values: [track, page], summarise: {n: sum(n)}}}]}
              chained: {from: gold.counted, steps: [{filter: n > 0}, {join: {table: gold.spread, by: [event_date], kind: left}}, {drop_na: [n]}]}
              looked_up: {from: gold.counted, steps: [{join: {table: gold.latest, by: [event], kind: semi}}]}
              latest: {from: silver.events, steps: [{group_by: [event]}, {summarise: {last: max(occurred_at)}}]}
              first: {from: silver.events, steps: [{select: [event_date, event]}, {arrange: [event]}, {head: 5}]}
            """;
    private static final String MORE =
            """
              grouped: {from: silver.events, steps: [{group_by: [event_date, hour(occurred_at) AS hour]}, {summarise: {units: count(DISTINCT unit_id), most: max(quantity)}}]}
              renamed: {from: silver.events, steps: [{rename: {day: event_date}}, {distinct: [day, unit_id]}, {rename: {event_date: day}}]}
              casted: {from: silver.events, steps: [{count: {by: [CAST(occurred_at AS DATE) AS event_date], as: n}}]}
              exploded: {from: silver.events, steps: [{select: [event_date, "explode(array(1, 2)) AS x"]}, {drop_na: []}]}
              dropped: {from: silver.events, steps: [{select: [event, unit_id]}]}
              shifted: {from: silver.events, steps: [{mutate: {event_date: "date_add(event_date, 1)"}}, {select: [event_date, event]}]}
              moved: {from: silver.events, steps: [{select: [event, to_date(received_at) AS event_date]}]}
              named: {from: silver.events, steps: [{select: [event_date AS day, event]}]}
              running: {from: silver.events, steps: [{select: [event_date, unit_id, occurred_at]}, {mutate: {rank: "row_number() OVER (PARTITION BY unit_id ORDER BY occurred_at)"}}]}
              random: {from: silver.events, steps: [{select: [event_date, rand() AS r]}]}
              aged: {from: silver.events, steps: [{select: [event_date, "datediff(current_date(), event_date) AS age"]}]}
              of_whole: {from: gold.latest, steps: [{mutate: {event_date: to_date(last)}}]}
              of_itself: {from: silver.events, steps: [{select: [event_date, unit_id]}, {join: {table: silver.events, by: [unit_id], kind: semi}}]}
              shifted_join: {from: gold.counted, steps: [{mutate: {event_date: "date_add(event_date, 1)"}}, {join: {table: gold.spread, by: [event_date], kind: semi}}]}
            """;

    @TempDir
    private Path folder;

    @Test
    void validateNamesTheStepThatKeepsAViewFromBeingKeptByDay() throws IOException {
        Answer answer = Answer.to("validate", "--spec", "../pipelines.yaml", "--spec", views(RUN + MORE));

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
        assertThat(answer.out().lines().skip(1))
                .containsExactlyInAnyOrder(
                        whole("latest", "steps[0] groups rows of several days; group by event_date too"),
                        whole("first", "steps[2] takes the first rows of all days"),
                        whole("dropped", "steps[0] leaves no column that is the event day; keep event_date"),
                        whole("shifted", "steps[1] leaves no column that is the event day; keep event_date"),
                        whole("moved", "steps[0] leaves no column that is the event day; keep event_date"),
                        whole("named", "steps[0] ends without event_date as the event day of its rows; add it"),
                        whole("running", "steps[1] has a window over several days; partition it by event_date too"),
                        whole("random", "steps[0] uses rand(), whose value differs from run to run"),
                        whole("aged", "steps[0] uses current_date(), the time of the run"),
                        whole("of_whole", "its table gold.latest is not kept by day"),
                        whole("of_itself", "steps[1] joins silver.events of all days; join by event_date too"),
                        whole("shifted_join", "steps[0] leaves no column that is the event day; keep event_date"));
    }

    private static String whole(String view, String obstacle) {
        return "Each change of its tables recomputes all of gold." + view + ", not the changed days alone: " + obstacle
                + ".";
    }

    @Test
    void aDeliveryRewritesTheChangedDaysOfAViewAlone() throws IOException {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        logs.put(DAY + "/a.gz", gzip(call("m1"), onDay("m2", "03"), onDay("m3", "04"), onDay("m4", "04")));
        TestPipeline pipeline =
                TestPipeline.of(logs.root(), folder.resolve("lake")).withOptions("--spec", views(RUN));
        pipeline.run("ingest", "clean");
        Answer first = pipeline.run("views");
        assertThat(first.code()).as(first.err()).isEqualTo(ExitCode.DONE);
        Map<String, List<String>> before = files("counted", "chained", "ranked", "spread");
        logs.put(DAY + "/b.gz", gzip(onDay("m5", "03").replace("u1", "u2"), onDay("m6", "05")));
        pipeline.run("ingest", "clean");

        Answer plan = pipeline.plan("views");
        Answer second = pipeline.run("views");

        assertThat(plan.out())
                .contains("gold.counted, 2 days: 2026-03-03, 2026-03-05")
                .contains("gold.first, all days, because it cannot be updated by day: steps[2] takes the first rows");
        assertThat(second.err())
                .contains("gold.counted: 2 rows of 2 days: 2026-03-03, 2026-03-05")
                .contains("gold.chained: 2 rows of 2 days: 2026-03-03, 2026-03-05")
                .contains("gold.latest: 1 row;");
        files("counted", "chained", "ranked", "spread").forEach((view, files) -> assertThat(files)
                .as(view)
                .filteredOn(file -> before.get(view).contains(file))
                .hasSize(2)
                .allMatch(file -> file.contains("2026-03-02") || file.contains("2026-03-04")));
        TestPipeline full = TestPipeline.of(logs.root(), folder.resolve("full")).withOptions("--spec", views(RUN));
        assertThat(full.run("ingest", "clean", "views").code()).isEqualTo(ExitCode.DONE);
        for (String view : List.of("counted", "example", "ranked", "spread", "chained", "looked_up", "latest")) {
            assertThat(pipeline.rows("gold." + view, "*")).as(view).isEqualTo(full.rows("gold." + view, "*"));
        }
        assertThat(pipeline.run("views").err()).contains("views: no changed input");
        assertThat(pipeline.verb("preview", "gold.counted", "--rows", "2").out())
                .contains("Rows: 4")
                .containsPattern("event_date +<date> +2026-03-02, 2026-03-03\n");
    }

    /** Files of the newest states of views, by view, as `event_date=…/name`. */
    private Map<String, List<String>> files(String... views) {
        TestPipeline pipeline = TestPipeline.of(folder, folder.resolve("lake"));
        return Stream.of(views)
                .collect(Collectors.toMap(
                        view -> view,
                        view -> Stream.of(pipeline.table("gold." + view).inputFiles())
                                .map(file -> file.replaceFirst(".*/(event_date=)", "$1"))
                                .sorted()
                                .toList(),
                        (one, other) -> one,
                        TreeMap::new));
    }

    private String views(String views) throws IOException {
        return Files.writeString(folder.resolve("views.yaml"), "views:\n" + views.indent(0))
                .toString();
    }

    private static String onDay(String id, String day) {
        return call(id).replace("2026-03-02", "2026-03-" + day);
    }
}
