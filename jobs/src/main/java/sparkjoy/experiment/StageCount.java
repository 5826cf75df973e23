package sparkjoy.experiment;

import java.sql.Date;
import java.time.LocalDate;
import org.apache.spark.sql.Row;

/**
 * How many units of one variant reached a stage on one day.
 *
 * @param day on which they reached it, UTC
 * @param epoch first day of the weights in force
 * @param crossovers those of them that saw another variant later
 * @param mismatches VALID ones among them whose variant is not the one that the hash gives
 */
record StageCount(
        String experiment,
        Stage stage,
        LocalDate day,
        String dimension,
        String value,
        LocalDate epoch,
        String variant,
        long users,
        long crossovers,
        long mismatches) {

    /** Of a row as {@link Stages} gives them. */
    static StageCount of(Row row) {
        return new StageCount(
                row.getAs("experiment_id"),
                Stage.valueOf(row.<String>getAs("stage")),
                row.<Date>getAs("day").toLocalDate(),
                row.getAs("dimension"),
                row.getAs("dimension_value"),
                row.<Date>getAs("weights_epoch").toLocalDate(),
                row.getAs("variant"),
                row.getAs("users"),
                row.getAs("crossovers"),
                row.getAs("mismatches"));
    }

    /** The same within its epoch, as a dimension of its own. */
    StageCount ofEpoch() {
        return new StageCount(
                experiment,
                stage,
                day,
                Dimensions.EPOCH,
                epoch.toString(),
                epoch,
                variant,
                users,
                crossovers,
                mismatches);
    }
}
