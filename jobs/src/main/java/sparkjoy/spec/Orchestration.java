package sparkjoy.spec;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How Airflow or Argo runs a pipeline. It says nothing about rows, so it is left out of the specification's hash. */
public record Orchestration(
        @Explain("how Airflow starts a job") Runner runner,
        @Explain("what one task runs") Granularity granularity,
        @Explain("labels of the pipeline in Airflow") List<String> tags,
        @Explain("how often a failed task is tried again") int retries,
        @Explain("how long a failed task waits for its next try; each further wait is twice as long")
                Duration retryDelay,
        @Explain("a task that takes longer is stopped and has failed") Duration timeout,
        @Explain("a run that takes longer than this raises an alarm; unset: never") Optional<Duration> slo,
        @Explain("when `joy status` checks for silent sources and stale tables, written like `schedule`;"
                        + " unset: never")
                Optional<String> check,
        @Explain("the container image that pods run, with its version") String image,
        @Explain("what a pod asks for, and may not exceed") Resources resources,
        @Explain("executors that Kubernetes starts with runner `spark_k8s`") Executors executors) {

    public Orchestration {
        tags = List.copyOf(tags);
    }

    /** Whether pods of the pipeline let Kubernetes start executors. */
    public boolean hasExecutors() {
        return runner == Runner.SPARK_K8S;
    }

    /** How Airflow starts a job. */
    public enum Runner {
        @Explain("by spark-submit, on the master of Airflow's connection `spark_default`")
        SPARK_SUBMIT,
        @Explain("by `joy` on Airflow's worker, with an embedded Spark")
        JOY,
        @Explain("by `joy` in a pod of its own, with an embedded Spark")
        KUBERNETES,
        @Explain("by `joy` in a pod of its own, which is Spark's driver; Kubernetes starts the executors, for Argo too")
        SPARK_K8S
    }

    /** What one task runs. */
    public enum Granularity {
        @Explain("one job: each is retried and seen alone")
        JOB,
        @Explain("all jobs of the pipeline in one process: start-up costs more than the work on small deliveries")
        PIPELINE
    }

    /** What a pod asks for. */
    public record Resources(
            @Explain("processor cores") int cpu, @Explain("memory; three quarters of it are the heap") long memory) {}

    /** The executors of a run, each in a pod of its own. */
    public record Executors(
            @Explain("how many") int number,
            @Explain("processor cores of each") int cpu,
            @Explain("memory of each; three quarters of it are the heap") long memory) {}
}
