package sparkjoy.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sparkjoy.lake.Lake;
import sparkjoy.review.Finding;
import sparkjoy.review.Review;
import sparkjoy.run.Amount;
import sparkjoy.run.Days;
import sparkjoy.run.Elapsed;
import sparkjoy.run.Job;
import sparkjoy.run.Outcome;
import sparkjoy.run.Pending;
import sparkjoy.run.Workspace;
import sparkjoy.spec.EventTime;
import sparkjoy.spec.Spec;

/**
 * Bronze lines become deduplicated, typed events; what breaks an expectation goes to silver.rejected.
 *
 * <p>Each table says in its commit which version of the ledger it was made from. Events are committed first; a run that
 * dies before the rejected ones are is completed by the next.
 */
public final class Clean implements Job {
    private static final String EVENTS = Publication.EVENTS;
    private static final String REJECTED = Rejections.TABLE;
    private static final String NOTHING_NEW = "no new lines";

    @Override
    public String name() {
        return "clean";
    }

    @Override
    public Optional<String> lookBack(Spec spec) {
        return Optional.of(
                "copies of the new message ids of any age, by the index ops.id_days; an event counts on its own day"
                        + " up to " + Elapsed.text(spec.eventTime().maxLate())
                        + " before its receipt (event_time.max_late), else on the day of receipt");
    }

    @Override
    public Optional<String> nothingNew(Workspace workspace) {
        Lake lake = workspace.lake();
        boolean isDone = workspace.days().isEmpty()
                && lake.exists(EVENTS)
                && lake.exists(REJECTED)
                && Rejections.isVerified(lake)
                && Stream.of(EVENTS, REJECTED)
                        .allMatch(table -> isCurrent(lake, lastLedger(lake, table), lake.version(Bronze.FILES)));
        return isDone ? Optional.of(NOTHING_NEW) : Optional.empty();
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
        boolean isVerified = Rejections.isVerified(lake);
        if (isCurrent && isCurrent(lake, rejectedBefore, ledger) && isVerified) {
            return workspace.days().isPresent() ? ofDays(workspace, ledger) : Outcome.nothing(NOTHING_NEW);
        }
        Optional<Long> verifiedIds = verifiedIds(lake, before, rejectedBefore, isVerified);
        Bronze bronze = new Bronze(lake, before, ledger);
        Publication publication = publication(workspace, ledger, isCurrent ? 0 : bronze.linesAdded());
        Counts counts = isCurrent ? Counts.UNKNOWN : publish(publication, bronze, before.isEmpty());
        if (!isVerified && before.isPresent()) {
            publication.restate();
        }
        boolean isWhole = isVerified || before.isEmpty();
        boolean mayReject = counts.newIds().isEmpty() || !isWhole || !rejectedBefore.equals(before);
        Rejections rejections = new Rejections(publication, bronze.since(rejectedBefore), verifiedIds);
        Rejections.Written rejected = mayReject
                ? rejections.sinceThen()
                : rejections.none(counts.newIds().orElseThrow());
        if (workspace.days().isPresent()) {
            return ofDays(workspace, ledger);
        }
        return Outcome.written(
                        counts.events() + rejected.rows(),
                        Map.of(EVENTS, counts.events(), REJECTED, rejected.rows()),
                        List.of(rejected.balance()),
                        counts.text(rejected.withoutConsent()))
                .with(counts.findings());
    }

    /** As {@link Rejections} asks for it: of bronze before the first line there was none to lose. */
    private static Optional<Long> verifiedIds(
            Lake lake, Optional<Long> before, Optional<Long> rejectedBefore, boolean isVerified) {
        if (before.isEmpty() && rejectedBefore.isEmpty()) {
            return Optional.of(0L);
        }
        return isVerified ? Optional.of(Rejections.ids(lake)) : Optional.empty();
    }

    /** Recomputes days by the current rules, from all lines of bronze; silver has seen these before. */
    private static Outcome ofDays(Workspace workspace, long ledger) {
        Lake lake = workspace.lake();
        Days days = workspace.days().orElseThrow();
        EventTime bounds = workspace.spec().eventTime();
        Bronze bronze = new Bronze(lake, Optional.empty(), ledger);
        Publication publication = publication(workspace, ledger, bronze.linesAdded());
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
        Publication.Counts counts = publication.publishChanged(change);
        Rejections.Written rejected = new Rejections(publication, bronze, Optional.empty()).write(change);
        return new Outcome(
                        counts.events() + rejected.rows(),
                        Map.of(EVENTS, counts.events(), REJECTED, rejected.rows()),
                        List.of(rejected.balance()),
                        List.of(Days.text(days.all()) + " recomputed, " + Amount.of(counts.events(), "event", "events")
                                + broken(counts.warned())),
                        days.all(),
                        false)
                .with(counts.findings());
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** @param lines at most so many are read */
    private static Publication publication(Workspace workspace, long ledger, long lines) {
        return new Publication(
                workspace.lake(),
                Mapping.from(workspace.spec()),
                new Expectations(
                        ConsentRule.of(workspace.spec().consent()),
                        workspace.spec().expectations()),
                Restatement.of(workspace.spec()),
                Review.of(workspace.spec(), lines),
                workspace.provenance().withInputs(Map.of(Bronze.FILES, ledger)));
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
        return Pending.of(
                objects == 0 ? NOTHING_NEW : "lines of " + Amount.of(objects, "object", "objects") + " in bronze");
    }

    /**
     * Rows that a publication wrote, copies that say something else than their event, and how many ids are new; that is
     * empty where rejected lines may be others now.
     */
    private record Counts(
            long events,
            long conflicts,
            SortedMap<String, Long> warned,
            List<Finding> findings,
            Optional<Long> newIds) {
        static final Counts UNKNOWN = new Counts(0, 0, new TreeMap<>(), List.of(), Optional.empty());

        String text(long withoutConsent) {
            return Amount.of(events, "event", "events")
                    + (withoutConsent > 0 ? String.format(", %,d kept out without consent", withoutConsent) : "")
                    + broken(warned)
                    + (conflicts > 0
                            ? ", "
                                    + Amount.of(
                                            conflicts,
                                            "later copy differs from its event",
                                            "later copies differ from their event")
                                    + " (joy status names some)"
                            : "");
        }
    }

    private static String broken(SortedMap<String, Long> warned) {
        return warned.entrySet().stream()
                .filter(rule -> rule.getValue() > 0)
                .map(rule -> ", " + Amount.of(rule.getValue(), "event breaks ", "events break ") + rule.getKey())
                .collect(Collectors.joining());
    }

    private static Counts publish(Publication publication, Bronze bronze, boolean isFirst) {
        Lake lake = publication.lake();
        Change change = isFirst
                ? Change.ofEverything(bronze)
                : Change.since(bronze, lake.read(EVENTS), lake.read(REJECTED), false);
        long conflicts = new Conflicts(lake).record(bronze, change.copies(), publication.provenance());
        Publication.Counts counts = isFirst ? publication.publishAll(change) : publication.publishChanged(change);
        change.arrived().ifPresent(arrived -> bronze.updateIndex(arrived, publication.provenance()));
        return new Counts(
                counts.events(),
                conflicts,
                counts.warned(),
                counts.findings(),
                change.newIdsIfNoneRejected(counts.events()));
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
