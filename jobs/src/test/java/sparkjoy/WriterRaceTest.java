package sparkjoy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The short form of `make rig-race`. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class WriterRaceTest {
    @TempDir
    private Path folder;

    @Test
    void twoDriversThatMakeAndFillOneTableLoseNothing() throws IOException, InterruptedException {
        WriterRace race = new WriterRace(2, 8, "conditional");

        WriterRace.Result result = race.run(folder);

        assertThat(result.asked()).hasSize(8);
        assertThat(result.found()).containsExactlyInAnyOrderElementsOf(result.asked());
    }
}
