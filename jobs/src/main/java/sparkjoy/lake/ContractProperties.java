package sparkjoy.lake;

import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.Snapshot;

/** Brings the properties of a table that an earlier version of the jobs created up to its contract. */
record ContractProperties(SparkSession spark, String location, TableContract contract) {
    private static final String STATISTICS = "delta.dataSkippingStatsColumns";

    /** Sets the columns of which statistics are kept, where they differ: Delta refuses those that become partition columns. */
    void setStatistics(Snapshot state) {
        String wanted = contract.properties().get(STATISTICS);
        boolean differs = state.version() >= 0
                && !state.metadata().configuration().get(STATISTICS).contains(wanted);
        if (differs) {
            spark.sql(
                    "ALTER TABLE delta.`" + location + "` SET TBLPROPERTIES ('" + STATISTICS + "' = '" + wanted + "')");
        }
    }
}
