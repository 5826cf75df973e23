package sparkjoy.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sparkjoy.lake.Lake;
import sparkjoy.lake.Provenance;
import sparkjoy.lake.TableContract;
import sparkjoy.run.Job;
import sparkjoy.spec.Spec;

/** The tables of the lake and what each is made from. */
record TableLineage(List<Table> tables) {

    /**
     * One table that exists.
     *
     * @param job that writes it; empty where it is none of a pipeline
     * @param lastRun that wrote it
     * @param from the tables that it is made from, with the version that its last commit says it has read
     */
    record Table(
            String name,
            String meaning,
            Optional<String> job,
            long version,
            long rows,
            Optional<String> lastRun,
            Map<String, Optional<Long>> from) {}

    static TableLineage of(Lake lake, Spec spec, Pipelines pipelines) {
        Map<String, Job> writers = new LinkedHashMap<>();
        pipelines
                .jobs()
                .values()
                .forEach(jobs -> jobs.forEach(job -> job.writes().forEach(table -> writers.putIfAbsent(table, job))));
        Map<String, String> meanings = new LinkedHashMap<>();
        lake.contracts().all().forEach((TableContract contract) -> meanings.put(contract.name(), contract.grain()));
        spec.views().keySet().forEach(view -> meanings.put("gold." + view, "a row of the view " + view));
        List<Table> tables = new ArrayList<>();
        meanings.forEach((name, meaning) -> {
            if (lake.exists(name)) {
                tables.add(table(lake, name, "One row is " + meaning + ".", Optional.ofNullable(writers.get(name))));
            }
        });
        return new TableLineage(List.copyOf(tables));
    }

    private static Table table(Lake lake, String name, String meaning, Optional<Job> job) {
        Optional<Provenance> last = lake.lastProvenance(name);
        Map<String, Optional<Long>> from = new LinkedHashMap<>();
        last.ifPresent(found -> found.inputs().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(input -> from.put(input.getKey(), Optional.of(input.getValue()))));
        job.map(Job::reads).stream()
                .flatMap(List::stream)
                .filter(table -> !table.equals(name) && lake.exists(table))
                .forEach(table -> from.putIfAbsent(table, Optional.empty()));
        return new Table(
                name,
                meaning,
                job.map(Job::name),
                lake.version(name),
                lake.rows(name),
                last.map(Provenance::runId),
                from);
    }
}
