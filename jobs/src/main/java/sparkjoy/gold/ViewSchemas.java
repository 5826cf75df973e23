package sparkjoy.gold;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import sparkjoy.lake.TableContracts;
import sparkjoy.spec.StepComplaint;
import sparkjoy.spec.View;

/** The columns of views as far as they can be known without data: from the contracts of the tables that they read. */
public record ViewSchemas(SparkSession spark, TableContracts contracts) {

    /** What is wrong with the steps of views; of a view that reads a wrong one nothing can be said. */
    public List<StepComplaint> complaints(Map<String, View> views) {
        Map<String, StructType> known = new LinkedHashMap<>();
        contracts.all().forEach(contract -> known.put(contract.name(), contract.schema()));
        List<StepComplaint> complaints = new ArrayList<>();
        for (String name : ViewOrder.of(views)) {
            View view = views.get(name);
            if (known.keySet().containsAll(ViewOrder.tables(view))) {
                try {
                    ViewSteps steps = new ViewSteps(table -> spark.createDataFrame(List.of(), known.get(table)));
                    known.put(ViewOrder.table(name), steps.apply(name, view).schema());
                } catch (WrongView e) {
                    complaints.addAll(e.complaints());
                }
            }
        }
        return complaints;
    }
}
