package sparkjoy.models;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds models and versions by what texts call them. */
final class ModelIndex {
    /** A shorter place, such as a bucket, would be that of many versions. */
    private static final int LEAST_PARTS = 3;

    private static final Pattern IDS = Pattern.compile("(?<=/)(m-[0-9a-f]{32}|[0-9a-f]{32})(?=/|$)");

    private final Map<String, Set<String>> modelsByName = new HashMap<>();
    private final Set<String> aliases = new TreeSet<>();
    private final Map<String, Set<String>> byAttribute = new HashMap<>();
    private final NavigableMap<String, Set<String>> byPlace = new TreeMap<>();
    private final List<String> registries;

    ModelIndex(Collection<GraphNode> current, Collection<GraphNode> gone, List<String> registries) {
        this.registries = registries;
        current.forEach(this::add);
        Set<String> known = new TreeSet<>();
        current.forEach(node -> known.add(node.id()));
        gone.stream().filter(node -> !known.contains(node.id())).forEach(this::add);
    }

    private void add(GraphNode node) {
        if (node.kind() == NodeKind.MODEL) {
            modelsByName.computeIfAbsent(node.name(), name -> new TreeSet<>()).add(node.id());
        } else if (node.kind() == NodeKind.MODEL_ALIAS) {
            aliases.add(node.id());
        } else if (node.kind() == NodeKind.MODEL_VERSION) {
            for (String key : List.of("source", "artifact_location")) {
                if (!node.attribute(key).isEmpty()) {
                    byPlace.computeIfAbsent(ModelReference.place(node.attribute(key)), place -> new TreeSet<>())
                            .add(node.id());
                }
            }
            for (String key : List.of("run_id", "model_id", "tag.image")) {
                if (!node.attribute(key).isEmpty()) {
                    byAttribute
                            .computeIfAbsent(key + "=" + node.attribute(key), pair -> new TreeSet<>())
                            .add(node.id());
                }
            }
        }
    }

    /** Ids of models of a name; where no registry has it, the id that it would have, if it may be missing. */
    List<String> models(String name, boolean mayBeMissing) {
        Set<String> known = modelsByName.getOrDefault(name, Set.of());
        if (!known.isEmpty() || !mayBeMissing) {
            return List.copyOf(known);
        }
        return List.of(
                registries.isEmpty() ? "model:unregistered/" + name : "model:mlflow/" + registries.get(0) + "/" + name);
    }

    /** Ids of versions, aliases or models that a target means. */
    List<String> versions(Target target, boolean mayBeMissing) {
        if (target instanceof Target.Model model) {
            return models(model.name(), mayBeMissing).stream()
                    .map(id -> part(id, model))
                    .toList();
        }
        if (target instanceof Target.Run run) {
            return attribute("run_id", run.id());
        }
        if (target instanceof Target.Attribute attribute) {
            return attribute(attribute.key(), attribute.value());
        }
        return target instanceof Target.Artifact artifact ? artifact(artifact.uri()) : List.of();
    }

    private static String part(String model, Target.Model target) {
        Optional<String> version = target.version().map(number -> model + "@" + number);
        return version.or(() -> target.alias().map(alias -> model.replaceFirst("^model:", "alias:") + "/" + alias))
                .orElse(model);
    }

    private List<String> attribute(String key, String value) {
        return List.copyOf(byAttribute.getOrDefault(key + "=" + value, Set.of()));
    }

    /** By the same place, else by a folder around it, a run's or model's id in it, or folders within it. */
    private List<String> artifact(String uri) {
        String place = ModelReference.place(uri);
        for (String folder = place; parts(folder) >= LEAST_PARTS; folder = parent(folder)) {
            if (byPlace.containsKey(folder)) {
                return List.copyOf(byPlace.get(folder));
            }
        }
        Set<String> found = new LinkedHashSet<>();
        Matcher ids = IDS.matcher(place);
        while (ids.find()) {
            found.addAll(attribute(ids.group().startsWith("m-") ? "model_id" : "run_id", ids.group()));
        }
        if (found.isEmpty() && parts(place) >= LEAST_PARTS) {
            byPlace.subMap(place + "/", place + "0").values().forEach(found::addAll);
        }
        return List.copyOf(found);
    }

    private static int parts(String place) {
        return (int) place.chars().filter(character -> character == '/').count();
    }

    private static String parent(String place) {
        return place.substring(0, Math.max(0, place.lastIndexOf('/')));
    }
}
