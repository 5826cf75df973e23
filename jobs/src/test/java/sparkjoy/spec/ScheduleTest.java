package sparkjoy.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a schedule, and what is said of what is not. */
final class ScheduleTest {
    private static final int DAY = 1440;

    @Test
    void anIntervalIsValidWhereItDividesADay() {
        List<Integer> minutes = IntStream.rangeClosed(1, 5000)
                .filter(number -> isValid(number + " minutes"))
                .boxed()
                .toList();
        List<Integer> hours = IntStream.rangeClosed(1, 500)
                .filter(number -> isValid(number + " hours"))
                .boxed()
                .toList();
        List<Integer> days = IntStream.rangeClosed(1, 500)
                .filter(number -> isValid(number + " days"))
                .boxed()
                .toList();

        assertThat(minutes).hasSize(36).allMatch(number -> DAY % number == 0);
        assertThat(hours).containsExactly(1, 2, 3, 4, 6, 8, 12, 24);
        assertThat(days).containsExactly(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    7 hours        | write 6 hours or 8 hours
                    100 minutes    | write 96 minutes or 2 hours
                    23 hours       | write 12 hours or 1 day
                    7 minutes      | write 6 minutes or 8 minutes
                    1000 minutes   | write 12 hours or 1 day
                    36 hours       | longer than a day; write 1 day, or a cron line such as 0 0 * * 1
                    48 hours       | longer than a day
                    3000 minutes   | longer than a day
                    2 days         | longer than a day
                    7 days         | longer than a day
                    2 weeks        | longer than a day
                    1441 minutes   | longer than a day
                    0 minutes      | is zero
                    40m            | write '40m' as 40 minutes
                    90min          | write '90min' as 90 minutes
                    040 minutes    | write '040 minutes' as 40 minutes
                    24 h           | write '24 h' as 1 day
                    1.5 hours      | is not a schedule; write 40 minutes
                    -40 minutes    | is not a schedule
                    @fortnightly   | @daily, @hourly, @midnight, @monthly
                    @reboot        | is not a schedule
                    0 0 0 * * *    | is not a schedule
                    0 4 L * *      | the cron day 'L' is not valid
                    0 4 ? * 1      | the cron day '?' is not valid
                    0 4 * * 8      | the cron weekday '8' is not valid; write *, or numbers from 0 to 6 or names like MON
                    0 4 * * MON#1  | the cron weekday 'MON#1' is not valid
                    0 4 * * SAT-MON | the cron weekday 'SAT-MON' is not valid
                    0 4 * * MONDAY | the cron weekday 'MONDAY' is not valid
                    0 22-4 * * *   | the cron hour '22-4' is not valid
                    60 * * * *     | the cron minute '60' is not valid
                    */0 * * * *    | the cron minute '*/0' is not valid
                    0 0 0 * *      | the cron day '0' is not valid
                    0 0 1 FEBR *   | the cron month 'FEBR' is not valid
                    0 0 1 mon *    | the cron month 'mon' is not valid
                    , * * * *      | the cron minute ',' is not valid
                    0 0 31 2 *     | never occurs
                    0 0 30,31 FEB * | never occurs
                    0 0 31 4,6 *   | never occurs
                    """)
    void whatIsWrongIsSaidWithWhatToWrite(String schedule, String message) {
        assertThat(Schedule.reason(schedule)).get().asString().contains(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@daily",
                "@hourly",
                "@yearly",
                "0 4 * * MON-FRI",
                "0 4 * * fri-SUN",
                "0 0 * * 7",
                "0 0 29 2 *",
                "0 0 31 2 1",
                "5/15 * * * *",
                "*/40 * * * *",
                " 0 4 * * * ",
                "0\t4 * * *",
                "0 0 31 2-3 *"
            })
    void otherCronLinesAreValid(String schedule) {
        assertThat(Schedule.reason(schedule)).isEmpty();
    }

    private static boolean isValid(String schedule) {
        return Schedule.reason(schedule).isEmpty();
    }
}
