package sparkjoy.argo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sparkjoy.Generated;

/** A schedule in cron's words. */
final class CronLinesTest {
    /** Each of them shows a way in which cron's parsers differ, or could. */
    private static final List<String> CRON = List.of(
            "@hourly",
            "@daily",
            "@midnight",
            "@weekly",
            "@monthly",
            "@yearly",
            "@annually",
            "0 4 * * MON-FRI",
            "0 4 * * mon,WED",
            "0 4 * * FRI-SUN",
            "0 4 * * SUN-TUE",
            "0 4 1 JAN-mar *",
            "0 0 * * 7",
            "0 0 * * 5-7",
            "0 0 * * 1-7",
            "0 0 * * 0-7",
            "0 0 * * 0-6",
            "0 0 1-31 * 1",
            "0 0 */1 * 1",
            "0 0 */2 * 1",
            "0 0 2-31/2 * 1",
            "0 0 1 * */1",
            "0 0 1 * */2",
            "0 0 1 * 0-6",
            "0 0 1 * 1-5",
            "0 0 5,*/10 * 1",
            "0 0 1/2 * *",
            "0 0 * 2/3 *",
            "0 0 * */5 *",
            "0 0 * * 1/2",
            "0 0 * * 6/1",
            "0 0 * * 1-5/2",
            "5/15 * * * *",
            "*/40 * * * *",
            "*/70 * * * *",
            "50/70 * * * *",
            "0-59/7 3 * * *",
            "0 0 31 2 1",
            "0 0 29 2 *",
            "0 0 30 4,2 *",
            "  0  4  *  * * ",
            "00 04 * * *",
            "0,0,30 4 * * *",
            "*/1 0-23 * */1 *",
            "17 3,9-11,*/6 * * *");

    @Test
    void everyFortyMinutesTakesTwoLines() {
        assertThat(CronLines.of("40 minutes"))
                .containsExactly(
                        "0,40 0,2,4,6,8,10,12,14,16,18,20,22 * * *", "20 1,3,5,7,9,11,13,15,17,19,21,23 * * *");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    20 minutes | 0,20,40 * * * *
                    1 minute   | * * * * *
                    1 hour     | 0 * * * *
                    6 hours    | 0 0,6,12,18 * * *
                    1 day      | 0 0 * * *
                    24 hours   | 0 0 * * *
                    0 4 * * 1  | 0 4 * * 1
                    0 4 * * 7  | 0 4 * * 0
                    @weekly    | 0 0 * * 0
                    """)
    void manySchedulesTakeOneLine(String schedule, String line) {
        assertThat(CronLines.of(schedule)).containsExactly(line);
    }

    /** A test of Airflow's compares the instants of each line, as Argo's parser counts them, with its own. */
    @Test
    void allIntervalsAndManyCronLinesAreKeptForTheOtherScheduler() throws IOException {
        Map<String, Object> lines = new LinkedHashMap<>();
        Stream.concat(intervals(), CRON.stream()).forEach(schedule -> lines.put(schedule, CronLines.of(schedule)));

        Generated.check(Path.of("src/test/resources/schedules.yaml"), Tree.yaml(lines));
    }

    private static Stream<String> intervals() {
        return Stream.of("minute", "hour", "day").flatMap(unit -> IntStream.rangeClosed(1, 1440 / minutes(unit))
                .filter(number -> 1440 % (number * minutes(unit)) == 0)
                .mapToObj(number -> number + " " + unit + (number == 1 ? "" : "s")));
    }

    private static int minutes(String unit) {
        return Map.of("minute", 1, "hour", 60, "day", 1440).get(unit);
    }
}
