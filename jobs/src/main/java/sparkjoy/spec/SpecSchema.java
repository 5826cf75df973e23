package sparkjoy.spec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The JSON Schema (draft 2020-12) of a whole specification, derived from its records, for editors and other tools. */
public final class SpecSchema {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final Map<String, List<String>> KNOWN_NAMES =
            Map.of("actions", ActionRules.ACTIONS, "properties", PropertyRules.COLUMNS);

    private SpecSchema() {}

    /** The schema as indented JSON text. */
    public static String json() {
        ObjectNode schema = JSON.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "Spark Joy's pipelines.yaml");
        schema.setAll(keyed(Shape.spec(), Optional.of(Defaults.load().tree())));
        NameRules.NEVER_EMPTY.forEach(schema.withArray("required")::add);
        schema.withObject("/properties")
                .properties()
                .forEach(entry -> name(entry.getKey(), (ObjectNode) entry.getValue()));
        ObjectNode variable = schema.putObject("$defs").putObject("variable");
        variable.put("type", "string").put("pattern", "\\$\\{[A-Za-z_][A-Za-z0-9_]*(:-[^}]*)?\\}");
        variable.put("description", "a value from the environment: ${NAME} or ${NAME:-default}");
        return text(schema);
    }

    private static void name(String section, ObjectNode schema) {
        if (KNOWN_NAMES.containsKey(section)) {
            ArrayNode names = schema.putObject("propertyNames").putArray("enum");
            KNOWN_NAMES.get(section).forEach(names::add);
        }
        if (NameRules.SELF_NAMED.contains(section)) {
            schema.putObject("propertyNames").put("pattern", "^" + NameRules.NAME + "$");
        }
        if (NameRules.NEVER_EMPTY.contains(section)) {
            schema.put("type", "object").put("minProperties", 1);
        }
    }

    private static ObjectNode schema(Shape shape, Optional<Node> defaults) {
        if (shape instanceof Shape.Single single) {
            return single(single.type());
        }
        if (shape instanceof Shape.Listed listed) {
            ObjectNode schema = nullable("array");
            schema.set("items", schema(listed.item(), Defaults.at(defaults, Defaults.EACH)));
            return schema;
        }
        if (shape instanceof Shape.Named named) {
            ObjectNode schema = nullable("object");
            schema.set("additionalProperties", schema(named.value(), Defaults.at(defaults, Defaults.EACH)));
            return schema;
        }
        return shape instanceof Shape.Verbs verbs ? verbs(verbs, defaults) : keyed((Shape.Keyed) shape, defaults);
    }

    private static ObjectNode nullable(String type) {
        ObjectNode schema = JSON.objectNode();
        schema.putArray("type").add(type).add("null");
        return schema;
    }

    private static ObjectNode verbs(Shape.Verbs shape, Optional<Node> defaults) {
        ObjectNode schema = JSON.objectNode();
        schema.put("type", "object").put("minProperties", 1).put("maxProperties", 1);
        schema.put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        for (Shape.Verb verb : shape.verbs()) {
            ObjectNode argument = schema(verb.argument(), Defaults.at(defaults, verb.name()));
            properties.set(verb.name(), argument.put("description", verb.meaning()));
        }
        return schema;
    }

    private static ObjectNode keyed(Shape.Keyed shape, Optional<Node> defaults) {
        ObjectNode schema = JSON.objectNode();
        ArrayNode required = JSON.arrayNode();
        ObjectNode properties = JSON.objectNode();
        for (Shape.Field field : shape.fields()) {
            Optional<Node> fallback = Defaults.at(defaults, field.name());
            ObjectNode property = schema(field.shape(), fallback);
            property.put("description", field.explanation());
            fallback.filter(Node.Scalar.class::isInstance)
                    .ifPresent(node -> property.put("default", ((Node.Scalar) node).text()));
            properties.set(field.name(), property);
            if (field.isRequired() && fallback.isEmpty()) {
                required.add(field.name());
            } else if (property.get("anyOf") instanceof ArrayNode choices) {
                choices.addObject().put("type", "null");
            }
        }
        if (required.isEmpty()) {
            schema.setAll(nullable("object"));
        } else {
            schema.put("type", "object").set("required", required);
        }
        schema.put("additionalProperties", false).set("properties", properties);
        return schema;
    }

    private static ObjectNode single(ScalarType type) {
        ObjectNode schema = JSON.objectNode();
        ArrayNode choices = schema.putArray("anyOf");
        ObjectNode value = choices.addObject();
        if (type.type() == String.class) {
            value.putArray("type").add("string").add("number").add("boolean");
            value.put("pattern", "\\S");
            return schema;
        }
        choices.addObject().put("$ref", "#/$defs/variable");
        if (!type.choices().isEmpty()) {
            type.choices().forEach(value.putArray("enum")::add);
        } else if (type.type() == Boolean.class) {
            value.put("type", "boolean");
        } else if (type.type() == Integer.class) {
            value.put("type", "integer");
        } else if (type.type() == Double.class || type.type() == BigDecimal.class) {
            value.put("type", "number");
        } else {
            value.putArray("type").add("string").add("integer");
            value.put("pattern", "^" + type.pattern() + "$");
        }
        return schema;
    }

    private static String text(ObjectNode schema) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        try {
            return new ObjectMapper().writer(printer).writeValueAsString(schema) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
