package sparkjoy.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;
import sparkjoy.run.Balance;
import sparkjoy.run.Days;
import sparkjoy.run.Job;
import sparkjoy.run.Outcome;
import sparkjoy.run.Pending;
import sparkjoy.run.Workspace;
import sparkjoy.spec.EventTime;

/**
 * Bronze lines become deduplicated, typed events; what breaks an expectation goes to silver.rejected.
 *
 * <p>Each table says in its commit which version of the ledger it was made from. Events are committed first; a run that
 * dies before the rejected ones are is completed by the next.
 */
public final class Clean implements Job {
    private static final String EVENTS = Publication.EVENTS;
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
        Optional<Long> before = lastLedger(lake, EVENTS);
        Optional<Long> rejectedBefore = lastLedger(lake, REJECTED);
        boolean isCurrent = isCurrent(lake, before, ledger);
        boolean isSettled = isSettled(lake);
        if (isCurrent && isCurrent(lake, rejectedBefore, ledger) && isSettled) {
            return workspace.days().isPresent() ? ofDays(workspace, ledger) : Outcome.nothing("no new lines");
        }
        Publication publication = publication(workspace, ledger);
        Bronze bronze = new Bronze(lake, before, ledger);
        Counts counts = isCurrent ? Counts.UNKNOWN : publish(publication, bronze, before.isEmpty());
        if (!isSettled && before.isPresent()) {
            publication.restate();
        }
        boolean mayReject = counts.changesRejected() || !rejectedBefore.equals(before);
        long rejected = mayReject ? reject(publication, bronze.since(rejectedBefore)) : acknowledge(publication);
        if (workspace.days().isPresent()) {
            return ofDays(workspace, ledger);
        }
        return Outcome.written(
                counts.events() + rejected,
                Map.of(EVENTS, counts.events(), REJECTED, rejected),
                List.of(distinctIds(lake, bronze)),
                counts.told());
    }

    /** Makes days anew by the rules of now, from all lines of bronze; silver has seen these before. */
    private static Outcome ofDays(Workspace workspace, long ledger) {
        Lake lake = workspace.lake();
        Days days = workspace.days().orElseThrow();
        EventTime bounds = workspace.spec().eventTime();
        Publication publication = publication(workspace, ledger);
        Bronze bronze = new Bronze(lake, Optional.empty(), ledger);
        Change change = Change.ofDays(
                bronze,
                Events.standing(lake),
                lake.read(REJECTED),
                publication.mapping(),
                days,
                col("received_at")
                        .between(
                                lit(Timestamp.from(start(days.from()).minus(bounds.maxEarly()))),
                                lit(Timestamp.from(start(days.to()).plus(bounds.maxLate())))));
        Publication.Counts counts = publication.of(change);
        long rejected = reject(publication, change);
        return new Outcome(
                counts.events() + rejected,
                Map.of(EVENTS, counts.events(), REJECTED, rejected),
                List.of(distinctIds(lake, bronze)),
                List.of(String.format("%s made anew, %,d events", Days.told(days.all()), counts.events())),
                days.all(),
                false);
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    private static Publication publication(Workspace workspace, long ledger) {
        return new Publication(
                workspace.lake(),
                Mapping.from(workspace.spec()),
                new Expectations(
                        ConsentRule.of(workspace.spec().consent()),
                        workspace.spec().expectations()),
                Restatement.of(workspace.spec()),
                workspace.provenance().of(Map.of(Bronze.FILES, ledger)));
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

    /**
     * Rows that a publication wrote or kept out for want of consent, copies that say something else than their event,
     * and whether the rejected ones are others now.
     */
    private record Counts(long events, long withoutConsent, long conflicts, boolean changesRejected) {
        static final Counts UNKNOWN = new Counts(0, 0, 0, true);

        String told() {
            return String.format("%,d events", events)
                    + (withoutConsent > 0 ? String.format(", %,d kept out without consent", withoutConsent) : "")
                    + (conflicts > 0
                            ? String.format(
                                    ", %,d later copies say something else than their event (joy status names some)",
                                    conflicts)
                            : "");
        }
    }

    private static Counts publish(Publication publication, Bronze bronze, boolean isFirst) {
        Lake lake = publication.lake();
        Change change =
                isFirst ? Change.ofEverything(bronze) : Change.since(bronze, lake.read(EVENTS), lake.read(REJECTED));
        long conflicts = new Conflicts(lake).record(bronze.lines(), change.copies(), publication.provenance());
        Publication.Counts counts = isFirst ? publication.ofEverything(change) : publication.of(change);
        return new Counts(
                counts.events(),
                counts.withoutConsent(),
                conflicts,
                counts.rejected() > 0 || !change.obsolete().isEmpty());
    }

    /** Of the lines that should be events, those that are none. */
    private static long reject(Publication publication, Bronze bronze) {
        Lake lake = publication.lake();
        return reject(publication, Change.since(bronze, lake.read(EVENTS), lake.read(REJECTED)));
    }

    private static long reject(Publication publication, Change change) {
        Lake lake = publication.lake();
        Expectations expectations = publication.expectations();
        Dataset<Row> known = lake.read(REJECTED);
        Dataset<Row> rejected = Events.parsed(change.entering(), publication.mapping())
                .withColumn("rule", expectations.brokenRule())
                .filter("rule IS NOT NULL")
                .withColumn("reason", expectations.reason(col("rule")))
                .select("source_id", "message_id", "path", "line_number", "rule", "reason", "payload")
                .persist();
        if (change.obsolete().isEmpty()) {
            lake.append(REJECTED, rejected, seal(publication));
        } else {
            lake.overwrite(
                    REJECTED, Deduplication.without(known, change.obsolete()).unionByName(rejected), seal(publication));
        }
        long rows = rejected.count();
        rejected.unpersist();
        return rows;
    }

    private static long acknowledge(Publication publication) {
        Lake lake = publication.lake();
        lake.append(REJECTED, lake.read(REJECTED).limit(0), seal(publication));
        return 0;
    }

    /** The last commit of a run: it names the events that are as they follow from one another. */
    private static Provenance seal(Publication publication) {
        Map<String, Long> inputs = new HashMap<>(publication.provenance().inputs());
        inputs.put(EVENTS, publication.lake().version(EVENTS));
        return publication.provenance().of(inputs);
    }

    private static boolean isSettled(Lake lake) {
        return lake.lastProvenance(REJECTED)
                .map(found -> found.inputs().get(EVENTS))
                .filter(settled -> lake.isUnchanged(EVENTS, settled, lake.version(EVENTS)))
                .isPresent();
    }

    private static Balance distinctIds(Lake lake, Bronze bronze) {
        long ids = Deduplication.distinctIds(bronze.lines());
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
