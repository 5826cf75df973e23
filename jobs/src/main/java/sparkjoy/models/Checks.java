package sparkjoy.models;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import sparkjoy.experiment.ArmVersions;
import sparkjoy.spec.Spec;

/** Looks for what somebody should know about models before customers do. What is only guessed is never part of it. */
record Checks(
        Spec spec,
        Graph graph,
        List<Dated<GraphEdge>> edges,
        List<PastCrawl> crawls,
        Sources sources,
        ArmVersions traffic,
        Instant at) {

    List<Finding> all() {
        List<Finding> found = new ArrayList<>();
        ServingChecks serving = new ServingChecks(graph, known());
        found.addAll(serving.all());
        found.addAll(new TrainingChecks(graph, at).all());
        found.addAll(new ExperimentChecks(spec, graph, edges, at).all());
        found.addAll(new TrafficChecks(spec, graph, edges, traffic, at).all());
        found.addAll(new ChartChecks(graph).all());
        graph.ofKind(NodeKind.MODEL).forEach(model -> owner(model, found));
        sources.names().forEach(source -> stale(source, found));
        return found.stream()
                .distinct()
                .sorted(Comparator.comparing(Finding::check)
                        .thenComparing(Finding::node)
                        .thenComparing(Finding::message))
                .toList();
    }

    /** Registries that were read in full once: what they do not have is not there. */
    private Set<String> known() {
        Set<String> known = new LinkedHashSet<>();
        crawls.stream()
                .filter(crawl ->
                        crawl.status() == Crawl.Status.OK && !crawl.at().isAfter(at))
                .map(PastCrawl::source)
                .filter(sources.registries()::contains)
                .forEach(known::add);
        return known;
    }

    private void owner(GraphNode model, List<Finding> found) {
        if (model.owner().isEmpty()
                && graph.leaving(model.id(), EdgeKind.OWNED_BY).isEmpty()) {
            found.add(new Finding(
                    Finding.Check.NO_OWNER,
                    model.id(),
                    "The model " + model.name() + " has no owner, so nobody is asked when it is wrong",
                    model.sourceRef(),
                    "Set the tag owner of the registered model " + model.name() + " in its registry."));
        }
    }

    private void stale(String source, List<Finding> found) {
        List<PastCrawl> own = crawls.stream()
                .filter(crawl -> crawl.source().equals(source) && !crawl.at().isAfter(at))
                .sorted(Comparator.comparing(PastCrawl::at))
                .toList();
        Stream<PastCrawl> complete = own.stream().filter(crawl -> crawl.status() == Crawl.Status.OK);
        Instant oldest = at.minus(spec.models().staleAfter());
        if (complete.anyMatch(crawl -> !crawl.at().isBefore(oldest))) {
            return;
        }
        String since = own.stream()
                .filter(crawl -> crawl.status() == Crawl.Status.OK)
                .reduce((earlier, later) -> later)
                .map(crawl -> "since " + crawl.at())
                .orElse("yet");
        String error = own.isEmpty()
                ? "no crawl in meta.model_crawls"
                : own.get(own.size() - 1).errors().stream().findFirst().orElse("no crawl since");
        found.add(new Finding(
                Finding.Check.SOURCE_STALE,
                "source:" + source,
                "The source " + source + " was not read in full " + since + ", and models.stale_after is "
                        + spec.models().staleAfter().toHours() + " h: what it says may be out of date",
                error,
                "Fix what it reports, then run joy models load --source " + source + "."));
    }
}
