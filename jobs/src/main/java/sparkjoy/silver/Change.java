package sparkjoy.silver;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.to_date;

import java.sql.Date;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.lake.InDriver;
import sparkjoy.lake.Kept;
import sparkjoy.run.Days;

/**
 * What a change of bronze means for silver: the lines that become events, and the events that leave because an earlier
 * received copy took their place or their object was replaced.
 *
 * @param entering whole lines of bronze
 * @param leaving path and line_number of events
 * @param obsolete path and line_number of rejected lines that an earlier received copy or a new object takes the place of
 * @param copies what is known of ids that come more than once
 * @param arrived id_hash and received_day of the new lines; empty where all lines count as new
 * @param newIds counts how many ids no line had before; empty where this is not known without looking at all lines
 */
record Change(
        Dataset<Row> entering,
        Dataset<Row> leaving,
        Dataset<Row> obsolete,
        Copies copies,
        Optional<Dataset<Row>> arrived,
        Supplier<Optional<Long>> newIds) {
    /** The first time: all lines but the losers. */
    static Change ofEverything(Bronze bronze) {
        Ranking ranking = Deduplication.ranking(bronze.lines(), Conflicts.COMPARED);
        Dataset<Row> losers = ranking.losers();
        Dataset<Row> none = losers.limit(0);
        return new Change(
                Deduplication.without(bronze.lines(), Deduplication.small(losers)),
                none,
                none,
                new Copies(ranking.repeated(), Optional.empty(), List.of()),
                Optional.empty(),
                () -> Optional.of(ranking.ids()));
    }

    /**
     * Looks only at ids that the new or replaced lines touch. A line that stood before becomes an event only where the
     * object of the one that was is replaced: else no payloads but those of new lines are read.
     *
     * @param mayBeKnown whether new lines can be events or rejected lines already
     */
    static Change since(Bronze bronze, Dataset<Row> events, Dataset<Row> rejected, boolean mayBeKnown) {
        List<String> replaced = bronze.replacedPaths();
        Column isReplaced = col("path").isInCollection(replaced);
        Dataset<Row> added = bronze.added();
        Dataset<Row> arrived = Deduplication.kept(added.select(Deduplication.idHash(), col("received_day")));
        Dataset<Row> leaving = events.filter(isReplaced)
                .select(Deduplication.idHash())
                .union(rejected.filter(isReplaced).select(Deduplication.idHash()));
        Dataset<Row> touched = Deduplication.small(
                Kept.distinct(arrived.select(Deduplication.ID_HASH).union(leaving)));
        Dataset<Row> contenders = bronze.narrowLinesOfIds(touched);
        Ranking ranking = Deduplication.ranking(contenders);
        Dataset<Row> losers = Deduplication.small(ranking.losers());
        Dataset<Row> beaten = bronze.hasBefore() ? Deduplication.small(bronze.earlier(losers)) : losers;
        Dataset<Row> candidates = replaced.isEmpty() ? added : bronze.linesOfIds(touched);
        Dataset<Row> firsts = Deduplication.without(candidates, losers);
        boolean hasKnown = mayBeKnown || !replaced.isEmpty();
        Dataset<Row> known =
                linesOf(events, touched).union(linesOf(rejected, touched)).filter(not(isReplaced));
        return new Change(
                hasKnown ? Deduplication.without(firsts, Deduplication.small(known)) : firsts,
                outdated(events, isReplaced, beaten),
                outdated(rejected, isReplaced, beaten),
                new Copies(ranking.repeated(), Optional.of(touched), replaced),
                Optional.of(arrived),
                () -> bronze.hasBefore() && replaced.isEmpty()
                        ? Optional.of(ranking.ids() - Deduplication.distinctIds(bronze.earlier(contenders)))
                        : Optional.empty());
    }

    /**
     * Some days recomputed: the lines whose events stand on them or are to do so by the rules of now. A line without
     * consent counts to the day of its receipt, for nothing else of it is known.
     *
     * @param bounds on the receipt of events of these days
     */
    static Change ofDays(
            Bronze bronze, Dataset<Row> events, Dataset<Row> rejected, Mapping mapping, Days days, Column bounds) {
        Ranking ranking = Deduplication.ranking(bronze.lines());
        Dataset<Row> firsts = Deduplication.without(bronze.lines(), Deduplication.small(ranking.losers()));
        Column day = coalesce(col("event_date"), to_date(col("received_at")));
        Dataset<Row> due = Events.parsed(firsts.filter(bounds), mapping)
                .filter(isWithin(day, days))
                .select("path", "line_number");
        Dataset<Row> standing = events.filter(isWithin(col("event_date"), days)).select("path", "line_number");
        Dataset<Row> lines = Deduplication.small(due.union(standing).distinct());
        return new Change(
                Deduplication.among(firsts, lines),
                Deduplication.small(Deduplication.among(events.select("path", "line_number"), lines)),
                Deduplication.small(Deduplication.among(rejected.select("path", "line_number"), lines)),
                new Copies(ranking.repeated(), Optional.empty(), List.of()),
                Optional.empty(),
                Optional::empty);
    }

    /**
     * How many ids no line had before, where so many events leave the rejected lines as they were: one of each new id, and
     * those that took an event's place, if silver had each earlier id. Empty where rejected lines may be others now.
     */
    Optional<Long> newIdsIfNoneRejected(long events) {
        return InDriver.areNone(obsolete)
                ? newIds.get().filter(ids -> events == ids + InDriver.number(leaving))
                : Optional.empty();
    }

    private static Column isWithin(Column day, Days days) {
        return day.geq(lit(Date.valueOf(days.from()))).and(day.lt(lit(Date.valueOf(days.to()))));
    }

    private static Dataset<Row> linesOf(Dataset<Row> rows, Dataset<Row> idHashes) {
        return Deduplication.ofIds(rows, idHashes).select("path", "line_number");
    }

    private static Dataset<Row> outdated(Dataset<Row> rows, Column isReplaced, Dataset<Row> beaten) {
        Dataset<Row> lines = rows.select("path", "line_number");
        return Deduplication.small(
                lines.filter(isReplaced).union(Deduplication.among(lines.filter(not(isReplaced)), beaten)));
    }
}
