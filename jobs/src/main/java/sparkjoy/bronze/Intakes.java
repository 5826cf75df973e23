package sparkjoy.bronze;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import sparkjoy.lake.Lake;
import sparkjoy.run.Balance;
import sparkjoy.run.Outcome;

/** What the batches of a run brought, in all. */
record Intakes(long files, long lines, long rows, long refused, List<Balance> balances) {
    static final Intakes NOTHING = new Intakes(0, 0, 0, 0, List.of());

    /** These and one more batch, its lines counted anew in bronze. */
    Intakes plus(Lake lake, BatchReport report) {
        return new Intakes(
                files + report.batch().files().size(),
                lines + report.lines(),
                rows + report.rows(),
                refused + report.refused(),
                Stream.concat(balances.stream(), LineBalance.of(lake, report).stream())
                        .toList());
    }

    boolean isBalanced() {
        return balances.stream().allMatch(Balance::isBalanced);
    }

    Outcome outcome(double refusedShare) {
        if (files == 0 && refused == 0) {
            return Outcome.nothing("0 new files");
        }
        return new Outcome(
                lines,
                Map.of(Intake.LINES, rows, Intake.QUARANTINE, refused, Ledger.TABLE, files),
                balances,
                List.of(String.format("%,d new files, %,d lines, %,d refused", files, lines, refused)),
                refused > refusedShare * (lines + refused));
    }
}
