package sparkjoy.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparkjoy.SharedSpark;
import sparkjoy.gold.KpiJob;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;
import sparkjoy.lease.Lease;
import sparkjoy.spec.SpecReader;

/** What a job of a run sees while another run writes the same lake. */
class SharedStatesTest {
    private static final String EVENTS = "silver.events";
    private static final Job KPIS = new KpiJob();

    @TempDir
    private Path folder;

    private Lake lake;
    private Workspace workspace;
    private SharedStates states;

    @BeforeEach
    void seeTheEvents() {
        lake = new Lake(SharedSpark.session(), folder.toString());
        lake.create(EVENTS);
        workspace = new Workspace(
                SharedSpark.session(),
                lake,
                new SpecReader().read(List.of(Path.of("../docs/minimal.yaml")), List.of(), Map.of()),
                "default",
                List.of(),
                Optional.empty(),
                Provenance.ofRun("run", "spec"),
                false,
                Clock.systemUTC(),
                message -> {},
                new Answers());
        states = SharedStates.of(workspace, List.of(KPIS));
        assertThat(states.workspace().lake().version(EVENTS)).isZero();
        note(EVENTS, Map.of());
    }

    @Test
    void newerEventsAreForTheNextRun() {
        assertThat(eventsUnderALease()).isZero();
    }

    @Test
    void whereAnotherRunHasComputedTheTableFromNewerEventsTheseAreRead() {
        note("gold.kpi_daily", Map.of(EVENTS, 1L));

        assertThat(eventsUnderALease()).isEqualTo(1);
    }

    private long eventsUnderALease() {
        try (Lease lease = workspace.leases().take("job.kpis", "the job kpis")) {
            return states.under(lease, KPIS).lake().version(EVENTS);
        }
    }

    private void note(String table, Map<String, Long> inputs) {
        lake.note(table, Provenance.ofRun("another", "spec").withInputs(inputs));
    }
}
