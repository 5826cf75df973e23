package sparkjoy.spec;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A column of silver.events is read from paths that a Segment event can have. */
final class PropertyRules {
    static final List<String> COLUMNS = List.of(
            "vertical",
            "service",
            "cart_id",
            "order_id",
            "product_id",
            "position",
            "quantity",
            "price",
            "revenue",
            "total",
            "currency",
            "list_id",
            "products",
            "experiment_id",
            "variant",
            "model_version",
            "session_id",
            "channel",
            "platform",
            "app_version",
            "country",
            "user_agent");

    private static final List<String> OBJECTS = List.of("properties", "context", "traits", "integrations", "_metadata");
    private static final List<String> FIELDS = List.of(
            "anonymousId",
            "category",
            "channel",
            "event",
            "groupId",
            "messageId",
            "name",
            "originalTimestamp",
            "previousId",
            "projectId",
            "receivedAt",
            "sentAt",
            "timestamp",
            "type",
            "userId",
            "version");
    /** An item of a list, by its position. */
    private static final Pattern ITEM = Pattern.compile(".*(\\[\\d*\\]|\\.\\d+(\\..*|$)).*", Pattern.DOTALL);

    private PropertyRules() {}

    static void check(Place properties) {
        properties.entries().forEach((column, paths) -> {
            if (!COLUMNS.contains(column)) {
                paths.complain("not a column of silver.events that can be mapped" + Nearest.hint(column, COLUMNS));
            }
            paths.items().forEach(PropertyRules::checkPath);
        });
    }

    /** Checks that a path leads to a value inside a Segment event. */
    static void checkPath(Place place) {
        place.text().ifPresent(path -> {
            String shown = Secrets.shown(path);
            Optional<KeyPath> keys = KeyPath.parse(path);
            String top = keys.map(found -> found.keys().get(0)).orElse("");
            if (keys.isEmpty()) {
                place.complain(shown + " is not a path; " + meant(path));
            } else if (OBJECTS.contains(path)) {
                place.complain(shown + " is a whole object; name a value in it, like " + path + ".name");
            } else if (!OBJECTS.contains(top) && !FIELDS.contains(top)) {
                place.complain("'" + top + "' is not part of a Segment event" + fix(top));
            } else if (FIELDS.contains(top) && !top.equals(path)) {
                place.complain(shown + " looks into '" + top + "', a single value; write " + top + " alone");
            }
        });
    }

    private static String meant(String path) {
        Optional<String> quoted = KeyPath.meant(path);
        if (ITEM.matcher(path).matches()) {
            return "an item of a list cannot be read by its position; name a key of an object"
                    + quoted.filter(form -> path.indexOf('[') < 0)
                            .map(form -> ", or for a key of digits write " + form)
                            .orElse("");
        }
        return quoted.map(form -> "a key with a dot, bracket, quote or backslash needs backticks; write " + form)
                .orElse("write names joined by dots, like properties.cart_id");
    }

    private static String fix(String top) {
        return Nearest.to(top, OBJECTS)
                .or(() -> Nearest.to(top, FIELDS))
                .map(name -> "; did you mean '" + name + "'?")
                .orElse("; begin with properties., context., traits. or a field like userId");
    }
}
