package sparkjoy.models;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One Kubernetes object as it is written. */
record Manifest(String kind, String name, Optional<String> givenNamespace, Value value) {
    private static final Set<String> NOT_MANIFESTS = Set.of("kustomization.yaml", "kustomization.yml", "Chart.yaml");
    /** Kinds whose values are nobody's business. */
    private static final Set<String> NEVER_READ = Set.of("Secret", "SealedSecret", "ExternalSecret");

    /** The objects of documents, those of lists too; what has no kind or no name is noted. */
    static List<Manifest> of(List<Value> documents, Findings findings) {
        List<Manifest> found = new ArrayList<>();
        documents.forEach(document -> collect(document, findings, found));
        return found;
    }

    private static void collect(Value document, Findings findings, List<Manifest> found) {
        if (NOT_MANIFESTS.contains(Path.of(document.file()).getFileName().toString())) {
            return;
        }
        Optional<String> kind = document.find("kind");
        if (kind.isEmpty()) {
            findings.error(document.ref(), "has no kind, so it is not a Kubernetes manifest; exclude the file");
        } else if (kind.get().endsWith("List") && !document.at("items").items().isEmpty()) {
            document.at("items").items().forEach(item -> collect(item, findings, found));
        } else if (!NEVER_READ.contains(kind.get())) {
            add(kind.get(), document, findings, found);
        }
    }

    private static void add(String kind, Value document, Findings findings, List<Manifest> found) {
        Optional<String> name = document.find("metadata", "name");
        if (name.isPresent()) {
            found.add(new Manifest(kind, name.get(), document.find("metadata", "namespace"), document));
        } else if (document.find("metadata", "generateName").isEmpty() && !kind.endsWith("List")) {
            findings.error(document.ref(), kind + " has no metadata.name; name it, or exclude the file");
        }
    }

    String namespace() {
        return givenNamespace.orElse("default");
    }

    /** Where the object begins: the line of its name. */
    String ref() {
        return value.at("metadata", "name").ref();
    }

    /** A label or annotation, of the object or of its pods. */
    Optional<Value> mark(String key) {
        return List.of(
                        value.at("metadata", "annotations", key),
                        value.at("metadata", "labels", key),
                        value.at("spec", "template", "metadata", "annotations", key),
                        value.at("spec", "template", "metadata", "labels", key),
                        value.at("spec", "workflowMetadata", "labels", key),
                        value.at("spec", "workflowSpec", "metadata", "labels", key))
                .stream()
                .filter(found -> found.find().isPresent())
                .findFirst();
    }
}
