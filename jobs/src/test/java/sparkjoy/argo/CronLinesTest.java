package sparkjoy.argo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A schedule in cron's words. */
final class CronLinesTest {

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
                    1 hour     | 0 * * * *
                    6 hours    | 0 0,6,12,18 * * *
                    7 hours    | 0 0,7,14,21 * * *
                    1 day      | 0 0 * * *
                    3 days     | 0 0 */3 * *
                    0 4 * * 1  | 0 4 * * 1
                    """)
    void manySchedulesTakeOneLine(String schedule, String line) {
        assertThat(CronLines.of(schedule)).containsExactly(line);
    }
}
