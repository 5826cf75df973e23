package sparkjoy.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.InDriver;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;
import sparkjoy.run.Balance;
import sparkjoy.spec.Consent;

/**
 * Writes silver.rejected, in the last commit of a run. It seals the events, names their version as verified, only where
 * they and the rejected lines are all that bronze holds: else every further run looks again, and fails again.
 *
 * @param bronze all lines that events are made of
 * @param verifiedIds how many ids bronze had when it was last found that none is lost or doubled; empty where it has to
 *     be found from all lines
 */
record Rejections(Publication publication, Bronze bronze, Optional<Long> verifiedIds) {
    static final String TABLE = "silver.rejected";

    /** Rows that were written, those of them without consent, and whether no id is lost or doubled. */
    record Written(long rows, long withoutConsent, Balance balance) {}

    /** Whether the last run of all saw the events and rejected lines that stand, and found them whole. */
    static boolean isVerified(Lake lake) {
        return lake.provenanceOfRows(TABLE)
                .map(found -> found.inputs().get(Publication.EVENTS))
                .filter(verified -> lake.isUnchanged(Publication.EVENTS, verified, lake.version(Publication.EVENTS)))
                .isPresent();
    }

    /** How many ids silver has. */
    static long ids(Lake lake) {
        return lake.rows(Publication.EVENTS) + lake.rows(TABLE);
    }

    /** Of the lines that changed since the earlier state of bronze, those that should be events and are none. */
    Written sinceThen() {
        Lake lake = publication.lake();
        return write(Change.since(bronze, lake.read(Publication.EVENTS), lake.read(TABLE), true));
    }

    Written write(Change change) {
        Lake lake = publication.lake();
        Dataset<Row> rejected = rejected(change).persist();
        boolean isAddition = InDriver.areNone(change.obsolete());
        Dataset<Row> staying = isAddition ? known() : Deduplication.without(known(), change.obsolete());
        Row counted = rejected.agg(count(lit(1)), count(when(col("rule").equalTo(Consent.RULE), 1)))
                .first();
        long rows = counted.getLong(0);
        Balance balance = balance(change.newIds(), staying.count() + rows);
        if (isAddition) {
            lake.append(TABLE, rejected, provenance(balance));
        } else {
            lake.overwrite(TABLE, staying.unionByName(rejected), provenance(balance));
        }
        rejected.unpersist();
        return new Written(rows, counted.getLong(1), balance);
    }

    /**
     * No line is rejected that was not, and none any more that was.
     *
     * @param newIds how many ids no line had before
     */
    Written none(long newIds) {
        Balance balance = balance(() -> Optional.of(newIds), publication.lake().rows(TABLE));
        publication.lake().note(TABLE, provenance(balance));
        return new Written(0, 0, balance);
    }

    private Dataset<Row> known() {
        return publication.lake().read(TABLE);
    }

    private Dataset<Row> rejected(Change change) {
        Expectations expectations = publication.expectations();
        return Events.parsed(change.entering(), publication.mapping())
                .withColumn("rule", expectations.brokenRule())
                .filter("rule IS NOT NULL")
                .withColumn("reason", expectations.reason(col("rule")))
                .select("source_id", "message_id", "path", "line_number", "rule", "reason", "payload");
    }

    private Balance balance(Supplier<Optional<Long>> newIds, long rejected) {
        long ids = verifiedIds
                .flatMap(verified -> newIds.get().map(more -> verified + more))
                .orElseGet(() -> Deduplication.distinctIds(bronze.lines()));
        long events = publication.lake().rows(Publication.EVENTS);
        return Balance.of("distinct ids in bronze = silver.events + silver.rejected", ids, events + rejected);
    }

    private Provenance provenance(Balance balance) {
        Provenance unsealed = publication.provenance();
        if (!balance.isBalanced()) {
            return unsealed;
        }
        Map<String, Long> inputs = new HashMap<>(unsealed.inputs());
        inputs.put(Publication.EVENTS, publication.lake().version(Publication.EVENTS));
        return unsealed.withInputs(inputs);
    }
}
