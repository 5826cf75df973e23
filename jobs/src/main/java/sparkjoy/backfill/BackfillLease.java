package sparkjoy.backfill;

import sparkjoy.lease.Lease;
import sparkjoy.run.Workspace;

/** At most one backfill, promotion or rollback of a pipeline at a time. */
final class BackfillLease {
    private BackfillLease() {}

    static Lease take(Workspace workspace) {
        return workspace
                .leases()
                .take("backfill." + workspace.pipeline(), "the backfills of pipeline " + workspace.pipeline());
    }
}
