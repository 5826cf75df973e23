package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.cli.ExitCode;
import sparkjoy.cli.StatusVerb;

/** A view that cannot be computed fails alone, by name, and `validate` finds what can be known without data. */
class FailingViewsTest {
    @TempDir
    private Path folder;

    @Test
    void otherViewsAreComputedAndTheRunEndsPartial() throws IOException {
        RawLogs logs = new RawLogs(folder.resolve("logs"));
        logs.put(RawLogs.DAY + "/a.gz", RawLogs.gzip(RawLogs.call("m1"), RawLogs.call("m2")));
        TestPipeline pipeline = TestPipeline.of(logs.root(), folder.resolve("lake"))
                .withOptions(
                        "--spec",
                        views(
                                """
                          a_name: {from: silver.events, steps: [{select: [event_date, quantity * 2]}]}
                          b_value: {from: silver.events, steps: [{mutate: {x: 1 / (quantity - 1)}}]}
                          c_raised: {from: silver.events, steps: [{mutate: {x: "IF(quantity > 0, raise_error(type), 1)"}}]}
                          d_reader: {from: gold.b_value, steps: [{head: 1}]}
                          e_column: {from: silver.events, steps: [{filter: quantiti > 0}]}
                          f_good: {from: silver.events, steps: [{count: {by: [event_date]}}]}
                        """));
        pipeline.run("ingest", "clean");

        Answer plan = pipeline.plan("views");
        Answer answer = pipeline.run("views");
        Answer again = pipeline.run("views");
        Answer status = pipeline.verb("status");

        assertThat(plan.out())
                .contains("views: gold.added_to_cart, all days; gold.b_value, all days; gold.c_raised, all days;"
                        + " gold.d_reader, all days; gold.f_good, all days\n")
                .contains("views: gold.a_name cannot be computed: views.a_name.steps[0]: the column '(quantity * 2)'")
                .contains("views: gold.e_column cannot be computed: views.e_column.steps[0]: ");
        assertThat(answer.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(answer.err().lines().filter(line -> line.startsWith("views: gold.")))
                .anyMatch(line ->
                        line.contains("gold.a_name was not computed and is as before: views.a_name.steps[0]: the"
                                + " column '(quantity * 2)' cannot be stored"))
                .anyMatch(line -> line.contains("gold.b_value was not computed") && line.contains("[DIVIDE_BY_ZERO]"))
                .anyMatch(line ->
                        line.contains("gold.c_raised was not computed and is as before: [USER_RAISED_EXCEPTION] track"))
                .anyMatch(
                        line -> line.contains("gold.d_reader was not computed") && line.contains("reads gold.b_value"))
                .anyMatch(line -> line.contains("gold.e_column was not computed") && line.contains("`quantiti`"));
        assertThat(answer.err()).doesNotContain("\tat ");
        assertThat(answer.out()).contains("\n  views: gold.a_name was not computed");
        assertThat(pipeline.rows("gold.f_good", "n")).containsExactly("2");
        assertThat(again.code()).isEqualTo(ExitCode.PARTIAL);
        assertThat(pipeline.rows("ops.runs", "status", "size(partial_reasons)"))
                .containsExactly("DONE 0", "PARTIAL 5", "PARTIAL 5");
        assertThat(pipeline.rows("gold.freshness", "`table`"))
                .contains("gold.f_good")
                .doesNotContain("gold.b_value");
        assertThat(status.out()).contains("\nOK: ", "\nPARTIAL: run ", "views: gold.b_value was not computed");
        assertThat(status.code()).as("a PARTIAL run has ended with 3 itself").isEqualTo(ExitCode.DONE);
        assertThat(pipeline.with("pipelines.food.stale_after=1s")
                        .ask(new StatusVerb(Clock.offset(Clock.systemUTC(), Duration.ofHours(1))))
                        .code())
                .isEqualTo(ExitCode.PARTIAL);
    }

    @Test
    void validateNamesViewStepAndColumnOfWhatCannotBeStoredOrRead() throws IOException {
        Answer answer = Answer.to(
                "validate",
                "--spec",
                "../pipelines.yaml",
                "--spec",
                views(
                        """
                  v1: {from: silver.events, steps: [{select: [event_date, price * quantity]}, {head: 5}]}
                  v2: {from: silver.events, steps: [{head: 5}, {group_by: [upper(service)]}, {summarise: {n: count(*)}}]}
                  v3: {from: silver.events, steps: [{mutate: {x: "NULL"}}, {select: [service, x]}]}
                  v4: {from: silver.events, steps: [{select: [received_at - occurred_at AS age]}]}
                  v5: {from: silver.events, steps: [{select: [service, price AS Service]}]}
                  v6: {from: silver.events, steps: [{select: [service, price, price]}]}
                  v7: {from: silver.events, steps: [{select: [parse_json(properties) AS v]}]}
                  v8: {from: silver.events, steps: [{select: ["CAST(occurred_at AS TIMESTAMP_NTZ) AS t"]}]}
                  v9: {from: silver.events, steps: [{select: ["array(named_struct('a b', 1)) AS l"]}]}
                  v10:
                    from: silver.events
                    steps:
                      - count: {by: [event_date, service], as: n}
                      - pivot: {column: service, values: [Home Feed, search], summarise: {n: sum(n)}}
                  v11: {from: silver.events, steps: [{select: [servise]}]}
                  v12: {from: silver.events, steps: [{select: ["TIME'10:00:00' AS t"]}]}
                  of_wrong: {from: gold.v11, steps: [{head: 1}]}
                """));

        assertThat(answer.code()).isEqualTo(ExitCode.WRONG_USAGE);
        assertThat(answer.err().lines())
                .hasSize(12)
                .anyMatch(line -> line.contains("views.yaml:2: views.v1.steps[0]: the column '(price * quantity)'"))
                .anyMatch(line -> line.contains("views.v2.steps[1]: the column 'upper(service)'"))
                .anyMatch(line -> line.contains("views.v3.steps[0]: the column 'x' is of type VOID"))
                .anyMatch(line -> line.contains("views.v4.steps[0]: the column 'age' is of type INTERVAL"))
                .anyMatch(line -> line.contains("views.v5.steps[0]: two columns are named 'service' and 'Service'"))
                .anyMatch(line -> line.contains("views.v6.steps[0]: two columns are named 'price';"))
                .anyMatch(line -> line.contains("views.v7.steps[0]: the column 'v' is of type VARIANT"))
                .anyMatch(line -> line.contains("views.v8.steps[0]: the column 't' is of type TIMESTAMP_NTZ"))
                .anyMatch(line -> line.contains("views.v9.steps[0]: the column 'a b' cannot be stored"))
                .anyMatch(line -> line.contains("views.yaml:15: views.v10.steps[1]: the column 'Home Feed'"))
                .anyMatch(line -> line.contains("views.v11.steps[0]: ") && line.contains("`servise`"))
                .anyMatch(line -> line.contains("views.v12.steps[0]: the column 't' is of type TIME"));
    }

    @Test
    void aColumnOfAPivotIsRenamedToWhatCanBeStored() throws IOException {
        Answer answer = Answer.to(
                "validate",
                "--spec",
                "../pipelines.yaml",
                "--spec",
                views(
                        """
                  v:
                    from: silver.events
                    steps:
                      - count: {by: [event_date, service], as: n}
                      - pivot: {column: service, values: [Home Feed, search], summarise: {n: sum(n)}}
                      - rename: {home_feed: "`Home Feed`"}
                  w: {from: gold.v, steps: [{select: [event_date, home_feed, "map('a', search) AS m"]}]}
                """));

        assertThat(answer.code()).as(answer.err()).isEqualTo(ExitCode.DONE);
    }

    private String views(String text) throws IOException {
        String indented = text.indent(text.startsWith(" ") ? 0 : 2);
        return Files.writeString(folder.resolve("views.yaml"), "views:\n" + indented)
                .toString();
    }
}
