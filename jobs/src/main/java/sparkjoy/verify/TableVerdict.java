package sparkjoy.verify;

import java.util.List;

/**
 * A table compared with the same table recomputed.
 *
 * @param rows that stand there
 * @param hash over all of them
 * @param recomputedHash over the recomputed rows; equal hashes, equal rows
 * @param deviating keys whose rows differ
 * @param deviations the first of these, by key
 */
public record TableVerdict(
        String table, long rows, String hash, String recomputedHash, long deviating, List<Deviation> deviations) {
    public boolean isEqual() {
        return deviating == 0;
    }
}
