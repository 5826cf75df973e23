package sparkjoy.spec;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What each job reads and writes where its entry does not say otherwise. */
final class JobTables {
    private final Map<String, Collection<String>> reads = new LinkedHashMap<>();
    private final Map<String, Collection<String>> writes = new LinkedHashMap<>();

    private JobTables() {}

    static JobTables of(Place spec) {
        Map<String, Place> views = spec.at("views").entries();
        List<String> logs = spec.at("sources").entries().keySet().stream()
                .map(source -> "logs." + source)
                .toList();
        List<String> inputs = views.values().stream()
                .flatMap(view -> ViewRules.inputs(view).stream())
                .toList();
        List<String> outputs =
                views.keySet().stream().map(view -> "gold." + view).toList();
        JobTables tables = new JobTables();
        tables.add("ingest", logs, List.of("bronze.files", "bronze.segment_logs", "bronze.quarantine"));
        tables.add("clean", List.of("bronze.segment_logs"), List.of("silver.events", "silver.rejected"));
        tables.add("views", inputs, outputs);
        tables.add("kpis", List.of("silver.events"), List.of("gold.kpi_hourly", "gold.kpi_daily"));
        tables.add("attribution", List.of("silver.events"), List.of("gold.attribution"));
        tables.add("assignments", List.of("silver.events"), List.of("gold.assignments"));
        tables.add("health", List.of("silver.events", "gold.assignments"), List.of("gold.assignment_health"));
        tables.add(
                "readout",
                List.of("silver.events", "gold.assignments", "gold.assignment_health"),
                List.of("gold.experiment_units", "gold.experiment_readout"));
        if (!spec.at("models").at("sources").isEmpty()) {
            tables.add("models", List.of(), List.of("meta.model_nodes", "meta.model_edges", "meta.model_crawls"));
        }
        return tables;
    }

    private void add(String job, Collection<String> read, Collection<String> written) {
        reads.put(job, read);
        writes.put(job, written);
    }

    Collection<String> jobs() {
        return reads.keySet();
    }

    /** What a job's entry says that it reads, else its contract. */
    Collection<String> reads(String job, Place entry) {
        List<String> declared = entry.at("reads").texts();
        return declared.isEmpty() ? reads.getOrDefault(job, List.of()) : declared;
    }

    /** What a job's entry says that it writes, else its contract. */
    Collection<String> writes(String job, Place entry) {
        List<String> declared = entry.at("writes").texts();
        return declared.isEmpty() ? writes.getOrDefault(job, List.of()) : declared;
    }
}
