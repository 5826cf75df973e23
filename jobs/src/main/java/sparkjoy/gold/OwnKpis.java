package sparkjoy.gold;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import sparkjoy.explore.Evaluation;
import sparkjoy.spec.KpiColumn;
import sparkjoy.spec.Kpis;

/**
 * The columns that a specification adds to the KPI tables. A row of activity says in bits which of them it counts in: bit 0 is
 * the first column.
 */
record OwnKpis(List<String> names, List<KpiColumn.Count> counts) implements Serializable {
    static final OwnKpis NONE = new OwnKpis(List.of(), List.of());

    private static final long serialVersionUID = 1L;

    OwnKpis {
        names = List.copyOf(names);
        counts = List.copyOf(counts);
    }

    static OwnKpis of(Kpis kpis) {
        return new OwnKpis(
                List.copyOf(kpis.columns().keySet()),
                kpis.columns().values().stream().map(KpiColumn::count).toList());
    }

    /**
     * The conditions that events do not allow, such as one on a column that they do not have.
     *
     * @return what is wrong, by the name of the column
     */
    static Map<String, String> faults(Dataset<Row> events, Kpis kpis) {
        Map<String, String> faults = new LinkedHashMap<>();
        kpis.columns().forEach((name, column) -> column.where()
                .flatMap(condition -> Evaluation.fault(() -> events.filter(condition)))
                .ifPresent(fault -> faults.put(name, fault)));
        return faults;
    }

    /** The bits of an event. */
    static Column bits(Kpis kpis) {
        Column bits = lit(0L);
        long bit = 1;
        for (KpiColumn column : kpis.columns().values()) {
            bits = bits.plus(when(selects(column), bit).otherwise(0L));
            bit <<= 1;
        }
        return bits;
    }

    int size() {
        return names.size();
    }

    private static Column selects(KpiColumn column) {
        return Stream.concat(
                        column.action().stream().map(action -> col("action").equalTo(action)),
                        column.where().stream().map(condition -> expr(condition)))
                .reduce(Column::and)
                .map(condition -> coalesce(condition, lit(false)))
                .orElseThrow();
    }
}
