package sparkjoy.lake;

import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.Snapshot;

/** Brings the properties of a table that an earlier version of the jobs created up to its contract. */
record ContractProperties(SparkSession spark, String location, TableContract contract) {
    private static final String STATISTICS = "delta.dataSkippingStatsColumns";

    /**
     * Of a table that names the columns of which statistics are kept, sets those of the contract that it has: Delta refuses
     * statistics of partition columns and of columns that are not there.
     */
    void setStatistics(Snapshot state) {
        Set<String> has = Set.of(state.metadata().schema().fieldNames());
        String wanted = contract.statistics().stream().filter(has::contains).collect(Collectors.joining(","));
        boolean differs = state.version() >= 0
                && state.metadata().configuration().get(STATISTICS).exists(set -> !set.equals(wanted));
        if (differs) {
            spark.sql(
                    "ALTER TABLE delta.`" + location + "` SET TBLPROPERTIES ('" + STATISTICS + "' = '" + wanted + "')");
        }
    }
}
