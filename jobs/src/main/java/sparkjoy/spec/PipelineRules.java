package sparkjoy.spec;

import java.util.List;

/** A pipeline names sources and jobs that exist and a schedule that can be kept. */
final class PipelineRules {
    private PipelineRules() {}

    static void check(Place spec) {
        List<String> sources = List.copyOf(spec.at("sources").entries().keySet());
        JobTables tables = JobTables.of(spec);
        spec.at("pipelines").entries().values().forEach(pipeline -> {
            Schedule.check(pipeline.at("schedule"));
            pipeline.at("sources").items().forEach(place -> place.text()
                    .filter(source -> !sources.contains(source))
                    .ifPresent(source ->
                            place.complain("unknown source " + Secrets.shown(source) + Nearest.hint(source, sources))));
            JobRules.check(spec, pipeline.at("jobs"), tables);
            OrchestrationRules.check(pipeline.at("orchestration"));
        });
    }
}
