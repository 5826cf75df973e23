package sparkjoy.spec;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A path in the tree, whether anything is written there or not, and where to complain about it. */
final class Place {
    private final String path;
    private final Node node;
    private final Problems problems;

    private Place(String path, Node node, Problems problems) {
        this.path = path;
        this.node = node;
        this.problems = problems;
    }

    static Place root(Node tree, Problems problems) {
        return new Place("", tree, problems);
    }

    /** The place of a key; if it is not written, it complains in the line of this one. */
    Place at(String key) {
        Node value = node instanceof Node.Mapping mapping ? mapping.entries().get(key) : null;
        return new Place(Keys.join(path, key), value == null ? new Node.Empty(node.origin()) : value, problems);
    }

    /** The place at the end of a path; a number is an item of a list, which stands for one that it does not have. */
    Place follow(List<String> keys) {
        Place place = this;
        for (String key : keys) {
            if (place.node instanceof Node.Sequence) {
                List<Place> items = place.items();
                int item = Integer.parseInt(key);
                place = item < items.size() ? items.get(item) : place;
            } else {
                place = place.at(key);
            }
        }
        return place;
    }

    /** The entries of a map by name; none for anything else. */
    Map<String, Place> entries() {
        Map<String, Place> places = new LinkedHashMap<>();
        if (node instanceof Node.Mapping mapping) {
            mapping.entries().keySet().forEach(key -> places.put(key, at(key)));
        }
        return places;
    }

    /** The items of a list; none for anything else. */
    List<Place> items() {
        List<Place> places = new ArrayList<>();
        if (node instanceof Node.Sequence sequence) {
            for (Node item : sequence.items()) {
                places.add(new Place(Keys.item(path, places.size()), item, problems));
            }
        }
        return places;
    }

    /** The items of a list that are single values. */
    List<String> texts() {
        return items().stream().flatMap(item -> item.text().stream()).toList();
    }

    /** The single value as it is written; empty for anything else. */
    Optional<String> text() {
        return node instanceof Node.Scalar scalar ? Optional.of(scalar.text()) : Optional.empty();
    }

    /** The single value as a type; empty if it is none, which the binder has said already. */
    <T> Optional<T> value(Class<T> type) {
        return text().flatMap(ScalarType.of(type)::parse).map(type::cast);
    }

    /** Whether nothing is written here, or an empty list or map. */
    boolean isEmpty() {
        return node.isEmpty();
    }

    boolean isDefault() {
        return node.origin().isDefault();
    }

    void complain(String message) {
        problems.add(
                node.origin(),
                path,
                text().map(value -> Secrets.concealed(path, value, message)).orElse(message));
    }
}
