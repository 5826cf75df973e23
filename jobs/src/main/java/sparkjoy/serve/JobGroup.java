package sparkjoy.serve;

import java.util.UUID;
import org.apache.spark.sql.SparkSession;

/** The Spark jobs of one statement, which can be cancelled together. */
record JobGroup(SparkSession spark, String group) {
    static JobGroup of(SparkSession spark) {
        return new JobGroup(spark, UUID.randomUUID().toString());
    }

    /** What this thread runs from now on belongs to them. */
    void enter() {
        SparkSession.setActiveSession(spark);
        spark.sparkContext().setJobGroup(group, "joy serve", true);
    }

    void cancel() {
        spark.sparkContext().cancelJobGroup(group);
    }
}
