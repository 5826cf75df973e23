package sparkjoy.run;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import sparkjoy.spec.Pipeline;

/** Which job of a pipeline waits for which: for those that write what it reads. */
public final class JobGraph {
    private final Map<String, Job> jobs = new LinkedHashMap<>();
    private final Pipeline pipeline;

    /**
     * @param jobs in an order that is kept where no table decides
     * @param pipeline may say of a job what it reads and writes, in place of the job's own contract
     */
    public JobGraph(List<Job> jobs, Pipeline pipeline) {
        jobs.forEach(job -> this.jobs.put(job.name(), job));
        this.pipeline = pipeline;
    }

    /** The jobs, each after those that it waits for. */
    public List<Job> inOrder() {
        List<Job> ordered = new ArrayList<>();
        jobs.values().forEach(job -> add(job, ordered, new ArrayList<>()));
        return List.copyOf(ordered);
    }

    /** Names of the jobs that a job waits for; the specification has been checked for circles. */
    public List<String> before(String job) {
        List<String> reads = reads(job);
        return jobs.keySet().stream()
                .filter(other -> !other.equals(job))
                .filter(other -> writes(other).stream().anyMatch(reads::contains))
                .toList();
    }

    private void add(Job job, List<Job> ordered, List<String> waiting) {
        if (ordered.contains(job) || waiting.contains(job.name())) {
            return;
        }
        List<String> way =
                Stream.concat(waiting.stream(), Stream.of(job.name())).toList();
        before(job.name()).forEach(other -> add(jobs.get(other), ordered, way));
        ordered.add(job);
    }

    private List<String> reads(String job) {
        List<String> declared = declared(job).reads();
        return declared.isEmpty() ? jobs.get(job).reads() : declared;
    }

    private List<String> writes(String job) {
        List<String> declared = declared(job).writes();
        return declared.isEmpty() ? jobs.get(job).writes() : declared;
    }

    private Pipeline.Job declared(String job) {
        return pipeline.jobs().getOrDefault(job, new Pipeline.Job(List.of(), List.of()));
    }
}
