package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import sparkjoy.cli.ExitCode;

/** Running everything again, with or without days, changes no row. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ReplayTest {
    private static ShopLogs logs;

    @BeforeAll
    static void ran() {
        logs = ShopLogs.made();
    }

    @Test
    @Order(1)
    void runAgainWithNothingNewSaysZeroNewFilesAndWritesNoTable() {
        Map<String, Long> before = versions();

        Answer again = logs.pipeline().runAll();

        assertThat(again.code()).isEqualTo(ExitCode.DONE);
        assertThat(again.out()).contains("0 new files", "no new lines", "no changed days", "no changed input");
        assertThat(versions()).isEqualTo(before);
        assertThat(logs.pipeline().contents().differences(logs.contents())).isEmpty();
    }

    /** Silver's days are made anew, so that the next run looks at them once more. */
    @Test
    @Order(2)
    void recomputingDaysGivesTheSameRows() {
        TestPipeline days = logs.pipeline().withOptions("--from", "2026-03-01", "--to", "2026-03-05");

        Answer again = days.runAll();

        assertThat(again.code()).isEqualTo(ExitCode.DONE);
        assertThat(again.out()).contains("gold.kpi_daily " + logs.contents().rows("gold.kpi_daily"));
        assertThat(logs.pipeline().contents().differences(logs.contents())).isEmpty();
    }

    private static Map<String, Long> versions() {
        return Stream.concat(
                        Contents.PURE.stream(),
                        List.of("bronze.files", "bronze.segment_logs", "bronze.quarantine").stream())
                .collect(Collectors.toMap(
                        table -> table, table -> logs.pipeline().tables().version(table)));
    }
}
