package sparkjoy.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sparkjoy.bronze.Ingest;
import sparkjoy.experiment.HealthJob;
import sparkjoy.experiment.ReadoutJob;
import sparkjoy.gold.AssignmentJob;
import sparkjoy.gold.AttributionJob;
import sparkjoy.gold.KpiJob;
import sparkjoy.gold.ViewJob;
import sparkjoy.models.ModelsJob;
import sparkjoy.run.Job;
import sparkjoy.run.JobGraph;
import sparkjoy.silver.Clean;
import sparkjoy.spec.Pipeline;
import sparkjoy.spec.Spec;

/** The jobs that there are. */
final class Jobs {
    private Jobs() {}

    static List<Job> all(Spec spec) {
        List<Job> jobs = new ArrayList<>(List.of(
                new Ingest(),
                new Clean(),
                new KpiJob(),
                new AttributionJob(),
                new AssignmentJob(),
                new HealthJob(),
                new ReadoutJob(),
                new ViewJob(spec.views())));
        if (!spec.models().sources().isEmpty()) {
            jobs.add(new ModelsJob(System.getenv(), Optional.empty()));
        }
        return List.copyOf(jobs);
    }

    /** The jobs of a pipeline and what waits for what. */
    static JobGraph graph(Spec spec, String pipeline) {
        Pipeline declared = spec.pipelines().get(pipeline);
        Set<String> names = declared.jobs().keySet();
        return new JobGraph(
                all(spec).stream()
                        .filter(job -> names.isEmpty() || names.contains(job.name()))
                        .toList(),
                declared);
    }

    /** The jobs that a command line names, `all` for those of the pipeline; always in dependency order. */
    static List<Job> chosen(Spec spec, String pipeline, List<String> names) {
        List<Job> own = graph(spec, pipeline).inOrder();
        List<String> known = own.stream().map(Job::name).toList();
        if (names.isEmpty()) {
            throw new UsageError("run needs a job: all, or some of " + String.join(", ", known) + ".");
        }
        if (names.equals(List.of("all"))) {
            return own;
        }
        List<String> unknown = new ArrayList<>(names);
        unknown.removeAll(known);
        if (!unknown.isEmpty()) {
            throw new UsageError("There is no job " + String.join(", ", unknown) + " in the pipeline " + pipeline
                    + ": it has " + String.join(", ", known) + ", or all.");
        }
        return own.stream().filter(job -> names.contains(job.name())).toList();
    }

    /** Names of the sources that a pipeline ingests. */
    static List<String> sources(Spec spec, String pipeline) {
        Pipeline declared = spec.pipelines().get(pipeline);
        return declared.sources().isEmpty() ? List.copyOf(spec.sources().keySet()) : declared.sources();
    }
}
