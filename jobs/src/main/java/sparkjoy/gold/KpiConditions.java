package sparkjoy.gold;

import java.util.List;
import org.apache.spark.sql.SparkSession;
import sparkjoy.lake.TableContracts;
import sparkjoy.spec.Complaint;
import sparkjoy.spec.Kpis;

/** What can be known without data of the conditions of a specification's own KPIs: from the contract of silver.events. */
public final class KpiConditions {
    private KpiConditions() {}

    /** Whether there are any. */
    public static boolean areIn(Kpis kpis) {
        return kpis.columns().values().stream()
                .anyMatch(column -> column.where().isPresent());
    }

    public static List<Complaint> complaints(SparkSession spark, TableContracts contracts, Kpis kpis) {
        var events = spark.createDataFrame(
                List.of(), contracts.find(DayInputs.EVENTS).orElseThrow().schema());
        return OwnKpis.faults(events, kpis).entrySet().stream()
                .map(fault -> new Complaint(List.of("kpis", "columns", fault.getKey(), "where"), fault.getValue()))
                .toList();
    }
}
