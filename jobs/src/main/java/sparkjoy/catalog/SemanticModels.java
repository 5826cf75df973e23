package sparkjoy.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import sparkjoy.lake.Semantics;
import sparkjoy.lake.Semantics.Aggregate;
import sparkjoy.lake.Semantics.Measure;
import sparkjoy.lake.TableContract;
import sparkjoy.lake.TableContracts;

/** docs/semantic.yaml: the gold tables as semantic models and metrics of dbt, for tools that read these. */
final class SemanticModels {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .disable(YAMLGenerator.Feature.SPLIT_LINES)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR));
    private static final String INTRODUCTION =
            """
            # Generated from the contracts in jobs/src/main/resources/sparkjoy/tables/: what is a measure and what a dimension
            # of gold, as semantic models and metrics of dbt (MetricFlow). docs/bi.md says how to use them.
            # Measures with sum add up over dimensions and days; their expressions pass over the rows of '(all)'.
            # Measures with max are distinct counts, marked as not additive: within a day the row of totals is the largest,
            # over several days there is no such number, and a tool takes that of the last day.
            """;

    private SemanticModels() {}

    static String yaml() {
        List<TableContract> tables = TableContracts.ofJar().all().stream()
                .filter(table -> table.semantics().isPresent())
                .toList();
        try {
            return INTRODUCTION
                    + YAML.writeValueAsString(ordered(
                            "semantic_models",
                            tables.stream().map(SemanticModels::model).toList(),
                            "metrics",
                            tables.stream().flatMap(SemanticModels::metrics).toList()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The semantic models are not YAML", e);
        }
    }

    private static Map<String, Object> model(TableContract table) {
        Semantics semantics = table.semantics().orElseThrow();
        String name = table.name().substring(table.name().indexOf('.') + 1);
        return ordered(
                "name", name,
                "description", table.description(),
                "model", "ref('" + name + "')",
                "primary_entity", semantics.entity(),
                "defaults", ordered("agg_time_dimension", semantics.time()),
                "dimensions", dimensions(table, semantics),
                "measures", measures(table, semantics));
    }

    private static List<Map<String, Object>> dimensions(TableContract table, Semantics semantics) {
        return table.columns().stream()
                .filter(column -> !semantics.measures().containsKey(column.name()))
                .map(SemanticModels::dimension)
                .toList();
    }

    private static Map<String, Object> dimension(TableContract.Column column) {
        Map<String, Object> dimension = ordered("name", column.name(), "description", column.meaning());
        String granularity = Map.of("DATE", "day", "TIMESTAMP", "second").getOrDefault(column.type(), "");
        dimension.put("type", granularity.isEmpty() ? "categorical" : "time");
        if (!granularity.isEmpty()) {
            dimension.put("type_params", ordered("time_granularity", granularity));
        }
        return dimension;
    }

    private static List<Map<String, Object>> measures(TableContract table, Semantics semantics) {
        return semantics.measures().keySet().stream()
                .flatMap(name -> semantics.aggregate(name).stream()
                        .map(aggregate -> measure(name, table.meaning(name), aggregate, semantics)))
                .toList();
    }

    private static Map<String, Object> measure(
            String name, String description, Aggregate aggregate, Semantics semantics) {
        Map<String, Object> measure = ordered("name", name);
        if (!description.isEmpty()) {
            measure.put("description", description);
        }
        measure.put("agg", aggregate.function());
        measure.put("expr", aggregate.expression());
        if (semantics.measures().get(name) instanceof Measure.Distinct) {
            measure.put("non_additive_dimension", ordered("name", semantics.time(), "window_choice", "max"));
        }
        return measure;
    }

    private static Stream<Map<String, Object>> metrics(TableContract table) {
        Semantics semantics = table.semantics().orElseThrow();
        return semantics.measures().entrySet().stream()
                .flatMap(entry -> parameters(entry.getKey(), entry.getValue()).stream()
                        .map(parameters -> metric(entry.getKey(), table.meaning(entry.getKey()), parameters)));
    }

    private static Map<String, Object> metric(String name, String description, Map<String, Object> parameters) {
        Map<String, Object> metric = ordered("name", name, "label", name.replace('_', ' '));
        if (!description.isEmpty()) {
            metric.put("description", description);
        }
        metric.put("type", parameters.containsKey("measure") ? "simple" : "ratio");
        metric.put("type_params", parameters);
        return metric;
    }

    private static Optional<Map<String, Object>> parameters(String name, Measure measure) {
        if (measure instanceof Measure.Fixed) {
            return Optional.empty();
        }
        return Optional.of(
                measure instanceof Measure.Ratio ratio
                        ? ordered(
                                "numerator",
                                ordered("name", ratio.numerator()),
                                "denominator",
                                ordered("name", ratio.denominator()))
                        : ordered("measure", name));
    }

    private static Map<String, Object> ordered(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int index = 0; index < keysAndValues.length; index += 2) {
            map.put((String) keysAndValues[index], keysAndValues[index + 1]);
        }
        return map;
    }
}
