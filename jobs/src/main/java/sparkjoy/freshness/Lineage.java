package sparkjoy.freshness;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import sparkjoy.lake.Lake;

/** Finds the state of the ledger that a table was made from, through the versions that each commit says it has read. */
record Lineage(Lake lake) {
    static final String LEDGER = "bronze.files";

    /** The oldest version of the ledger among all inputs of a table; empty where a commit does not say. */
    Optional<Long> ledgerOf(String table) {
        return ledgerOf(table, lake.version(table));
    }

    private Optional<Long> ledgerOf(String table, long version) {
        if (table.equals(LEDGER)) {
            return Optional.of(version);
        }
        List<Optional<Long>> ledgers = lake.lastProvenance(table, version).stream()
                .flatMap(found -> found.inputs().entrySet().stream())
                .filter(input ->
                        input.getKey().equals(LEDGER) || !input.getKey().startsWith("bronze."))
                .map(input -> ledgerOf(input.getKey(), sameRows(input.getKey(), input.getValue())))
                .toList();
        return ledgers.stream().allMatch(Optional::isPresent)
                ? ledgers.stream().flatMap(Optional::stream).min(Comparator.naturalOrder())
                : Optional.empty();
    }

    /** The newest version with the rows of this one: it may have seen more of the ledger without a new event. */
    private long sameRows(String table, long version) {
        long newest = lake.version(table);
        return lake.isUnchanged(table, version, newest) ? newest : version;
    }
}
