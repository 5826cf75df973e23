package sparkjoy.spec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/** Jobs exist, read from below, write each table once and never wait for each other in a circle. */
final class JobRules {
    private final Map<String, Place> jobs;
    private final JobTables tables;
    private final Map<String, String> writers = new LinkedHashMap<>();

    private JobRules(Map<String, Place> jobs, JobTables tables) {
        this.jobs = jobs;
        this.tables = tables;
    }

    static void check(Place spec, Place jobs, JobTables tables) {
        JobRules rules = new JobRules(jobs.entries(), tables);
        Tables written = Tables.of(spec);
        Tables read = written.withLogs(spec);
        rules.jobs.forEach((name, job) -> {
            if (!tables.jobs().contains(name)) {
                job.complain(
                        name.equals("models")
                                ? "has nothing to read; declare models.sources, or leave it out"
                                : "unknown job" + Nearest.hint(name, tables.jobs()));
            }
            job.at("reads").items().forEach(read::checkKnown);
            job.at("writes").items().forEach(written::checkKnown);
            rules.checkWriters(name, job);
            rules.checkLayers(name, job);
        });
        rules.checkCycles();
    }

    private void checkWriters(String name, Place job) {
        for (String table : tables.writes(name, job)) {
            String other = writers.putIfAbsent(table, name);
            if (other != null) {
                place(job.at("writes"), table)
                        .complain("writes " + table + ", which " + other + " writes too; let one job write it");
            }
        }
    }

    private void checkLayers(String name, Place job) {
        OptionalInt lowest = tables.writes(name, job).stream()
                .mapToInt(Tables::height)
                .filter(height -> height >= 0)
                .min();
        for (String table : tables.reads(name, job)) {
            if (lowest.isPresent() && Tables.height(table) > lowest.getAsInt()) {
                place(job.at("reads"), table)
                        .complain("reads " + table + ", above the " + Tables.layer(lowest.getAsInt())
                                + " that it writes; logs feed bronze, bronze silver, silver gold");
            }
        }
    }

    private static Place place(Place declared, String table) {
        return declared.items().stream()
                .filter(item -> item.text().equals(Optional.of(table)))
                .findFirst()
                .orElse(declared);
    }

    private void checkCycles() {
        Map<String, Set<String>> before = new LinkedHashMap<>();
        jobs.forEach((name, job) -> before.put(
                name,
                tables.reads(name, job).stream()
                        .flatMap(table -> Optional.ofNullable(writers.get(table)).stream())
                        .filter(writer -> !writer.equals(name))
                        .collect(Collectors.toSet())));
        for (List<String> cycle : Cycles.in(before)) {
            jobs.get(cycle.get(0))
                    .complain("waits for itself: " + String.join(" <- ", cycle)
                            + "; no job may read what a later one writes");
        }
    }
}
