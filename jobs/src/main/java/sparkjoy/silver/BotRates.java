package sparkjoy.silver;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import java.time.LocalDate;
import java.util.NavigableSet;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Units that send more events on a UTC day than people do: what they send on that day is a bot's. An event that its user
 * agent or its unit gives away is a bot's anyway, and is counted, but not flagged here.
 *
 * @param most events of one unit on one day; empty where no number gives a bot away
 */
record BotRates(Optional<Integer> most) {
    private static final String[] UNIT_AND_DAY = {"unit_id", "event_date"};

    boolean matter() {
        return most.isPresent();
    }

    /**
     * The events of which another is true than they say: path, line_number, event_date, and is_by_rate, which is true.
     *
     * @param events all those of some units and days, with unit_id, event_date, is_bot and is_bot_by_rate
     */
    Dataset<Row> changed(Dataset<Row> events) {
        Dataset<Row> crowded = events.filter("unit_id IS NOT NULL")
                .groupBy("unit_id", "event_date")
                .agg(count(lit(1)).as("events"))
                .filter(col("events").gt(most.orElseThrow()))
                .select(col("unit_id"), col("event_date"), lit(true).as("is_crowded"));
        Column wasByRate = coalesce(col("is_bot_by_rate"), lit(false));
        Column isOtherwiseBot = col("is_bot").and(not(wasByRate));
        return events.join(crowded, UNIT_AND_DAY, "left")
                .withColumn(
                        "is_by_rate", coalesce(col("is_crowded"), lit(false)).and(not(isOtherwiseBot)))
                .filter(not(col("is_by_rate").equalTo(wasByRate)))
                .select("path", "line_number", "event_date", "is_by_rate");
    }

    /**
     * The same for some units and days; no other days are read.
     *
     * @param days those of the units
     */
    Dataset<Row> changed(Dataset<Row> events, Dataset<Row> unitsAndDays, NavigableSet<LocalDate> days) {
        return changed(
                events.filter(col("event_date").isInCollection(days)).join(unitsAndDays, UNIT_AND_DAY, "left_semi"));
    }
}
