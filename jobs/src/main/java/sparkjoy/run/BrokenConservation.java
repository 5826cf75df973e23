package sparkjoy.run;

import java.util.List;
import java.util.stream.Collectors;
import sparkjoy.error.UserError;

/** A conservation equation does not hold; the run stopped before anything that depends on it was published. */
public final class BrokenConservation extends UserError {
    private static final long serialVersionUID = 1L;

    BrokenConservation(String job, List<Balance> broken) {
        super("The job " + job + " lost or duplicated rows: "
                + broken.stream().map(Balance::text).collect(Collectors.joining("; "))
                + ". Later jobs did not run. Compare the named day in bronze and its raw files before running again.");
    }

    /** Throws where an equation of an outcome does not hold. */
    public static void refuse(String job, Outcome outcome) {
        List<Balance> broken = outcome.balances().stream()
                .filter(balance -> !balance.isBalanced())
                .toList();
        if (!broken.isEmpty()) {
            throw new BrokenConservation(job, broken);
        }
    }
}
