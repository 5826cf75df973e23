package sparkjoy.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.SparkSession;
import sparkjoy.lake.Semantics;
import sparkjoy.lake.SqlLists;
import sparkjoy.lake.TableContract;
import sparkjoy.lake.TableContracts;

/**
 * A metric view of Spark over a table: its measures by name, which `MEASURE(name)` computes for any grouping. It exists in a
 * session, and not in the lake.
 *
 * @param table `layer.name`
 */
public record MetricView(String table, TableContract contract) {
    private static final String SUFFIX = "_metrics";
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** Those of all tables that have measures. */
    public static List<MetricView> all(TableContracts contracts) {
        return contracts.all().stream()
                .map(MetricView::of)
                .flatMap(Optional::stream)
                .toList();
    }

    /** That of a table; empty where it has no measures. */
    public static Optional<MetricView> of(TableContract contract) {
        return contract.semantics().map(semantics -> new MetricView(contract.name(), contract));
    }

    /** The same over a selection of the table's rows that has another name. */
    public MetricView over(String selection) {
        return new MetricView(selection, contract);
    }

    public String name() {
        return table + SUFFIX;
    }

    /** A sentence for people who list tables. */
    public String description() {
        return "Metric view of " + table + ". Query it with MEASURE and GROUP BY.";
    }

    /**
     * Makes it known to a session that knows the table. A table of an earlier version of the jobs may lack columns; what needs them
     * is left out.
     */
    public void create(SparkSession spark) {
        List<String> has = List.of(spark.table(table).schema().fieldNames());
        List<String> missing = contract.columns().stream()
                .map(TableContract.Column::name)
                .filter(column -> !has.contains(column))
                .toList();
        // Spark 4.2 fails for CREATE OR REPLACE of a metric view that exists.
        forget(spark);
        spark.sql("CREATE VIEW " + name() + " (" + columns(missing) + ") WITH METRICS LANGUAGE YAML COMMENT "
                + SqlLists.quoted(description()) + " AS $$\n" + yaml(missing) + "$$");
    }

    public void forget(SparkSession spark) {
        spark.sql("DROP VIEW IF EXISTS " + name());
    }

    /** The measures that it has, by name, with the SQL that computes each. */
    Map<String, String> measures() {
        Map<String, String> measures = new LinkedHashMap<>();
        semantics().measures().keySet().forEach(name -> semantics()
                .formula(name)
                .ifPresent(formula -> measures.put(name, formula)));
        return measures;
    }

    private Map<String, String> measuresWithout(List<String> missing) {
        Map<String, String> measures = measures();
        measures.values().removeIf(formula -> missing.stream()
                .anyMatch(column -> List.of(formula.split("\\W+")).contains(column)));
        return measures;
    }

    private List<String> dimensionsWithout(List<String> missing) {
        return contract.columns().stream()
                .map(TableContract.Column::name)
                .filter(column -> !semantics().measures().containsKey(column) && !missing.contains(column))
                .toList();
    }

    private String columns(List<String> missing) {
        return Stream.concat(dimensionsWithout(missing).stream(), measuresWithout(missing).keySet().stream())
                .map(name -> SqlLists.name(name) + " COMMENT " + SqlLists.quoted(contract.meaning(name)))
                .collect(Collectors.joining(", "));
    }

    private String yaml(List<String> missing) {
        Map<String, Object> definition = new LinkedHashMap<>();
        definition.put("version", "0.1");
        definition.put("source", table);
        semantics().withoutTotals().ifPresent(condition -> definition.put("filter", condition));
        definition.put(
                "dimensions",
                dimensionsWithout(missing).stream()
                        .map(column -> column(column, column))
                        .toList());
        definition.put(
                "measures",
                measuresWithout(missing).entrySet().stream()
                        .map(measure -> column(measure.getKey(), measure.getValue()))
                        .toList());
        try {
            return YAML.writeValueAsString(definition);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The metric view " + name() + " is not YAML", e);
        }
    }

    private static Map<String, String> column(String name, String expression) {
        return Map.of("name", name, "expr", expression);
    }

    private Semantics semantics() {
        return contract.semantics().orElseThrow();
    }
}
