package sparkjoy.silver;

import static org.apache.spark.sql.functions.udf;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;

/** In which keys two calls with the same id differ. */
final class Differing {
    /** Objects whose own keys are told apart. */
    private static final List<String> OBJECTS = List.of("properties", "traits", "context");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxStringLength(Integer.MAX_VALUE)
                            .maxNumberLength(Integer.MAX_VALUE)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Declared as not deterministic so that the optimizer does not evaluate it twice. */
    private static final UserDefinedFunction KEYS = udf(
                    (UDF2<String, String, List<String>>) Differing::keys,
                    DataTypes.createArrayType(DataTypes.StringType))
            .asNondeterministic();

    private Differing() {}

    /** The same for columns of payloads. */
    static Column keys(Column one, Column other) {
        return KEYS.apply(one, other);
    }

    /**
     * The keys whose values differ, in order: those of the call, and those of its properties, traits and context. When a
     * call was sent and received counts as no difference, nor does the time that Segment computes from that: only where
     * the device's own times differ does `timestamp` count. A key without a value is none.
     *
     * @param one payload
     * @param other payload
     */
    static List<String> keys(String one, String other) {
        JsonNode a = object(one);
        JsonNode b = object(other);
        NavigableSet<String> keys = differing(a, b, "");
        OBJECTS.forEach(keys::remove);
        OBJECTS.forEach(name -> keys.addAll(differing(a.path(name), b.path(name), name + ".")));
        keys.remove("receivedAt");
        keys.remove("sentAt");
        if (!keys.contains("originalTimestamp")) {
            keys.remove("timestamp");
        }
        return List.copyOf(keys);
    }

    private static NavigableSet<String> differing(JsonNode a, JsonNode b, String prefix) {
        NavigableSet<String> keys = new TreeSet<>();
        a.fieldNames().forEachRemaining(keys::add);
        b.fieldNames().forEachRemaining(keys::add);
        keys.removeIf(key -> value(a, key).equals(value(b, key)));
        NavigableSet<String> named = new TreeSet<>();
        keys.forEach(key -> named.add(prefix + key));
        return named;
    }

    private static JsonNode value(JsonNode object, String key) {
        return object.hasNonNull(key) ? object.get(key) : MissingNode.getInstance();
    }

    /** Nothing where a payload is nested more deeply than anybody sends. */
    private static JsonNode object(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
