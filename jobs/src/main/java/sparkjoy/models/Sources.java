package sparkjoy.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import sparkjoy.spec.Models;
import sparkjoy.spec.Spec;

/**
 * Reads the sources that a specification declares.
 *
 * @param environment where tokens are
 */
record Sources(Spec spec, Map<String, String> environment) {
    static final String SPEC = "spec";

    /** Names of all sources, the specification's own at the end. */
    List<String> names() {
        List<String> names = new ArrayList<>(spec.models().sources().keySet());
        if (spec.models().sources().values().stream().noneMatch(source -> source.kind() == Models.Kind.SPEC)) {
            names.add(SPEC);
        }
        return names;
    }

    /** Names of the registries. */
    List<String> registries() {
        return spec.models().sources().entrySet().stream()
                .filter(source -> source.getValue().kind() == Models.Kind.MLFLOW)
                .map(Map.Entry::getKey)
                .toList();
    }

    /**
     * Reads one source.
     *
     * @param hadoop how storage is reached, for paths that are URIs
     */
    Crawl crawl(String name, Configuration hadoop) {
        Optional<Models.Source> source =
                Optional.ofNullable(spec.models().sources().get(name));
        Models.Kind kind = source.map(Models.Source::kind).orElse(Models.Kind.SPEC);
        Findings findings = new Findings(name, kind.name().toLowerCase(Locale.ROOT));
        if (source.isEmpty() || kind == Models.Kind.SPEC) {
            new SpecFacts(findings, spec).read();
            return findings.crawl();
        }
        try (LocalSource files =
                LocalSource.of(source.get(), hadoop, spec.models().maxFileBytes(), findings)) {
            return findings.isFailed()
                    ? findings.crawl()
                    : read(findings, name, files.source()).placed(files::shown);
        }
    }

    private Crawl read(Findings findings, String name, Models.Source source) {
        Models models = spec.models();
        switch (source.kind()) {
            case MLFLOW ->
                registry(findings, source)
                        .ifPresent(answers -> new MlflowReader(findings, answers, spec.lake(), models.runs()).read());
            case AIRFLOW -> airflow(findings, source);
            case HELM -> new HelmReader(findings, source, models, rendering(findings, source)).read();
            case KUBERNETES, ARGO ->
                new KubernetesReader(findings, source.environment().orElse(name), models.labels())
                        .read(documents(findings, source));
            default -> new OpenApiReader(findings).read(documents(findings, source));
        }
        return findings.crawl();
    }

    private Optional<MlflowAnswers> registry(Findings findings, Models.Source source) {
        if (source.url().isPresent()) {
            return rest(findings, source).map(rest -> new MlflowService(new Pages(rest, findings)));
        }
        List<Value> documents = documents(findings, source);
        documents.stream()
                .filter(document -> document.at("registered_models").items().isEmpty())
                .forEach(document -> findings.error(
                        document.ref(), "has no list registered_models; write it as MLflow's REST API answers"));
        return Optional.of(new MlflowFile(documents));
    }

    private void airflow(Findings findings, Models.Source source) {
        if (source.url().isPresent()) {
            rest(findings, source).ifPresent(rest -> new AirflowApiReader(findings, rest).read());
            return;
        }
        AirflowDags dags = new AirflowDags(findings);
        for (Value document : documents(findings, source)) {
            if (document.at("dags").items().isEmpty()) {
                findings.error(document.ref(), "has no list dags; write the file with dags/dump_dags.py");
            }
            document.at("dags").items().forEach(dag -> dags.dag(dag, Optional.empty()));
        }
    }

    private Rendering rendering(Findings findings, Models.Source source) {
        Models models = spec.models();
        return source.rendered().isPresent()
                ? RenderedFolder.of(source.rendered().get(), source, models, findings)
                : HelmCommand.on(environment.getOrDefault("PATH", ""), models.timeout(), models.maxFileBytes());
    }

    private List<Value> documents(Findings findings, Models.Source source) {
        return new SourceFiles(source.path().orElseThrow(), source, spec.models()).documents(findings);
    }

    private Optional<Rest> rest(Findings findings, Models.Source source) {
        Optional<String> token = source.token().map(variable -> environment.getOrDefault(variable, ""));
        if (token.filter(String::isBlank).isPresent()) {
            findings.failed(
                    source.url().orElseThrow(),
                    "the environment variable " + source.token().orElseThrow()
                            + " is not set; set it to the token, or leave out the token of the source "
                            + findings.source());
            return Optional.empty();
        }
        Models models = spec.models();
        return Optional.of(Rest.to(source.url().orElseThrow(), token, models.timeout(), models.maxFileBytes()));
    }
}
