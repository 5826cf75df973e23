package sparkjoy.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Observation;
import org.apache.spark.sql.Row;
import sparkjoy.lake.InDriver;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Observed;
import sparkjoy.lake.Provenance;
import sparkjoy.review.Finding;
import sparkjoy.review.Review;

/** Writes changes of bronze, and what follows from them for other events, to silver.events. */
record Publication(
        Lake lake,
        Mapping mapping,
        Expectations expectations,
        Restatement restatement,
        Review review,
        Provenance provenance) {
    static final String EVENTS = "silver.events";
    private static final String BREAKS = "breaks ";

    /**
     * What a publication found of the lines that it read.
     *
     * @param events that it wrote
     * @param warned how many of its events break each expectation that only warns
     * @param findings what looks mapped in its events and is not
     */
    record Counts(long events, SortedMap<String, Long> warned, List<Finding> findings) {}

    /** All events at once. */
    Counts publishAll(Change change) {
        return written(change, accepted -> lake.overwrite(EVENTS, accepted, provenance));
    }

    /** Some events and all that follows from them. */
    Counts publishChanged(Change change) {
        Dataset<Row> standing = Events.standing(lake);
        if (!restatement.matters(lake)) {
            return written(
                    change,
                    accepted -> write(standing, accepted, change.leaving(), daysOf(standing, change.leaving())));
        }
        Dataset<Row> accepted = Deduplication.kept(accepted(change.entering()));
        Dataset<Row> leaving = InDriver.areNone(change.leaving())
                ? Restatement.narrow(accepted).limit(0)
                : Deduplication.kept(Restatement.narrow(Deduplication.among(standing, change.leaving())));
        Dataset<Row> others = others(standing, accepted, leaving);
        NavigableSet<LocalDate> days =
                Restatement.days(Deduplication.without(others, accepted.select("path", "line_number"))
                        .select("event_date")
                        .union(leaving.select("event_date")));
        write(
                Restatement.applied(standing, others),
                Restatement.applied(accepted, others),
                leaving.select("path", "line_number"),
                days);
        List<Column> counts = counts();
        Row counted = accepted.agg(counts.get(0), rest(counts)).first();
        return counted(name -> counted.getAs(name));
    }

    /**
     * Events are written as they are read, once; only where the first of those turn up that have a bearing on others, a
     * second commit follows. Observed as the table has them, for Spark copies the row once more on the way to other columns.
     */
    private Counts written(Change change, Consumer<Dataset<Row>> write) {
        Observation observation = new Observation();
        List<Column> counts = counts();
        write.accept(
                lake.conformed(EVENTS, accepted(change.entering())).observe(observation, counts.get(0), rest(counts)));
        Observed found = Observed.in(observation);
        if (found.number("mattering") > 0) {
            restate();
        }
        return counted(found::value);
    }

    private Counts counted(Function<String, Object> found) {
        SortedMap<String, Long> warned = new TreeMap<>();
        expectations.warnings().keySet().forEach(rule -> warned.put(rule, (Long) found.apply(BREAKS + rule)));
        return new Counts((Long) found.apply("events"), warned, review.findings(found));
    }

    private static NavigableSet<LocalDate> daysOf(Dataset<Row> standing, Dataset<Row> leaving) {
        return InDriver.areNone(leaving) ? new TreeSet<>() : Restatement.days(Deduplication.among(standing, leaving));
    }

    /** Makes good what follows from events that are written already. */
    void restate() {
        Dataset<Row> standing = Events.standing(lake);
        Dataset<Row> others = Deduplication.kept(restatement.ofEverything(Restatement.narrow(standing)));
        NavigableSet<LocalDate> days = Restatement.days(others);
        if (!days.isEmpty()) {
            Dataset<Row> ofDays = standing.filter(col("event_date").isInCollection(days));
            lake.replaceDays(EVENTS, days, Restatement.applied(ofDays, others), provenance);
        }
    }

    private Dataset<Row> accepted(Dataset<Row> lines) {
        return Events.parsed(lines, mapping)
                .filter(expectations.brokenRule().isNull())
                .drop("payload", "has_consent");
    }

    private List<Column> counts() {
        List<Column> counts = new ArrayList<>(List.of(
                count(lit(1)).as("events"),
                count(when(restatement.mayMatter(), 1)).as("mattering")));
        expectations
                .warnings()
                .forEach((rule, isBroken) -> counts.add(count(when(isBroken, 1)).as(BREAKS + rule)));
        counts.addAll(review.columns());
        return counts;
    }

    private static Column[] rest(List<Column> counts) {
        return counts.subList(1, counts.size()).toArray(Column[]::new);
    }

    private Dataset<Row> others(Dataset<Row> standing, Dataset<Row> accepted, Dataset<Row> leaving) {
        Dataset<Row> entering = Restatement.narrow(accepted);
        Dataset<Row> staying =
                Deduplication.without(Restatement.narrow(standing), leaving.select("path", "line_number"));
        return Deduplication.kept(restatement.ofChange(staying.unionByName(entering), leaving.unionByName(entering)));
    }

    /** Events enter by themselves where no day loses or changes one, else with all that stays of the days. */
    private void write(
            Dataset<Row> standing, Dataset<Row> accepted, Dataset<Row> leaving, NavigableSet<LocalDate> days) {
        if (days.isEmpty()) {
            lake.append(EVENTS, accepted, provenance);
            return;
        }
        days.addAll(Restatement.days(accepted));
        Dataset<Row> staying =
                Deduplication.without(standing.filter(col("event_date").isInCollection(days)), leaving);
        lake.replaceDays(EVENTS, days, staying.unionByName(accepted), provenance);
    }
}
