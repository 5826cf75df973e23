package sparkjoy.bronze;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat_ws;
import static org.apache.spark.sql.functions.lit;

import java.util.List;
import java.util.Map;
import sparkjoy.lake.Lake;
import sparkjoy.lease.Lease;
import sparkjoy.run.Amount;
import sparkjoy.run.Job;
import sparkjoy.run.Outcome;
import sparkjoy.run.Workspace;

/**
 * Closes entries of bronze.quarantine that nobody will fix. Their lines stay counted as refused.
 *
 * @param note why, kept in the entries' detail
 */
public record Discard(QuarantineFilter filter, String note) implements Job {
    @Override
    public String name() {
        return "discard";
    }

    @Override
    public String contract() {
        return "Closes entries of bronze.quarantine that nobody will fix; their lines still count as refused.";
    }

    @Override
    public List<String> reads() {
        return List.of(Ledger.TABLE);
    }

    @Override
    public List<String> writes() {
        return List.of(BronzeTables.QUARANTINE);
    }

    @Override
    public Outcome run(Workspace workspace) {
        Lake lake = workspace.lake();
        for (String source : workspace.sources()) {
            try (Lease lease = Ingest.lease(workspace, source)) {
                Ingest.recover(workspace.withLease(lease), source);
            }
        }
        long open = Refusals.of(lake, filter.open()).count();
        if (open == 0) {
            return Outcome.nothing("no OPEN entry matches");
        }
        lake.update(
                BronzeTables.QUARANTINE,
                filter.open().condition(),
                Map.of("status", lit("DISCARDED"), "detail", concat_ws("; ", col("detail"), lit("discarded: " + note))),
                workspace.provenance());
        return Outcome.written(
                open,
                Map.of(BronzeTables.QUARANTINE, open),
                new StandingBalance(lake).balances(),
                Amount.of(open, "entry discarded", "entries discarded"));
    }
}
