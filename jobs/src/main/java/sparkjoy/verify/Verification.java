package sparkjoy.verify;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.error.UserError;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;
import sparkjoy.lake.SameColumns;
import sparkjoy.run.BrokenConservation;
import sparkjoy.run.Job;
import sparkjoy.run.Outcome;
import sparkjoy.run.Workspace;

/**
 * Computes silver and gold once more from bronze as a whole, in a folder next to the tables and without their state, and
 * compares: what runs have built up step by step is what one run makes, or each difference is named.
 *
 * @param workspace whose tables are judged; its days restrict the comparison of tables that have an event_date
 * @param jobs of the pipeline that read bronze or what is made of it, in dependency order
 */
public record Verification(Workspace workspace, List<Job> jobs) {
    private static final List<String> BRONZE = List.of("bronze.files", "bronze.segment_logs");

    /** One verdict a table, in the order in which the tables are made. */
    public List<TableVerdict> verdicts() {
        String folder = "_verify-" + workspace.provenance().runId();
        List<String> tables =
                jobs.stream().flatMap(job -> job.writes().stream()).toList();
        Lake standing = workspace.lake().scratch(folder, concat(BRONZE, tables));
        tables.forEach(table -> requireCurrent(standing, table));
        Lake scratch = standing.scratch(folder, BRONZE);
        try {
            Workspace scratchWorkspace = workspace.withLake(scratch);
            jobs.forEach(job -> compute(job, scratchWorkspace));
            return tables.stream()
                    .map(table -> compared(table, standing, scratch))
                    .toList();
        } finally {
            workspace.spark().catalog().clearCache();
            scratch.remove();
        }
    }

    private static List<String> concat(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** What no run has brought up to its inputs yet is not a fault of a table, but could not be distinguished from one. */
    private static void requireCurrent(Lake lake, String table) {
        Map<String, Long> inputs =
                lake.lastProvenance(table).map(Provenance::inputs).orElse(Map.of());
        boolean isCurrent = !inputs.isEmpty()
                && inputs.entrySet().stream()
                        .allMatch(input ->
                                lake.isUnchanged(input.getKey(), input.getValue(), lake.version(input.getKey())));
        if (!isCurrent) {
            throw new UserError(
                    table + " is not up to date with its inputs: let `joy run all` finish first, then verify.");
        }
    }

    private void compute(Job job, Workspace scratchWorkspace) {
        workspace.progress().say("verify: recomputing " + job.name() + " …");
        Outcome outcome = job.run(scratchWorkspace);
        workspace.spark().catalog().clearCache();
        BrokenConservation.refuse(job.name(), outcome);
    }

    private TableVerdict compared(String table, Lake standing, Lake scratch) {
        workspace.progress().say("verify: comparing " + table + " …");
        Dataset<Row> now = ofDays(standing.read(table));
        Dataset<Row> computed = SameColumns.as(now.schema(), ofDays(scratch.read(table)));
        return standing.contracts()
                .find(table)
                .map(contract -> new Comparison(table, contract.key(), now, computed))
                .orElseGet(() -> Comparison.ofRows(table, now, computed))
                .verdict();
    }

    private Dataset<Row> ofDays(Dataset<Row> rows) {
        boolean hasDays = Arrays.asList(rows.columns()).contains("event_date");
        return workspace
                .days()
                .filter(days -> hasDays)
                .map(days -> rows.filter(days.contain("event_date")))
                .orElse(rows);
    }
}
