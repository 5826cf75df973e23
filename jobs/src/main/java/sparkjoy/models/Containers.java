package sparkjoy.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the containers of one object say of models and images. Of their environment only what names a model is read. */
record Containers(Findings findings, String node, List<Value> containers) {
    private static final Pattern FLAG = Pattern.compile("(?:--?[\\w.-]*=)?((?:models|runs):/\\S+)");
    private static final List<String> URIS = List.of("MODEL_URI", "MLFLOW_MODEL_URI", "STORAGE_URI", "MODEL_PATH");

    /** All containers below a value, wherever a pod is written in it. */
    static List<Value> below(Value value) {
        List<Value> found = new ArrayList<>();
        collect(value, found);
        return found;
    }

    private static void collect(Value value, List<Value> found) {
        value.entries().forEach((key, entry) -> {
            if (key.equals("containers") || key.equals("initContainers")) {
                found.addAll(entry.items());
            } else if ((key.equals("container") || key.equals("script")) && entry.isMapping()) {
                found.add(entry);
            } else {
                collect(entry, found);
            }
        });
        value.items().forEach(item -> collect(item, found));
    }

    void images() {
        for (Value container : containers) {
            Value image = container.at("image");
            image.find().filter(text -> !text.contains("{{")).ifPresent(text -> image(text, "image", image.ref()));
        }
    }

    void image(String given, String evidence, String ref) {
        String text = Redaction.image(given);
        GraphNode image = Images.node(text);
        findings.node(image, ref);
        String shown = evidence + " " + text;
        findings.edge(node, EdgeKind.RUNS_IMAGE, image.id(), shown, Confidence.DECLARED, ref);
        if (node.startsWith("k8s:") && image.version().isPresent()) {
            Target tagged = new Target.Attribute("tag.image", text);
            findings.claim(
                    node, EdgeKind.SERVES, tagged, shown + " = the version's tag image", Confidence.GUESSED, ref);
        }
    }

    /**
     * Notes what environment and arguments say of models.
     *
     * @param edge from the object to the model
     * @param named how sure a model's plain name is
     */
    void models(EdgeKind edge, Confidence named) {
        containers.forEach(container -> {
            environment(container, edge, named);
            arguments(container, edge);
        });
    }

    private void environment(Value container, EdgeKind edge, Confidence named) {
        Optional<Value> name = Optional.empty();
        Optional<Value> version = Optional.empty();
        for (Value entry : container.at("env").items()) {
            String variable = entry.textAt("name");
            String text = entry.textAt("value");
            if (text.isEmpty() || Redaction.isSecretName(variable)) {
                continue;
            }
            if (URIS.contains(variable) || ModelReference.isRegistryUri(text)) {
                uri("env " + variable, entry.at("value"), text, edge);
            }
            name = variable.equals("MODEL_NAME") ? Optional.of(entry.at("value")) : name;
            version = variable.equals("MODEL_VERSION") ? Optional.of(entry.at("value")) : version;
        }
        if (name.isPresent()) {
            named(name.get(), version, edge, named);
        }
    }

    private void named(Value name, Optional<Value> version, EdgeKind edge, Confidence named) {
        Target.Model target = new Target.Model(name.textAt(), version.flatMap(Value::find), Optional.empty());
        String evidence = "env MODEL_NAME = " + name.textAt()
                + version.map(found -> ", MODEL_VERSION = " + found.textAt()).orElse("");
        findings.claim(node, edge, target, evidence, named, name.ref());
    }

    private void arguments(Value container, EdgeKind edge) {
        List.of("command", "args").forEach(key -> container.at(key).items().forEach(argument -> {
            Matcher flag = FLAG.matcher(argument.textAt());
            if (flag.matches()) {
                uri("argument", argument, flag.group(1), edge);
            }
        }));
    }

    private void uri(String what, Value place, String text, EdgeKind edge) {
        ModelReference.of(text)
                .ifPresent(target ->
                        findings.claim(node, edge, target, what + " = " + text, Confidence.DERIVED, place.ref()));
    }
}
