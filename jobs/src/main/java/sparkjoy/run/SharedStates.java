package sparkjoy.run;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sparkjoy.lake.Lake;
import sparkjoy.lease.Lease;

/**
 * The states of the tables that the jobs of one run read and write, which each job takes over from those before it.
 *
 * @param workspace sees each table in one state
 */
record SharedStates(Workspace workspace, Set<String> tables) {

    static SharedStates of(Workspace workspace, List<Job> jobs) {
        Set<String> tables = jobs.stream()
                .flatMap(job -> Stream.concat(job.reads().stream(), job.writes().stream()))
                .collect(Collectors.toSet());
        return new SharedStates(workspace.steady(), tables);
    }

    /** For a job that has just got its lease: until then another run may have written its tables, from newer inputs too. */
    Workspace under(Lease lease, Job job) {
        lookAgainAt(job);
        if (job.writes().stream().anyMatch(this::isMadeFromNewerInputs)) {
            lookAgain();
        }
        return workspace.withLeaseInItsStates(lease);
    }

    /** Forgets the states of the tables that a job writes, and of those that no job names. */
    void lookAgainAt(Job job) {
        Set<String> others = new HashSet<>(tables);
        others.removeAll(job.writes());
        workspace.lake().lookAgainExceptAt(others);
    }

    /** Forgets all states. */
    void lookAgain() {
        workspace.lake().lookAgainExceptAt(Set.of());
    }

    private boolean isMadeFromNewerInputs(String table) {
        Lake lake = workspace.lake();
        return lake.lastProvenance(table).stream()
                .flatMap(made -> made.inputs().entrySet().stream())
                .anyMatch(input -> input.getValue() > lake.version(input.getKey()));
    }
}
