package sparkjoy.gold;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import sparkjoy.lake.TableContracts;
import sparkjoy.spec.StepComplaint;
import sparkjoy.spec.View;

/**
 * What can be known of views without data: from the contracts of the tables that they read.
 *
 * @param complaints what is wrong with their steps; of a view that reads a wrong one nothing can be said
 * @param wholes by table, the views that cannot be kept by day: the step that prevents it, and how
 */
public record ViewSchemas(List<StepComplaint> complaints, Map<String, String> wholes) {

    public static ViewSchemas of(SparkSession spark, TableContracts contracts, Map<String, View> views) {
        Map<String, StructType> known = new LinkedHashMap<>();
        Set<String> byDay = new HashSet<>();
        contracts.all().forEach(contract -> {
            known.put(contract.name(), contract.schema());
            if (contract.partitionedBy().equals(List.of("event_date"))) {
                byDay.add(contract.name());
            }
        });
        List<StepComplaint> complaints = new ArrayList<>();
        Map<String, String> wholes = new LinkedHashMap<>();
        for (String name : ViewOrder.of(views)) {
            View view = views.get(name);
            String table = ViewOrder.table(name);
            if (known.keySet().containsAll(ViewOrder.tables(view))) {
                try {
                    List<Dataset<Row>> states =
                            new ViewSteps(read -> spark.createDataFrame(List.of(), known.get(read))).states(name, view);
                    known.put(table, states.get(states.size() - 1).schema());
                    ViewUpdate.of(view, states, byDay::contains)
                            .obstacle()
                            .ifPresentOrElse(obstacle -> wholes.put(table, obstacle), () -> byDay.add(table));
                } catch (WrongView e) {
                    complaints.addAll(e.complaints());
                }
            }
        }
        return new ViewSchemas(List.copyOf(complaints), wholes);
    }
}
