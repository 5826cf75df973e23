package sparkjoy.page;

import java.util.List;
import java.util.Map;
import sparkjoy.run.Job;

/**
 * The jobs and sources of each pipeline of a specification, by its name.
 *
 * @param jobs in the order in which they run
 */
public record Pipelines(Map<String, List<Job>> jobs, Map<String, List<String>> sources) {}
