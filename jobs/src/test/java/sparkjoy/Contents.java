package sparkjoy;

import static org.apache.spark.sql.functions.struct;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** All rows of the tables that a lake has as text, with the folder of the logs cut out of their paths. */
record Contents(Map<String, List<String>> rowsByTable) {
    /** Tables whose rows hold nothing that differs from run to run. */
    static final List<String> PURE = List.of(
            "silver.events",
            "silver.rejected",
            "gold.added_to_cart",
            "gold.kpi_hourly",
            "gold.kpi_daily",
            "gold.attribution",
            "gold.assignments",
            "gold.assignment_health",
            "gold.experiment_units",
            "gold.experiment_readout",
            "ops.conflicts");

    private static final List<String> BRONZE = List.of("bronze.segment_logs", "bronze.quarantine");
    private static final int SHOWN = 3;
    private static final int WIDTH = 400;

    static Contents of(TestPipeline pipeline) {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        String root = pipeline.logs().contains("://") ? pipeline.logs() : "file:" + pipeline.logs();
        PURE.stream()
                .filter(pipeline.tables()::exists)
                .forEach(table -> rows.put(table, rows(pipeline.table(table), root)));
        BRONZE.forEach(table -> rows.put(table, rows(pipeline.table(table).drop("batch_id"), root)));
        return new Contents(rows);
    }

    /** What stands in one and not in the other, table by table; empty where all is equal. */
    List<String> differences(Contents other) {
        assertThat(other.rowsByTable).containsOnlyKeys(rowsByTable.keySet());
        return rowsByTable.keySet().stream()
                .flatMap(table -> Stream.concat(
                        extra(table, "only here", rowsByTable.get(table), other.rowsByTable.get(table)),
                        extra(table, "only there", other.rowsByTable.get(table), rowsByTable.get(table))))
                .toList();
    }

    int rows(String table) {
        return rowsByTable.get(table).size();
    }

    private static Stream<String> extra(String table, String where, List<String> these, List<String> those) {
        Map<String, Long> surplus =
                new HashMap<>(these.stream().collect(Collectors.groupingBy(row -> row, Collectors.counting())));
        those.forEach(row -> surplus.merge(row, -1L, Long::sum));
        List<String> rows = new ArrayList<>();
        surplus.forEach((row, count) -> {
            if (count > 0) {
                rows.add(table + ", " + where + ", " + count + " times: "
                        + row.substring(0, Math.min(row.length(), WIDTH)));
            }
        });
        Stream<String> total = rows.size() > SHOWN
                ? Stream.of(table + ", " + where + ": " + rows.size() + " rows in all")
                : Stream.of();
        return Stream.concat(rows.stream().sorted().limit(SHOWN), total);
    }

    private static List<String> rows(Dataset<Row> table, String root) {
        Column[] columns = Arrays.stream(table.columns())
                .map(org.apache.spark.sql.functions::col)
                .toArray(Column[]::new);
        return table.select(struct(columns).cast("string")).collectAsList().stream()
                .map(row -> row.getString(0).replace(root, "logs:"))
                .sorted()
                .toList();
    }
}
