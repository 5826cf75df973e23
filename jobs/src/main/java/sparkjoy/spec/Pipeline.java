package sparkjoy.spec;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Jobs that run together for one owner on one schedule. */
public record Pipeline(
        @Explain("whom to contact when the pipeline breaks") String owner,
        @Explain("an interval that divides a day evenly (`40 minutes`, `2 hours`, `1 day`, counted from"
                        + " midnight UTC), a"
                        + " cron line of five fields (`0 4 * * MON-FRI`) or `@daily` and its like; unset: by hand")
                Optional<String> schedule,
        @Explain("`joy status` ends with 3 when a gold table was last written or checked longer ago than"
                        + " this; unset: never")
                Optional<Duration> staleAfter,
        @Explain("how often `joy stream` looks for new files") Duration streamEvery,
        @Explain("names of the sources that it ingests; empty means all") List<String> sources,
        @Explain("the jobs that it runs; empty means all jobs") Map<String, Job> jobs,
        @Explain("how Airflow or Argo runs it") Orchestration orchestration) {

    public Pipeline {
        sources = List.copyOf(sources);
        jobs = Frozen.map(jobs);
    }

    /** The tables that a job reads and writes, as `layer.name`; empty means those of its contract. */
    public record Job(
            @Explain("tables as `layer.name`, or `logs.<source>`; empty means those of its contract")
                    List<String> reads,
            @Explain("tables as `layer.name`; empty means those of its contract") List<String> writes) {

        public Job {
            reads = List.copyOf(reads);
            writes = List.copyOf(writes);
        }
    }
}
