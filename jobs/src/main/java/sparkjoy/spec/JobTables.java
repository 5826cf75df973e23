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
        JobContract.all().forEach((job, contract) -> tables.add(job, contract.reads(), contract.writes()));
        tables.add("ingest", logs, JobContract.of("ingest").writes());
        tables.add("views", inputs, outputs);
        if (spec.at("models").at("sources").isEmpty()) {
            tables.remove("models");
        }
        return tables;
    }

    private void add(String job, Collection<String> read, Collection<String> written) {
        reads.put(job, read);
        writes.put(job, written);
    }

    private void remove(String job) {
        reads.remove(job);
        writes.remove(job);
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
