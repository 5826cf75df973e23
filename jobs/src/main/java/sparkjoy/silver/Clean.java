package sparkjoy.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Observed;
import sparkjoy.lake.Provenance;
import sparkjoy.run.Balance;
import sparkjoy.run.Job;
import sparkjoy.run.Outcome;
import sparkjoy.run.Pending;
import sparkjoy.run.Workspace;

/**
 * Bronze lines become deduplicated, typed events; what breaks an expectation goes to silver.rejected.
 *
 * <p>Each table says in its commit which version of the ledger it was made from. Events are committed first; a run that
 * dies before the rejected ones are is completed by the next.
 */
public final class Clean implements Job {
    private static final String EVENTS = "silver.events";
    private static final String REJECTED = "silver.rejected";

    @Override
    public String name() {
        return "clean";
    }

    @Override
    public String contract() {
        return "Deduplicates the lines of bronze, gives them types, event time and identity, and sets aside what breaks"
                + " an expectation.";
    }

    @Override
    public List<String> reads() {
        return List.of(Bronze.FILES, Bronze.LINES);
    }

    @Override
    public List<String> writes() {
        return List.of(EVENTS, REJECTED);
    }

    @Override
    public Outcome run(Workspace workspace) {
        Lake lake = workspace.lake();
        lake.create(EVENTS);
        lake.create(REJECTED);
        long ledger = lake.version(Bronze.FILES);
        Provenance provenance = workspace.provenance().of(Map.of(Bronze.FILES, ledger));
        Optional<Long> before = lastLedger(lake, EVENTS);
        Optional<Long> rejectedBefore = lastLedger(lake, REJECTED);
        boolean isCurrent = isCurrent(lake, before, ledger);
        boolean isRejectedCurrent = isCurrent(lake, rejectedBefore, ledger);
        if (isCurrent && isRejectedCurrent) {
            return Outcome.nothing("no new lines");
        }
        Expectations expectations = new Expectations(
                ConsentRule.of(workspace.spec().consent()), workspace.spec().expectations());
        Mapping mapping = Mapping.from(workspace.spec());
        Counts counts = isCurrent
                ? Counts.UNKNOWN
                : publish(lake, new Bronze(lake, before, ledger), mapping, expectations, provenance);
        boolean mayReject = counts.changesRejected() || !rejectedBefore.equals(before);
        long rejected = mayReject
                ? reject(lake, new Bronze(lake, rejectedBefore, ledger), mapping, expectations, provenance)
                : acknowledge(lake, provenance);
        return Outcome.written(
                counts.events() + rejected,
                Map.of(EVENTS, counts.events(), REJECTED, rejected),
                List.of(distinctIds(lake, ledger)),
                counts.told());
    }

    @Override
    public Pending pending(Workspace workspace) {
        Lake lake = workspace.lake();
        if (!lake.exists(Bronze.FILES)) {
            return Pending.of("no lines in bronze yet");
        }
        Bronze bronze = new Bronze(
                lake, lake.exists(EVENTS) ? lastLedger(lake, EVENTS) : Optional.empty(), lake.version(Bronze.FILES));
        long objects = bronze.objectsAdded();
        return Pending.of(objects == 0 ? "no new lines" : String.format("lines of %,d objects in bronze", objects));
    }

    /** Rows that a publication wrote or kept out for want of consent, and whether the rejected ones are others now. */
    private record Counts(long events, long withoutConsent, boolean changesRejected) {
        static final Counts UNKNOWN = new Counts(0, 0, true);

        String told() {
            return String.format("%,d events", events)
                    + (withoutConsent > 0 ? String.format(", %,d kept out without consent", withoutConsent) : "");
        }
    }

