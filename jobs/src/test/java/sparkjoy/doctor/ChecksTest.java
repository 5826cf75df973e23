package sparkjoy.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each check at its bounds. */
class ChecksTest {
    private static final long GIB = 1L << 30;

    @TempDir
    private Path folder;

    @Test
    void aHeapFitsTheMachine() {
        assertThat(MachineChecks.memory(4 * GIB, 24 * GIB).level()).isEqualTo(Check.Level.OK);
        assertThat(MachineChecks.memory(4 * GIB, 4 * GIB))
                .satisfies(check -> assertThat(check.level()).isEqualTo(Check.Level.WARNING))
                .satisfies(check -> assertThat(check.fix()).contains("export JOY_MEMORY=2048m"));
        assertThat(MachineChecks.memory(GIB / 2, 24 * GIB).fix()).contains("export JOY_MEMORY=4g");
    }

    @Test
    void anOldJavaIsNamed() {
        assertThat(MachineChecks.java(17).level()).isEqualTo(Check.Level.OK);
        assertThat(MachineChecks.java(11).level()).isEqualTo(Check.Level.FAILED);
        assertThat(MachineChecks.java(11).result()).isEqualTo("version 11, but 17 or later is needed");
    }

    @Test
    void temporaryFilesNeedAFolder() throws IOException {
        assertThat(MachineChecks.disk(folder).level()).isNotEqualTo(Check.Level.FAILED);
        assertThat(MachineChecks.disk(folder.resolve("none")).level()).isEqualTo(Check.Level.FAILED);
        assertThat(MachineChecks.disk(Files.writeString(folder.resolve("file"), ""))
                        .fix())
                .hasValueSatisfying(fix -> assertThat(fix).contains("SPARK_LOCAL_DIRS"));
    }

    @Test
    void aPortThatIsTakenHasAnother() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            Check check = MachineChecks.port(port);

            assertThat(check.level()).isEqualTo(Check.Level.WARNING);
            assertThat(check.fix()).contains("bin/joy serve --port " + (port + 1));
        }
        assertThat(MachineChecks.port(0).level()).isEqualTo(Check.Level.OK);
    }

    @Test
    void aClockMayBeAMinuteOff() {
        assertThat(SpecChecks.clockSkew(Duration.ofMinutes(-1)).level()).isEqualTo(Check.Level.OK);
        assertThat(SpecChecks.clockSkew(Duration.ofSeconds(61)))
                .satisfies(check -> assertThat(check.level()).isEqualTo(Check.Level.WARNING))
                .satisfies(
                        check -> assertThat(check.result()).startsWith("the storage's clock is 61 seconds ahead of"));
        assertThat(SpecChecks.clockSkew(Duration.ofSeconds(-61)).result()).contains("61 seconds behind");
    }

    @Test
    void aLocalLakeIsAFolderOrCanBeOne() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");

        assertThat(SpecChecks.localLake(folder).result()).endsWith("can be written");
        assertThat(SpecChecks.localLake(folder.resolve("new/lake")).result()).endsWith("can be created");
        assertThat(folder.resolve("new")).doesNotExist();
        assertThat(SpecChecks.localLake(file.resolve("lake")).level()).isEqualTo(Check.Level.FAILED);
    }
}
