package sparkjoy.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One key that a specification can have, for documents and schema.
 *
 * @param path with `<name>` for a free name and `[]` for an item, like `sources.<name>.path`
 * @param fallback what holds without it
 */
record SpecKey(String path, Shape shape, boolean isRequired, Optional<Node> fallback, String explanation) {

    /** Every key, in the order of the records. */
    static List<SpecKey> all() {
        List<SpecKey> keys = new ArrayList<>();
        collect(Shape.spec(), "", Optional.of(Defaults.load().tree()), keys);
        return List.copyOf(keys);
    }

    private static void collect(Shape shape, String path, Optional<Node> defaults, List<SpecKey> keys) {
        if (shape instanceof Shape.Named named) {
            collect(named.value(), path + ".<name>", Defaults.at(defaults, Defaults.EACH), keys);
        } else if (shape instanceof Shape.Listed listed) {
            collect(listed.item(), path + "[]", Defaults.at(defaults, Defaults.EACH), keys);
        } else if (shape instanceof Shape.Keyed keyed) {
            for (Shape.Field field : keyed.fields()) {
                Optional<Node> fallback = Defaults.at(defaults, field.name());
                String at = path.isEmpty() ? field.name() : path + '.' + field.name();
                boolean isRequired = NameRules.NEVER_EMPTY.contains(at) || (field.isRequired() && fallback.isEmpty());
                keys.add(new SpecKey(at, field.shape(), isRequired, fallback, field.explanation()));
                collect(field.shape(), at, fallback, keys);
            }
        } else if (shape instanceof Shape.Verbs verbs) {
            for (Shape.Verb verb : verbs.verbs()) {
                Optional<Node> fallback = Defaults.at(defaults, verb.name());
                String at = path + '.' + verb.name();
                keys.add(new SpecKey(at, verb.argument(), false, Optional.empty(), verb.meaning()));
                collect(verb.argument(), at, fallback, keys);
            }
        }
    }
}
