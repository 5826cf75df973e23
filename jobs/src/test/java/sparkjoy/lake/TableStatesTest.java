package sparkjoy.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.SharedSpark;

/** Which state of a table a steady lake sees after another writer has written. */
class TableStatesTest {
    private static final String TABLE = "ops.reconciliation";

    @TempDir
    private Path folder;

    private Lake lake;
    private Lake steady;

    @BeforeEach
    void seenThenWrittenByAnother() {
        lake = new Lake(SharedSpark.session(), folder.toString());
        lake.create(TABLE);
        steady = lake.steady();
        assertThat(steady.version(TABLE)).isZero();
        note(lake);
    }

    @Test
    void itSeesTheStateThatItSawFirstUntilItWrites() {
        assertThat(steady.version(TABLE)).isZero();

        note(steady);

        assertThat(steady.version(TABLE)).isEqualTo(2);
    }

    @Test
    void underAGuardItLooksAgain() {
        assertThat(steady.guardedBy(() -> {}).version(TABLE)).isEqualTo(1);
        assertThat(steady.guardedInItsStates(() -> {}).version(TABLE)).isZero();
    }

    @Test
    void itLooksAgainAtAllTablesThatAreNotExcepted() {
        steady.lookAgainExceptAt(Set.of(TABLE));
        assertThat(steady.version(TABLE)).isZero();

        steady.lookAgainExceptAt(Set.of());
        assertThat(steady.version(TABLE)).isEqualTo(1);
    }

    private static void note(Lake lake) {
        lake.note(TABLE, Provenance.ofRun("another", "spec"));
    }
}
