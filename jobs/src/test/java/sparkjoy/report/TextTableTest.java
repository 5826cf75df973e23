package sparkjoy.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TextTableTest {
    private static final int MANY = 50_000;

    @Test
    void numbersAreAlignedToTheRightAndTextToTheLeft() {
        TextTable table = new TextTable("metric", "units", "lift", "value")
                .row("ctr", "1,204", "-3.5%", "12")
                .row("conversion", "86", "12%", "n/a");

        assertThat(table)
                .hasToString(
                        """
                metric      units   lift  value
                ctr         1,204  -3.5%  12
                conversion     86    12%  n/a""");
    }

    /** Seconds at most; with a look at all rows for each row it takes minutes. */
    @Test
    void theCostOfARowDoesNotGrowWithTheRows() {
        TextTable table = new TextTable("node", "steps");
        for (int row = 0; row < MANY; row++) {
            table.row("node-" + row, String.valueOf(row));
        }

        String text = assertTimeoutPreemptively(Duration.ofSeconds(30), table::toString);

        assertThat(text.lines()).hasSize(MANY + 1);
    }
}
