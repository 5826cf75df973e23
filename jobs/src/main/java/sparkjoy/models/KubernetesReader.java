package sparkjoy.models;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds deployments in Kubernetes manifests: what they serve, run and belong to, and the routes that lead to them. */
final class KubernetesReader {
    private static final Set<String> DEPLOYMENTS =
            Set.of("Deployment", "StatefulSet", "DaemonSet", "Rollout", "InferenceService", "SeldonDeployment");
    private static final Pattern CHART = Pattern.compile("(.+?)-(v?[0-9]+\\.[0-9].*)");
    private static final Set<String> MODEL_URI_KEYS = Set.of("storageUri", "modelUri");

    private final Findings findings;
    private final String cluster;
    private final String labels;

    KubernetesReader(Findings findings, String cluster, String labels) {
        this.findings = findings;
        this.cluster = cluster;
        this.labels = labels;
    }

    void read(List<Value> documents) {
        List<Manifest> manifests = Manifest.of(documents, findings);
        manifests.stream()
                .filter(manifest -> DEPLOYMENTS.contains(manifest.kind()))
                .forEach(this::deployment);
        new Routes(findings, manifests, this::id).describe();
        new ArgoReader(findings, labels).read(manifests);
    }

    private String id(Manifest manifest) {
        return "k8s:" + cluster + "/" + manifest.namespace() + "/" + manifest.kind() + "/" + manifest.name();
    }

    private void deployment(Manifest manifest) {
        String id = id(manifest);
        Map<String, String> attributes =
                new TreeMap<>(Map.of("kind", manifest.kind(), "namespace", manifest.namespace()));
        manifest.value().find("spec", "replicas").ifPresent(text -> attributes.put("replicas", text));
        GraphNode node = GraphNode.of(NodeKind.DEPLOYMENT, id, manifest.name())
                .in(cluster)
                .with(attributes)
                .ownedBy(manifest.mark(labels + "/owner").flatMap(Value::find));
        if (!findings.node(node, manifest.ref())) {
            findings.error(
                    manifest.ref(),
                    manifest.kind() + " " + manifest.namespace() + "/" + manifest.name()
                            + " is written twice; the first counts");
            return;
        }
        release(manifest, id);
        marked(manifest, id);
        Containers containers =
                new Containers(findings, id, Containers.below(manifest.value().at("spec")));
        containers.images();
        containers.models(EdgeKind.SERVES, Confidence.GUESSED);
        uris(id, manifest.value().at("spec"));
    }

    /** Labels and annotations that name the model: the most that can be said. */
    private void marked(Manifest manifest, String id) {
        manifest.mark(labels + "/model").ifPresent(model -> {
            Optional<Value> version = manifest.mark(labels + "/model-version");
            Target target = ModelReference.of(model.textAt())
                    .orElse(new Target.Model(
                            model.textAt(),
                            version.flatMap(Value::find),
                            manifest.mark(labels + "/model-alias").flatMap(Value::find)));
            String evidence = labels + "/model = " + model.textAt()
                    + version.map(found -> ", model-version = " + found.textAt())
                            .orElse("");
            findings.claim(
                    id,
                    EdgeKind.SERVES,
                    target,
                    evidence,
                    Confidence.DECLARED,
                    version.orElse(model).ref());
        });
    }

    private void uris(String id, Value value) {
        value.entries().forEach((key, entry) -> {
            if (MODEL_URI_KEYS.contains(key) && entry.find().isPresent()) {
                ModelReference.of(entry.textAt())
                        .ifPresent(target -> findings.claim(
                                id,
                                EdgeKind.SERVES,
                                target,
                                key + " = " + entry.textAt(),
                                Confidence.DERIVED,
                                entry.ref()));
            } else {
                uris(id, entry);
            }
        });
        value.items().forEach(item -> uris(id, item));
    }

    private void release(Manifest manifest, String id) {
        Optional<Value> annotated = manifest.mark("meta.helm.sh/release-name");
        Optional<Value> labelled = manifest.mark("app.kubernetes.io/managed-by")
                .filter(manager -> manager.textAt().equals("Helm"))
                .flatMap(manager -> manifest.mark("app.kubernetes.io/instance"));
        Optional<Value> name = annotated.or(() -> labelled);
        String namespace = manifest.mark("meta.helm.sh/release-namespace")
                .map(Value::textAt)
                .orElse(manifest.namespace());
        String release = "helm:" + namespace + "/" + name.map(Value::textAt).orElse("");
        name.ifPresent(found -> {
            findings.node(
                    GraphNode.of(NodeKind.HELM_RELEASE, release, found.textAt()).in(cluster), found.ref());
            findings.edge(
                    id,
                    EdgeKind.PART_OF_RELEASE,
                    release,
                    (annotated.isPresent() ? "meta.helm.sh/release-name = " : "app.kubernetes.io/instance = ")
                            + found.textAt(),
                    annotated.isPresent() ? Confidence.DECLARED : Confidence.DERIVED,
                    found.ref());
        });
        manifest.mark("helm.sh/chart").ifPresent(chart -> chart(chart, name.isPresent() ? release : id));
    }

    /** Helm writes `+` of a version as `_`, for a label may not hold it. */
    private void chart(Value label, String instance) {
        Matcher chart = CHART.matcher(label.textAt().replace('_', '+'));
        if (chart.matches()) {
            String id = "chart:" + chart.group(1) + "@" + chart.group(2);
            findings.node(
                    GraphNode.of(NodeKind.HELM_CHART, id, chart.group(1)).withVersion(chart.group(2)), label.ref());
            findings.edge(
                    instance,
                    EdgeKind.INSTANCE_OF,
                    id,
                    "helm.sh/chart = " + label.textAt(),
                    Confidence.DERIVED,
                    label.ref());
        }
    }
}