    private static Counts publish(
            Lake lake, Bronze bronze, Mapping mapping, Expectations expectations, Provenance provenance) {
        Dataset<Row> known = lake.read(EVENTS);
        Change change = bronze.before().isPresent()
                ? Change.since(bronze, known, lake.read(REJECTED))
                : Change.ofEverything(bronze);
        Observation observation = new Observation();
        Dataset<Row> accepted = Events.parsed(change.entering(), mapping)
                .withColumn("rule", expectations.brokenRule())
                .observe(
                        observation,
                        count(when(col("rule").isNull(), 1)).as("events"),
                        count(when(not(col("has_consent")), 1)).as("without_consent"),
                        count(col("rule")).as("rejected"))
                .filter("rule IS NULL");
        if (bronze.before().isEmpty()) {
            lake.overwrite(EVENTS, accepted, provenance);
        } else if (change.leaving().isEmpty()) {
            lake.append(EVENTS, accepted, provenance);
        } else {
            replaceDays(lake, known, accepted, change.leaving(), provenance);
        }
        Observed observed = Observed.in(observation);
        return new Counts(
                observed.number("events"),
                observed.number("without_consent"),
                observed.number("rejected") > 0 || !change.obsolete().isEmpty());
    }

    /** Rewrites the days that events leave, in the same commit in which the new events enter. */
    private static void replaceDays(
            Lake lake, Dataset<Row> known, Dataset<Row> accepted, Dataset<Row> leaving, Provenance provenance) {
        NavigableSet<LocalDate> days = known
                .join(leaving, Deduplication.LINE, "left_semi")
                .select("event_date")
                .union(accepted.select("event_date"))
                .distinct()
                .collectAsList()
                .stream()
                .map(row -> row.getDate(0).toLocalDate())
                .collect(Collectors.toCollection(TreeSet::new));
        Dataset<Row> staying =
                Deduplication.without(known.filter(col("event_date").isInCollection(days)), leaving);
        lake.replaceDays(
                EVENTS, days, staying.unionByName(accepted.drop("payload", "has_consent", "rule")), provenance);
    }

    /** Of the lines that should be events, those that are none. */
    private static long reject(
            Lake lake, Bronze bronze, Mapping mapping, Expectations expectations, Provenance provenance) {
        Dataset<Row> known = lake.read(REJECTED);
        Change change = Change.since(bronze, lake.read(EVENTS), known);
        Dataset<Row> rejected = Events.parsed(change.entering(), mapping)
                .withColumn("rule", expectations.brokenRule())
                .filter("rule IS NOT NULL")
                .withColumn("reason", expectations.reason(col("rule")))
                .select("source_id", "message_id", "path", "line_number", "rule", "reason", "payload")
                .persist();
        if (change.obsolete().isEmpty()) {
            lake.append(REJECTED, rejected, provenance);
        } else {
            lake.overwrite(
                    REJECTED, Deduplication.without(known, change.obsolete()).unionByName(rejected), provenance);
        }
        long rows = rejected.count();
        rejected.unpersist();
        return rows;
    }

    private static long acknowledge(Lake lake, Provenance provenance) {
        lake.append(REJECTED, lake.read(REJECTED).limit(0), provenance);
        return 0;
    }

    private static Balance distinctIds(Lake lake, long ledger) {
        long ids = Deduplication.distinctIds(new Bronze(lake, Optional.empty(), ledger).lines());
        long events = lake.read(EVENTS).count() + lake.read(REJECTED).count();
        return Balance.of("distinct ids in bronze = silver.events + silver.rejected", ids, events);
    }

    /** The ledger that a table was made from; empty where it was none, or can no longer be read to see what is new. */
    private static Optional<Long> lastLedger(Lake lake, String table) {
        return lake.lastProvenance(table)
                .map(found -> found.inputs().get(Bronze.FILES))
                .filter(seen -> lake.readIfKept(Bronze.FILES, seen).isPresent());
    }

    private static boolean isCurrent(Lake lake, Optional<Long> seen, long ledger) {
        return seen.filter(version -> lake.isUnchanged(Bronze.FILES, version, ledger))
                .isPresent();
    }
}
